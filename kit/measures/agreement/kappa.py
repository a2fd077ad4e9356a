"""Cohen's kappa, plain and weighted, from a table of two raters' levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Weights = Literal["none", "linear", "quadratic"]


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
        ``none`` (Cohen 1960), ``linear`` or ``quadratic``, or a table of disagreements of the same shape
        (Cohen 1968).

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
        return float("nan")
    observed = float((cost * counts).sum() / total)
    expected = float((cost * np.outer(counts.sum(axis=1), counts.sum(axis=0))).sum() / total**2)
    return 1 - observed / expected if expected else float("nan")
