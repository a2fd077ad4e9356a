"""How far raters agree on levels: people with people, or people with the machine."""

import math
from itertools import combinations

import numpy as np
import pandas as pd

from kit.model import LEVELS, PlainError

DRAWS = 2_000
MACHINE = "machine"
ALL = "all criteria"


def agreement(marks: pd.DataFrame, read: pd.DataFrame | None = None, by: str | None = None) -> pd.DataFrame:
    """Return how far raters agree, for each pair of them.

    Parameters
    ----------
    marks
        ``text`` (or ``learner`` and ``assignment``), ``criterion``, ``rater``, ``level``. If ``read`` is
        given and there is a column ``counts``, only marks that count are compared with it. With a column
        ``learner``, intervals draw whole learners again; otherwise texts.
    read
        The machine's readings, as `kit.score` returns them for the same texts; where they give a range of
        levels, its middle rounded up. Without it, the raters in ``marks`` are compared with each other.
    by
        ``criterion`` for a row for each criterion, too; otherwise all criteria together.

    Returns
    -------
    pandas.DataFrame
        By criterion: ``raters``, the pair; ``n`` levels of so many ``texts``; the share of ``exact``
        agreement and of ``within_one`` level; ``qwk``, Cohen's kappa with quadratic weights, and its 95%
        interval ``low`` to ``high`` from drawing again (too narrow with few texts); Krippendorff's ordinal
        ``alpha``; and ``severity``, the second rater's mean minus the first's, in pooled standard deviations.

    Raises
    ------
    PlainError
        A column is missing, a level is none, or there is only one rater.

    Examples
    --------
    >>> ana = pd.DataFrame({"text": [f"t{n}" for n in range(12)], "criterion": "event", "rater": "ana"})
    >>> ana["level"] = [0, 1, 2, 3] * 3
    >>> marks = pd.concat([ana, ana.assign(rater="ben", level=[0, 1, 2, 3, 0, 2, 2, 3, 0, 1, 2, 3])])
    >>> agreement(marks)[["exact", "qwk", "alpha"]].round(2).loc["event"].tolist()
    [0.92, 0.97, 0.97]
    """
    given = _levels(marks)
    if read is not None:
        given = pd.concat([_counting(marks, given), _machine(read)])
    raters = list(given["rater"].unique())
    if len(raters) < 2:
        raise PlainError("these marks name only one rater; agreement needs at least two.")
    criteria = list(given["criterion"].unique())
    groups = {ALL if len(criteria) > 1 else criteria[0]: given}
    if by == "criterion" and len(criteria) > 1:
        groups |= {one: given[given["criterion"] == one] for one in criteria}
    elif by not in (None, "criterion"):
        raise PlainError(f"by={by!r} is unknown; leave it out, or write by='criterion'.")
    rows = [
        {"criterion": name, "raters": ", ".join(pair), **_pair(some, pair)}
        for name, some in groups.items()
        for pair in combinations(raters, 2)
    ]
    return pd.DataFrame(rows).query("n > 0").set_index("criterion")


