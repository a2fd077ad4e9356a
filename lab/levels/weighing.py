"""Fit the small ordinal model that turns sentences, words and clues into levels, and its confidence."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from kit.reading.judging import LEVELS, chances

KEEN = 0.02
"""The inverse of the penalty on weights (scikit-learn's C)."""
_SPREAD = 0.1
_LEAST_BIN = 40


def fit(seen: NDArray[np.float64], levels: NDArray[np.int64], clues: Sequence[str]) -> dict[str, Any]:
    """Fit a criterion's model: a logistic curve for each level above 0, and cuts of the expected level."""
    middle, spread = seen.mean(0), seen.std(0) + _SPREAD
    z = (seen - middle) / spread
    weights, above = [], []
    for k in range(LEVELS - 1):
        one = LogisticRegression(C=KEEN, max_iter=300).fit(z, levels > k)
        w = one.coef_[0] / spread
        weights.append([float(f"{v:.5g}") for v in w])
        above.append(float(f"{one.intercept_[0] - (w * middle).sum():.6g}"))
    model: dict[str, Any] = {"clues": list(clues), "weights": weights, "above": above}
    expected = [sum(k * p for k, p in enumerate(chances(row, model))) for row in seen]
    shares = np.cumsum(np.bincount(levels, minlength=LEVELS))[:-1] / len(levels)
    return {**model, "cuts": [round(float(cut), 4) for cut in np.quantile(expected, shares)]}


def how_often_right(chance: Sequence[float], right: Sequence[bool]) -> dict[str, list[float]]:
    """Map the chance of the chosen level to the share of such levels that were right; it never falls.

    Use only held-out authors, since a model is too sure of the texts that it was trained on.

    >>> how_often_right([0.2] * 40 + [0.9] * 40, [False] * 40 + [True] * 40)["share"]
    [0.0, 1.0]
    """
    order = np.argsort(chance, kind="stable")
    x, y = np.array(chance)[order], np.array(right, float)[order]
    smooth = IsotonicRegression(out_of_bounds="clip").fit(x, y).predict(x)
    # Keep a few points of the curve, each the mean of a stretch.
    parts = max(2, min(12, len(x) // _LEAST_BIN))
    pieces = [part for part in np.array_split(np.arange(len(x)), parts) if len(part)]
    at = [float(x[part].mean()) for part in pieces]
    share = [float(smooth[part].mean()) for part in pieces]
    kept = [k for k in range(len(at)) if k == 0 or at[k] > at[k - 1] + 1e-6]
    return {"at": [round(at[k], 4) for k in kept], "share": [round(share[k], 4) for k in kept]}


def with_right(model: Mapping[str, Any], right: Mapping[str, list[float]]) -> dict[str, Any]:
    """Return the model with the data on how often it was right."""
    return {**model, "right": dict(right)}
