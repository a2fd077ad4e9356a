"""Two raters' levels counted against each other, and the shares that agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.float64]
"""A square table: a row for each level of the first rater, a column for each of the second."""


def confusion(first: Sequence[int], second: Sequence[int], levels: Sequence[int]) -> Counts:
    """Count pairs of levels.

    Parameters
    ----------
    first, second
        Levels of the same units, in the same order; shape ``(n,)`` each.
    levels
        All levels that there are, in order, also those that nobody gave.

    Returns
    -------
    ndarray, shape (len(levels), len(levels))
        How often the first rater's level (row) met the second's (column).

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
    return float(np.trace(counts) / counts.sum()) if counts.sum() else float("nan")


def adjacent(table: ArrayLike) -> float:
    """Share of units on which the levels were the same or neighbours.

    >>> adjacent([[1, 1, 1], [0, 1, 0], [0, 0, 0]])
    0.75
    """
    counts = np.asarray(table, float)
    near = abs(np.subtract.outer(np.arange(len(counts)), np.arange(len(counts)))) <= 1
    return float(counts[near].sum() / counts.sum()) if counts.sum() else float("nan")
