"""Change in the same people from one occasion to another, for a group of at least ten.

An interval is t's. Dimensions (or items) are judged together, with the correction of Holm (1979, Scandinavian
Journal of Statistics 6, 65–70). What cannot be told is said to be so: no verdict ever says "no change".
"""

import math

import numpy as np
import pandas as pd

from kit.model import PlainError
from kit.statistics.tables import Given, self_ratings_of

LEAST = 10
"""Groups smaller than this get no number."""
FEWER = f"fewer than {LEAST} people"
ALIKE = "everybody's change is the same, so there is no interval"
REAL, OPEN = "a real change, as far as this can tell", "can't be told"
LEVEL = 0.05
OCCASIONS = ("pre", "during", "post", "then", "follow_up")


def growth(
    self_ratings: Given, by: str = "dimension", first: str = "pre", last: str = "post"
) -> pd.DataFrame:
    """Return how self-ratings changed in the people who answered on both occasions.

    Parameters
    ----------
    self_ratings
        The long table (``learner``, ``occasion``, ``item``, ``value``): a DataFrame, rows, or a path.
    by
        ``dimension`` (the mean of a person's items; a person who left one open isn't in it) or ``item``.
    first, last
        Two of ``pre``, ``during``, ``post``, ``then``, ``follow_up``.

    Returns
    -------
    pandas.DataFrame
        A row for each dimension or item. ``n`` people; mean ``change`` in points of the scale (0 to 4), with
        its 95% t interval ``low`` to ``high``; Hedges' ``g`` with Bonett's interval ``g_low`` to ``g_high``;
        ``p`` after Holm's correction over the rows; ``verdict``; and ``withheld``, the reason if there are no
        numbers.

    Raises
    ------
    PlainError
        The table isn't one of self-ratings, or an argument isn't one of those above.

    Examples
    --------
    Ten people's answers to one item; R's paired ``t.test`` gives the same mean and interval.

    >>> one = [0, 0, 1, 0, 2, 1, 0, 2, 1, 0]
    >>> two = [2, 3, 1, 2, 2, 3, 3, 3, 3, 1]
    >>> rows = [
    ...     {"learner": f"p{n}", "occasion": when, "item": "rate.equity.resources", "value": value}
    ...     for when, values in (("pre", one), ("post", two)) for n, value in enumerate(values)
    ... ]
    >>> growth(rows)[["change", "low", "high"]].round(3).loc["equity"].tolist()
    [1.6, 0.831, 2.369]
    >>> growth(rows[:8]).loc["equity", "withheld"]
    'fewer than 10 people'
    """
    if by not in ("dimension", "item"):
        raise PlainError(f"by={by!r} is unknown; write by='dimension' or by='item'.")
    for name, occasion in (("first", first), ("last", last)):
        if occasion not in OCCASIONS:
            raise PlainError(f"{name}={occasion!r} is no occasion; use one of {', '.join(OCCASIONS)}.")
    table = self_ratings_of(self_ratings)
    # Two cases may have items of one name.
    table["key"] = table["case"].astype(str) + "/" + table["item"]
    answers = table.dropna(subset="value").pivot_table(
        index="learner", columns=["occasion", "key"], values="value", aggfunc="last"
    )
    rows = []
    for name in table[by].unique():
        items = table.loc[table[by] == name, "key"].unique()
        both = pd.DataFrame({
            occasion: answers.reindex(columns=[(occasion, one) for one in items]).mean(axis=1, skipna=False)
            for occasion in (first, last)
        }).dropna()  # fmt: skip
        rows.append({by: name} | paired(both[first].to_numpy(float), both[last].to_numpy(float)))
    columns = [by, *paired(np.array([]), np.array([]))]
    found = pd.DataFrame(rows, columns=columns).set_index(by).astype({"n": "Int64"})
    judged = found["p"].notna()
    if judged.any():
        from statsmodels.stats.multitest import multipletests

        found.loc[judged, "p"] = multipletests(found.loc[judged, "p"], method="holm")[1]
        found.loc[judged, "verdict"] = np.where(found.loc[judged, "p"] <= LEVEL, REAL, OPEN)
    return found


def paired(first: np.ndarray, last: np.ndarray) -> dict[str, object]:
    """Return a row of `growth` about the same people's values on two occasions, ``p`` uncorrected."""
    from scipy.stats import ttest_1samp

    row: dict[str, object] = dict.fromkeys(("n", "change", "low", "high", "g", "g_low", "g_high", "p"))
    row |= {"verdict": "", "withheld": ""}
    gained = last - first
    if len(gained) < LEAST:
        return row | {"withheld": FEWER}
    if np.ptp(gained) < 1e-12:
        return row | {"n": len(gained), "withheld": ALIKE}
    change, low, high = mean_interval(gained)
    g, g_low, g_high = hedges_g(first, last)
    return row | {
        "n": len(gained), "change": change, "low": low, "high": high,
        "g": g, "g_low": g_low, "g_high": g_high, "p": ttest_1samp(gained, 0).pvalue,
    }  # fmt: skip


def mean_interval(values: np.ndarray) -> tuple[float, float, float]:
    """Return a mean with its 95% t interval; the ends are missing for one value, or if all are equal.

    Hours of sleep gained by ten patients (Student 1908); R's ``t.test`` gives 0.7001 to 2.4599.

    >>> [round(one, 4) for one in mean_interval(np.array([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]))]
    [1.58, 0.7001, 2.4599]
    """
    from scipy.stats import ttest_1samp

    if len(values) < 2 or np.ptp(values) < 1e-12:
        return float(values.mean()), math.nan, math.nan
    low, high = ttest_1samp(values, 0).confidence_interval()
    return float(values.mean()), float(low), float(high)


def hedges_g(first: np.ndarray, last: np.ndarray) -> tuple[float, float, float]:
    """Return the standardized mean difference of pairs, corrected for small samples, and its 95% interval.

    The mean difference is divided by the root of the mean of both variances, so that it compares with effects
    of separate groups, and multiplied by √((n − 2)/(n − 1)). The interval is Bonett's (2008, Psychological
    Methods 13, 99–109), which doesn't assume equal variances.

    Hours of sleep gained by ten patients with two drugs (Student 1908, Biometrika 6, 1–25):

    >>> one = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    >>> two = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    >>> [round(float(one), 3) for one in hedges_g(one, two)]
    [0.785, 0.284, 1.38]
    """
    (v1, shared), (_, v2) = np.cov(first, last)
    pooled, df = (v1 + v2) / 2, len(first) - 1
    d = (last - first).mean() / math.sqrt(pooled)
    error = math.sqrt(
        d**2 * (v1**2 + v2**2 + 2 * shared**2) / (8 * df * pooled**2) + (v1 + v2 - 2 * shared) / (df * pooled)
    )
    reach = 1.959963984540054 * error
    return math.sqrt((df - 1) / df) * d, d - reach, d + reach
