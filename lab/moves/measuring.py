"""Measure labels: agreement with intervals, the effect of abstaining, and calibration of confidence.

This is pure Python, so a shipped model can be measured wherever it can label.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

_RESAMPLES = 1_000
_BINS = 10


class Judged(NamedTuple):
    """A sentence's true component and what a model said about it."""

    truth: str
    said: str
    confidence: float
    typical: float


def accuracy(judged: Sequence[Judged]) -> float:
    """Return the share of right labels.

    >>> accuracy([Judged("Belief", "Belief", 0.9, 4), Judged("Belief", "Other", 0.4, 4)])
    0.5
    """
    return sum(one.truth == one.said for one in judged) / len(judged) if judged else 0.0


def kappa(judged: Sequence[Judged]) -> float:
    """Return Cohen's kappa between a model and the data.

    >>> kappa([Judged(*pair, 1, 4) for pair in ("aa", "bb", "ba", "aa")])
    0.5
    """
    size = len(judged) or 1
    truths, said = Counter(one.truth for one in judged), Counter(one.said for one in judged)
    chance = sum(truths[name] * said[name] for name in truths) / size**2
    return (accuracy(judged) - chance) / (1 - chance) if chance < 1 else 0.0


def f1(judged: Sequence[Judged]) -> dict[str, float]:
    """Return F1 for each component: the harmonic mean of precision and recall."""
    truths, said = Counter(one.truth for one in judged), Counter(one.said for one in judged)
    right = Counter(one.truth for one in judged if one.truth == one.said)
    return {name: 2 * right[name] / (truths[name] + said[name]) for name in sorted(truths)}


def with_interval(
    judged: Sequence[Judged], of: Callable[[Sequence[Judged]], float]
) -> tuple[float, float, float]:
    """Return a figure with its 95% percentile interval over resamples of the sentences.

    >>> with_interval([Judged("a", "a", 1, 4)] * 9 + [Judged("a", "b", 1, 4)], accuracy)
    (0.9, 0.7, 1.0)
    """
    dice = random.Random(0)  # noqa: S311
    drawn = sorted(of(dice.choices(judged, k=len(judged))) for _ in range(_RESAMPLES))
    return of(judged), drawn[_RESAMPLES // 40], drawn[-_RESAMPLES // 40 - 1]


def abstaining(judged: Sequence[Judged], least: float) -> tuple[float, float]:
    """Return the share of sentences with a confidence of at least ``least``, and their accuracy.

    >>> abstaining([Judged("a", "a", 0.9, 4), Judged("a", "b", 0.4, 4)], 0.6)
    (0.5, 1.0)
    """
    kept = [one for one in judged if one.confidence >= least]
    return len(kept) / (len(judged) or 1), accuracy(kept)


def reliability(answers: Sequence[tuple[float, bool]]) -> list[tuple[float, int, float, float]]:
    """Return for each bin of confidence its start, its count, its mean confidence, and its share right.

    >>> reliability([(0.95, True), (0.15, False)])
    [(0.1, 1, 0.15, 0.0), (0.9, 1, 0.95, 1.0)]
    """
    rows = []
    for place in range(_BINS):
        mine = [one for one in answers if min(_BINS - 1, int(one[0] * _BINS)) == place]
        if mine:
            sure, right = (sum(column) / len(mine) for column in zip(*mine, strict=True))
            rows.append((place / _BINS, len(mine), sure, right))
    return rows


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error: the mean gap between confidence and accuracy over answers."""
    return sum(n * abs(sure - right) for _, n, sure, right in reliability(answers)) / (len(answers) or 1)


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the figures stored with a model: accuracy and kappa by least rater confidence, and the rest."""
    found: dict[str, Any] = {"sentences": len(judged)}
    for least in (3, 4, 5, 6):
        mine = [one for one in judged if one.typical >= least]
        if mine:
            found[f"from_{least}"] = {
                "sentences": len(mine),
                "accuracy": [round(n, 4) for n in with_interval(mine, accuracy)],
                "kappa": [round(n, 4) for n in with_interval(mine, kappa)],
            }
    typical = [one for one in judged if one.typical >= 3]
    found["f1"] = {name: round(value, 3) for name, value in f1(typical).items()}
    found["macro_f1"] = round(sum(found["f1"].values()) / (len(found["f1"]) or 1), 4)
    answers = [(one.confidence, one.truth == one.said) for one in typical]
    found["calibration_error"] = round(calibration_error(answers), 4)
    found["reliability"] = [[round(value, 4) for value in row] for row in reliability(answers)]
    found["abstaining"] = [
        [least, *(round(value, 4) for value in abstaining(typical, least))]
        for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
    ]
    return found
