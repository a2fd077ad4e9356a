"""Fit the weights by softmax regression on hashed features, in numpy and scipy; labels may be soft.

Needs the extra ``train``. The code that labels doesn't import this.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from kit.reading.moves.features import features, tokens
from kit.reading.moves.weights import FAMILIES, hashed

Array = npt.NDArray[np.float64]

SCALES = {"words": 1.0, "shapes": 0.7, "stems": 0.5, "manner": 1.5}
"""The Euclidean length of each family's part of a feature row before fitting; chosen by cross-validation."""
LEAST = {"words": 2, "shapes": 3, "stems": 3, "manner": 2}
"""The number of sentences that a feature must occur in."""


@dataclass(frozen=True)
class Fitted:
    """Weights as whole numbers, so that their sums are the same everywhere."""

    vocabulary: dict[int, int]
    family: npt.NDArray[np.int64]
    steps: npt.NDArray[np.int64]
    scales: tuple[float, ...]
    bias: Array

    def cooled(self, warmth: float) -> Fitted:
        """Divide every score by ``warmth``, which calibrates the confidence."""
        scales = tuple(scale / warmth for scale in self.scales)
        return replace(self, scales=scales, bias=self.bias / warmth)

    def scores(self, seen: Sequence[Hashed]) -> Array:
        """Return each sentence's scores, by other arithmetic than `kit.reading.moves.Model`."""
        columns = matrix(seen, self.vocabulary, self.scales)
        return np.asarray(columns @ self.steps.astype(float)) + self.bias


Hashed = tuple[tuple[int, ...], ...]
"""The features of a sentence as numbers, family by family."""


def seen(sentences: Iterable[str]) -> list[Hashed]:
    """Return the features of each sentence, from the same code that labels."""
    number = cache(hashed)
    return [
        tuple(
            # Sorted, or sums of floats would differ from run to run.
            tuple(sorted(number(family, name) for name in names))
            for family, names in zip(FAMILIES, features(tokens(sentence)), strict=True)
        )
        for sentence in sentences
    ]


def vocabulary(rows: Sequence[Hashed]) -> tuple[dict[int, int], npt.NDArray[np.int64]]:
    """Return the features that occur in enough sentences, in ascending order, and the family of each."""
    family_of: dict[int, int] = {}
    for place, family in enumerate(FAMILIES):
        counts = Counter(number for row in rows for number in set(row[place]))
        # If two families have the same number, the first one keeps it.
        family_of |= {n: place for n, c in counts.items() if c >= LEAST[family] and n not in family_of}
    ordered = sorted(family_of)
    return {n: i for i, n in enumerate(ordered)}, np.array([family_of[n] for n in ordered], dtype=np.int64)


def matrix(rows: Sequence[Hashed], known: dict[int, int], scales: Sequence[float]) -> Any:
    """Return a matrix of sentences by features; ``scales`` has the length of each family's part of a row."""
    values, columns, starts = [], [], [0]
    for row in rows:
        for numbers, scale in zip(row, scales, strict=True):
            places = [place for number in numbers if (place := known.get(number)) is not None]
            if places:
                columns += places
                values += [scale / math.sqrt(len(places))] * len(places)
        starts.append(len(columns))
    shape = (len(rows), len(known))
    return sparse.csr_matrix((np.array(values), np.array(columns, dtype=np.int64), starts), shape=shape)


def fit(
    rows: Sequence[Hashed],
    wanted: Array,
    weight: Array,
    strength: float,
    *,
    real: int | None = None,
) -> Fitted:
    """Fit the weights that make ``wanted`` (a row of probabilities for each sentence) most likely.

    ``weight`` is how much each sentence counts. ``strength`` is the inverse of the penalty on weights. Only
    the features of the first ``real`` rows are learned.
    """
    known, family = vocabulary(rows[:real])
    scales = [SCALES[name] for name in FAMILIES]
    weights, bias = _softmax(matrix(rows, known, scales), wanted, weight, strength)
    steps = np.zeros(weights.shape, dtype=np.int64)
    for place in range(len(FAMILIES)):
        mine = family == place
        step = np.abs(weights[mine]).max(initial=0) / 127 or 1.0
        steps[mine] = np.rint(weights[mine] / step)
        scales[place] *= float(step)
    return Fitted(known, family, steps, tuple(scales), bias)


def alike(texts: Sequence[str], kept: Sequence[str], first: int, share: float) -> list[tuple[int, int]]:
    """Find pairs of a text (from index ``first`` on) and a kept sentence that share enough of their words."""
    # Imported here, since the figures read the same data without the extra ``train``.
    from sklearn.feature_extraction.text import CountVectorizer

    bags = CountVectorizer(analyzer=tokens, binary=True).fit_transform([*texts, *kept])
    left, right = bags[: len(texts)], bags[len(texts) :]
    size, kept_size = (np.asarray(group.sum(1)).ravel() for group in (left, right))
    turned = right.T.tocsr()
    pairs: list[tuple[int, int]] = []
    for begin in range(first, len(texts), 500):
        both = (left[begin : begin + 500] @ turned).tocoo()
        near = both.data / (size[both.row + begin] + kept_size[both.col] - both.data) >= share
        pairs += zip((both.row[near] + begin).tolist(), both.col[near].tolist(), strict=True)
    return pairs


def _softmax(data: Any, wanted: Array, weight: Array, strength: float) -> tuple[Array, Array]:
    turned, wide, classes = data.T.tocsr(), data.shape[1], wanted.shape[1]
    aimed = wanted * weight[:, None]

    def loss(flat: Array) -> tuple[float, Array]:
        weights, bias = flat[: wide * classes].reshape(wide, classes), flat[wide * classes :]
        scores = data @ weights + bias
        scores -= scores.max(1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        gap = np.exp(logs) * weight[:, None] - aimed
        value = -strength * (aimed * logs).sum() + 0.5 * (weights * weights).sum()
        slope = np.concatenate([(strength * (turned @ gap) + weights).ravel(), strength * gap.sum(0)])
        return float(value), slope

    options = {"maxiter": 150, "maxcor": 8, "ftol": 1e-8, "gtol": 1e-3}
    found = minimize(loss, np.zeros((wide + 1) * classes), jac=True, method="L-BFGS-B", options=options).x
    return found[: wide * classes].reshape(wide, classes), found[wide * classes :]