def _levels(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``text``, ``criterion``, ``rater``, ``level`` of every level that was given."""
    found = table.copy()
    if "text" not in found and {"learner", "assignment"} <= set(found):
        found["text"] = found["learner"] + "/" + found["assignment"]
    found["text"] = found.get("text", found.get("response_id"))
    if lacking := [one for one in ("criterion", "rater", "level") if one not in found]:
        raise PlainError(
            f"marks need the columns criterion, rater and level; {', '.join(lacking)} isn't there."
        )
    if found["text"].isna().any():
        raise PlainError("marks need a column text, or the columns learner and assignment.")
    found = found.dropna(subset="level")
    if not found["level"].isin(LEVELS).all():
        raise PlainError("a level is a whole number from 0 to 3; leave it empty where none was given.")
    found["draw"] = found["learner"] if "learner" in found else found["text"]
    return found[["text", "criterion", "rater", "level", "draw"]].astype({"level": int})


def _counting(marks: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    if "counts" not in marks:
        return given
    return given.loc[marks["counts"].astype(bool) & marks["level"].notna()].assign(rater="person")


def _machine(read: pd.DataFrame) -> pd.DataFrame:
    middle = (read["low"].astype(float) + read["high"].astype(float) + 1) // 2
    return _levels(read.assign(text=read.index, rater=MACHINE, level=middle).reset_index(drop=True))


def _pair(given: pd.DataFrame, pair: tuple[str, str]) -> dict[str, float]:
    both = given.pivot_table(index=["text", "criterion"], columns="rater", values="level", aggfunc="last")
    both = both.reindex(columns=list(pair)).dropna().astype(int)
    first, second = (both[rater].to_numpy() for rater in pair)
    if not len(both):
        return {"n": 0}
    texts = both.index.get_level_values("text")
    draw = texts.map(dict(zip(given["text"][::-1], given["draw"][::-1], strict=True)))
    spread = math.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2) if len(both) > 1 else 0.0
    low, high = _interval(first, second, pd.factorize(draw)[0])
    return {
        "n": len(both),
        "texts": texts.nunique(),
        "exact": float((first == second).mean()),
        "within_one": float((abs(first - second) <= 1).mean()),
        "qwk": qwk(first, second),
        "low": low,
        "high": high,
        "alpha": alpha(np.column_stack([first, second])),
        "severity": float(second.mean() - first.mean()) / spread if spread else math.nan,
    }


def qwk(first: np.ndarray, second: np.ndarray) -> float:
    """Return Cohen's kappa with quadratic weights (Cohen 1968, Psychological Bulletin 70, 213–220).

    One minus the mean squared difference over the one expected by chance; NaN if chance alone would agree.

    >>> round(qwk(np.array([0, 1, 2, 3]), np.array([0, 1, 2, 2])), 3)
    0.875
    """
    expected = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    return float(1 - ((first - second) ** 2).mean() / expected) if expected else math.nan


def _interval(first: np.ndarray, second: np.ndarray, drawn_as: np.ndarray) -> tuple[float, float]:
    """Draw whole texts or learners again, since their levels depend on each other."""
    texts = drawn_as.max() + 1
    if texts < 2:
        return math.nan, math.nan
    parts = np.stack([
        np.bincount(drawn_as, weights=values, minlength=texts)
        for values in (np.ones(len(drawn_as)), first, second, first**2, second**2, (first - second) ** 2)
    ])  # fmt: skip
    times = np.random.default_rng(1).multinomial(texts, np.full(texts, 1 / texts), size=DRAWS).T
    n, one, two, one_squared, two_squared, apart = parts @ times
    expected = (one_squared + two_squared) / n - 2 * (one / n) * (two / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = np.where(expected > 0, 1 - apart / n / expected, np.nan)
    if np.isnan(drawn).mean() > 0.05 or np.ptp(known := drawn[~np.isnan(drawn)]) < 1e-12:
        return math.nan, math.nan
    return float(np.quantile(known, 0.025)), float(np.quantile(known, 0.975))


def alpha(levels: np.ndarray) -> float:
    """Return Krippendorff's alpha for ordered levels; rows are units, columns raters, NaN is a gap.

    Krippendorff (2011, Computing Krippendorff's alpha-reliability), four observers and missing data:

    >>> nan = math.nan
    >>> A = [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan]
    >>> B = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3]
    >>> C = [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan]
    >>> D = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan]
    >>> round(alpha(np.column_stack([A, B, C, D])), 3)
    0.815
    """
    values = np.unique(levels[~np.isnan(levels)])
    given = (levels[:, :, None] == values).sum(axis=1).astype(float)
    raters = given.sum(axis=1)
    given, raters = given[raters > 1], raters[raters > 1]
    pairs = given[:, :, None] * given[:, None, :] - given[:, :, None] * np.eye(len(values))
    together = (pairs / (raters - 1)[:, None, None]).sum(axis=0)
    of_level = together.sum(axis=1)
    # The number of ratings from one level to the other, where the two end levels count half.
    middle = np.cumsum(of_level) - of_level / 2
    apart = np.subtract.outer(middle, middle) ** 2
    expected = float((np.outer(of_level, of_level) * apart).sum())
    return 1 - float((of_level.sum() - 1) * (together * apart).sum()) / expected if expected else math.nan
