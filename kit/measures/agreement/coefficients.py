"""Coefficients of agreement: for two raters from a table of counts, and for two or more, also with gaps."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.float64]
"""A square table, with a row for each level of the first rater and a column for each level of the second."""
Weights = Literal["none", "linear", "quadratic"]


def confusion(first: Sequence[int], second: Sequence[int], levels: Sequence[int]) -> Counts:
    """Count pairs of levels; ``levels`` lists every possible level, including those that nobody gave.

    >>> confusion([0, 1, 1], [0, 1, 0], [0, 1]).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    place = {level: i for i, level in enumerate(levels)}
    table = np.zeros((len(place), len(place)))
    for a, b in zip(first, second, strict=True):
        table[place[a], place[b]] += 1
    return table


def exact(table: ArrayLike) -> float:
    """Return the share of units with the same level; ``nan`` for an empty table.

    The two clinicians of Cohen (1960):

    >>> round(exact([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), 2)
    0.7
    """
    counts = np.asarray(table, float)
    return float(np.trace(counts) / counts.sum()) if counts.sum() else math.nan


def adjacent(table: ArrayLike) -> float:
    """Return the share of units on which the levels were the same or neighbors; ``nan`` for an empty table.

    >>> adjacent([[1, 1, 1], [0, 1, 0], [0, 0, 0]])
    0.75
    """
    counts = np.asarray(table, float)
    near = disagreement(len(counts), "linear") <= 1
    return float(counts[near].sum() / counts.sum()) if counts.sum() else math.nan


def disagreement(k: int, weights: Weights) -> NDArray[np.float64]:
    """Return how much each pair of ``k`` levels disagrees, shape ``(k, k)``; 0 on the diagonal."""
    apart = np.abs(np.subtract.outer(np.arange(k), np.arange(k))).astype(float)
    return {"none": (apart > 0).astype(float), "linear": apart, "quadratic": apart**2}[weights]


def kappa(table: ArrayLike, weights: Weights = "none") -> float:
    """Return Cohen's kappa; ``nan`` for an empty table, or if chance alone would agree on everything.

    ``table`` contains counts or shares, shape ``(k, k)``; rows are the first rater's levels.

    Examples
    --------
    Cohen (1960, Educational and Psychological Measurement 20, 37–46); for the weights see Cohen (1968,
    Psychological Bulletin 70, 213–220):

    >>> diagnoses = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    >>> round(kappa(diagnoses), 3)
    0.492
    """
    counts = np.asarray(table, float)
    total = counts.sum()
    if not total:
        return math.nan
    cost = disagreement(len(counts), weights)
    observed = float((cost * counts).sum() / total)
    expected = float((cost * np.outer(counts.sum(axis=1), counts.sum(axis=0))).sum() / total**2)
    return 1 - observed / expected if expected else math.nan


def standardised_mean_difference(first: ArrayLike, second: ArrayLike) -> float:
    """Return the second rater's mean minus the first's, divided by the pooled standard deviation.

    Above 0, the second rater is more generous. It is ``nan`` if nothing varies or n is below two. Between a
    person and a machine, a value above .15 is usually flagged (Williamson, Xi and Breyer 2012, Educational
    Measurement: Issues and Practice 31(1), 2–13).

    >>> standardised_mean_difference([0, 2, 4], [1, 3, 5])
    0.5
    """
    a, b = np.asarray(first, float), np.asarray(second, float)
    if len(a) < 2:
        return math.nan
    spread = float(np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2))
    return float(b.mean() - a.mean()) / spread if spread else math.nan


def coincidences(ratings: Sequence[Sequence[int | None]], levels: Sequence[int]) -> NDArray[np.float64]:
    """Count pairs of levels within each unit, shape ``(units, levels, levels)``.

    ``ratings`` has a row for each rater and a column for each unit; ``None`` is a unit that the rater left
    out. The pairs of a unit sum to its number of ratings; a unit with one rating adds nothing. Summed
    over units, the pairs are Krippendorff's coincidence matrix.
    """
    place = {level: i for i, level in enumerate(levels)}
    units = max((len(row) for row in ratings), default=0)
    given = np.zeros((units, len(place)))
    for row in ratings:
        for unit, level in enumerate(row):
            if level is not None:
                given[unit, place[level]] += 1
    raters = given.sum(axis=1)
    pairs = given[:, :, None] * given[:, None, :]
    pairs -= given[:, :, None] * np.eye(len(place))
    counted = raters > 1
    pairs[~counted] = 0
    pairs[counted] /= (raters[counted] - 1)[:, None, None]
    return pairs


def alpha(pairs: NDArray[np.float64]) -> float:
    """Return Krippendorff's alpha for ordered levels: one minus observed disagreement over that by chance.

    ``pairs`` is a coincidence matrix. The distance between two levels is the number of ratings between them.
    The result is ``nan`` if only one level was given.

    Examples
    --------
    Krippendorff (2011, Computing Krippendorff's alpha-reliability), four observers and missing data:

    >>> A = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    >>> B = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    >>> C = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    >>> D = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    >>> round(alpha(coincidences([A, B, C, D], range(1, 6)).sum(axis=0)), 3)
    0.815
    """
    of_level = pairs.sum(axis=1)
    n = of_level.sum()
    # Number of ratings from one level to the other, where the two end levels count half.
    middle = np.cumsum(of_level) - of_level / 2
    apart = np.subtract.outer(middle, middle) ** 2
    expected = float((np.outer(of_level, of_level) * apart).sum())
    if n <= 1 or not expected:
        return math.nan
    return 1 - float((n - 1) * (pairs * apart).sum()) / expected


FEWEST_UNITS = 3
_ROUNDING = 1e-12


class Icc(NamedTuple):
    """``single`` is ICC(A,1), one rater's reliability; ``average`` is ICC(A,k), that of the raters' mean."""

    single: float
    average: float


def icc(ratings: ArrayLike) -> Icc:
    """Return ICC(A,1) and ICC(A,k) of complete units × raters: two-way random effects, absolute agreement.

    ``nan`` means "not estimable": there are fewer than three units or two raters, nothing varies, or the
    estimate is outside −1 to 1, as can happen if the table is small or the raters contradict each other.
    Formulas: McGraw and Wong (1996, Psychological Methods 1, 30–46), table 4, case 2A.

    Examples
    --------
    The six targets and four judges of Shrout and Fleiss (1979, Psychological Bulletin 86, 420–428):

    >>> judged = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> one, mean = icc(judged)
    >>> round(one, 2), round(mean, 2)
    (0.29, 0.62)
    """
    x = np.asarray(ratings, float)
    n, k = x.shape if x.ndim == 2 else (0, 0)
    if n < FEWEST_UNITS or k < 2:
        return Icc(math.nan, math.nan)
    rows, columns, whole = x.mean(axis=1), x.mean(axis=0), x.mean()
    between = k * float(((rows - whole) ** 2).sum()) / (n - 1)
    raters = n * float(((columns - whole) ** 2).sum()) / (k - 1)
    left = x - rows[:, None] - columns[None, :] + whole
    error = float((left**2).sum()) / ((n - 1) * (k - 1))
    single = between + (k - 1) * error + k * (raters - error) / n
    average = between + (raters - error) / n
    return Icc(_ratio(between - error, single), _ratio(between - error, average))


def _ratio(part: float, whole: float) -> float:
    found = part / whole if whole else math.nan
    return max(-1.0, min(found, 1.0)) if abs(found) <= 1 + _ROUNDING else math.nan
