"""Two raters of the same units: levels counted against each other, and the figures made from the counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.float64]
"""A square table: a row for each level of the first rater, a column for each of the second."""
Weights = Literal["none", "linear", "quadratic"]


def confusion(first: Sequence[int], second: Sequence[int], levels: Sequence[int]) -> Counts:
    """Count pairs of levels; ``levels`` are all that there are, in order, also those that nobody gave.

    Raises
    ------
    ValueError
        The two are of different length, or hold a level that is not listed.

    Examples
    --------
    >>> confusion([0, 1, 1], [0, 1, 0], [0, 1]).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} levels against {len(second)}: they must be of the same units")
    place = {level: i for i, level in enumerate(levels)}
    unknown = {*first, *second} - place.keys()
    if unknown:
        raise ValueError(f"levels {sorted(unknown)} are not among {list(levels)}")
    table = np.zeros((len(place), len(place)))
    for a, b in zip(first, second, strict=True):
        table[place[a], place[b]] += 1
    return table


def exact(table: ArrayLike) -> float:
    """Share of units on which both gave the same level.

    Examples
    --------
    Cohen (1960), the diagnoses of two clinicians:

    >>> round(exact([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), 2)
    0.7
    """
    counts = np.asarray(table, float)
    return float(np.trace(counts) / counts.sum()) if counts.sum() else math.nan


def adjacent(table: ArrayLike) -> float:
    """Share of units on which the levels were the same or neighbors.

    >>> adjacent([[1, 1, 1], [0, 1, 0], [0, 0, 0]])
    0.75
    """
    counts = np.asarray(table, float)
    near = disagreement(len(counts), "linear") <= 1
    return float(counts[near].sum() / counts.sum()) if counts.sum() else math.nan


def disagreement(k: int, weights: Weights) -> NDArray[np.float64]:
    """How much each pair of ``k`` levels disagrees; 0 on the diagonal.

    >>> disagreement(3, "quadratic").tolist()
    [[0.0, 1.0, 4.0], [1.0, 0.0, 1.0], [4.0, 1.0, 0.0]]
    """
    apart = np.abs(np.subtract.outer(np.arange(k), np.arange(k))).astype(float)
    return {"none": (apart > 0).astype(float), "linear": apart, "quadratic": apart**2}[weights]


def kappa(table: ArrayLike, weights: Weights | Sequence[Sequence[float]] = "none") -> float:
    """Cohen's kappa: agreement beyond what the raters' own shares of levels would give by chance.

    Parameters
    ----------
    table
        Counts or shares, shape ``(k, k)``; rows are the first rater's levels.
    weights
        ``none`` (Cohen 1960), ``linear`` or ``quadratic``, or a table of disagreements (Cohen 1968).

    Returns
    -------
    float
        1 is full agreement, 0 what chance gives; ``nan`` where chance alone would agree on everything.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological
    Measurement*, 20, 37–46. Cohen, J. (1968). Weighted kappa. *Psychological Bulletin*, 70, 213–220.

    Examples
    --------
    The example of the 1960 paper, and the same table with the weights of the 1968 paper:

    >>> diagnoses = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    >>> round(kappa(diagnoses), 3)
    0.492
    >>> round(kappa(diagnoses, [[0, 1, 3], [1, 0, 6], [3, 6, 0]]), 3)
    0.348
    """
    counts = np.asarray(table, float)
    total = counts.sum()
    cost = disagreement(len(counts), weights) if isinstance(weights, str) else np.asarray(weights, float)
    if not total:
        return math.nan
    observed = float((cost * counts).sum() / total)
    expected = float((cost * np.outer(counts.sum(axis=1), counts.sum(axis=0))).sum() / total**2)
    return 1 - observed / expected if expected else math.nan


def standardised_mean_difference(first: ArrayLike, second: ArrayLike) -> float:
    """Mean of the second rater minus mean of the first, over the pooled standard deviation.

    Above 0 the second is the more generous; ``nan`` where nothing varies or n is below two. Between a
    person and a machine .15 is the customary flag: Williamson, Xi and Breyer (2012), *Educational
    Measurement: Issues and Practice*, 31(1), 2–13.

    >>> standardised_mean_difference([0, 2, 4], [1, 3, 5])
    0.5
    """
    a, b = np.asarray(first, float), np.asarray(second, float)
    if len(a) < 2:
        return math.nan
    spread = float(np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2))
    return float(b.mean() - a.mean()) / spread if spread else math.nan
