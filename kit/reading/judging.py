"""Turn what is seen of a text into levels, with a small ordinal model over three kinds of evidence.

The evidence is what the best sentences look like, what the text's words say, and the clues of each criterion.
The rubric's own rules can hold a level down. Confidence was measured on authors whom the models hadn't seen.
"""

import math
from collections.abc import Mapping, Sequence
from operator import mul
from typing import Any, NamedTuple

from kit.reading.criteria.found import Found
from kit.reading.pointing import Pointed, stored
from kit.reading.sentences import Sentence

LEVELS = 4
MOST = 0.95
"""Highest confidence reported, since the models have seen few authors."""
LEAST = 0.5
"""With a confidence below this, no level is given."""
SHOWN = 3
"""Maximum number of sentences shown for a criterion."""
_WORTH_SHOWING = 0.08
"""A sentence is shown only if its score is at least this share of the best sentence's."""


class Judged(NamedTuple):
    """A level or ``None``, how sure it is, and the sentences that earn it, the likeliest first."""

    level: int | None
    sure: float
    evidence: tuple[Sentence, ...] = ()


class Seen(NamedTuple):
    """A text's scores reduced to the numbers that the models use, computed once for all criteria.

    Every list has one entry for each target, except `of_all`.
    """

    likely: list[list[float]]
    """The chance that each sentence earns the target."""
    first: list[float]
    """The highest score of a sentence."""
    second: list[float]
    """The second highest score; the highest again if there is only one sentence."""
    surest: list[float]
    """The chance that the best sentence earns the target."""
    share: list[float]
    """The mean of these chances over all sentences."""
    of_all: list[float]
    """What every criterion uses: `first` and sentence averages for all targets, then scores of the words."""


def summed(pointed: Pointed) -> Seen:
    """Compute the numbers of a text. They are averages, not sums, so that length alone earns nothing."""
    n = len(pointed.sentences)
    scores = [*zip(*pointed.sentences, strict=True)]
    powers = [[*map(math.exp, column)] for column in scores]
    likely = [[one / (1 + one) for one in column] for column in powers]
    best = [sorted(column, reverse=True)[:2] for column in scores]
    first = [one[0] for one in best]
    on_average = [math.log(sum(column) / n) for column in powers]
    return Seen(
        likely,
        first,
        [one[-1] for one in best],
        [*map(max, likely)],
        [sum(column) / n for column in likely],
        [*first, *on_average, *pointed.text],
    )


def seen_by(criterion: int, seen: Seen, found: Found, names: Sequence[str]) -> list[float]:
    """Return a criterion model's input: its own targets' numbers, those of all criteria, and its clues."""
    own = slice(3 * criterion, 3 * criterion + 3)
    return [
        *seen.first[own],
        *seen.second[own],
        *seen.surest[own],
        *seen.share[own],
        *seen.of_all,
        *map(found.clues.__getitem__, names),
    ]


def chances(seen: Sequence[float], model: Mapping[str, Any]) -> list[float]:
    """Return the chances of levels 0 to 3, before the rubric's rules apply.

    >>> chances([1.0], {"weights": [[0.0], [0.0], [0.0]], "above": [0.0, 0.0, 0.0]})
    [0.5, 0.0, 0.0, 0.5]
    """
    above = [1.0]
    for weights, bias in zip(model["weights"], model["above"], strict=True):
        sum_ = bias + sum(map(mul, weights, seen))
        # Reaching a level can't be likelier than reaching the level below.
        above.append(min(above[-1], logistic(sum_)))
    above.append(0.0)
    return [above[k] - above[k + 1] for k in range(LEVELS)]


def level(likely: Sequence[float], cuts: Sequence[float]) -> int:
    """Return the level: the expected level, cut so that levels are as frequent as when people give them.

    >>> level([0.1, 0.2, 0.6, 0.1], [0.5, 1.5, 2.5])
    2
    """
    expected = sum(k * p for k, p in enumerate(likely))
    return sum(expected > cut for cut in cuts)


def sure_of(likely: Sequence[float], chosen: int, right: Mapping[str, Sequence[float]]) -> float:
    """Return how often a level with this chance was right, on authors that were left out of training.

    >>> sure_of([0.2, 0.8, 0.0, 0.0], 1, {"at": [0.6, 1.0], "share": [0.5, 0.9]})
    0.7
    """
    at, share, p = right["at"], right["share"], likely[chosen]
    if p <= at[0]:
        return share[0]
    for k in range(1, len(at)):
        if p <= at[k]:
            part = (p - at[k - 1]) / (at[k] - at[k - 1])
            return round(share[k - 1] + part * (share[k] - share[k - 1]), 4)
    return share[-1]


def bounded(by_model: int, found: Found) -> int:
    """Return the model's level, but no higher than the rubric's rules allow.

    >>> bounded(3, Found({}, highest=1))
    1
    """
    return min(by_model, found.highest)


def ranked(criterion: int, seen: Seen) -> list[int]:
    """Return the indexes of the sentences worth showing, the likeliest first."""
    likely = likelihoods(criterion, seen)
    order = sorted(range(len(likely)), key=likely.__getitem__, reverse=True)[:SHOWN]
    return [n for n in order if likely[n] >= _WORTH_SHOWING * likely[order[0]]]


def likelihoods(criterion: int, seen: Seen) -> list[float]:
    """Return how likely each sentence earns a level of the criterion, as a sum over its levels."""
    return [*map(sum, zip(*seen.likely[3 * criterion : 3 * criterion + 3], strict=True))]


def judge(
    criterion: str,
    seen: Seen,
    found: Found,
    sentences: Sequence[Sentence],
    models: Mapping[str, Any] | None = None,
) -> Judged:
    """Judge a criterion: its level, how sure it is, and the sentences that earn it."""
    models = models or stored()["criteria"]
    model, number = models[criterion], list(models).index(criterion)
    likely = chances(seen_by(number, seen, found, model["clues"]), model)
    chosen = bounded(level(likely, model["cuts"]), found)
    sure = round(min(sure_of(likely, chosen, model["right"]), MOST), 2)
    if sure < LEAST:
        return Judged(None, sure)
    return Judged(chosen, sure, tuple(sentences[n] for n in ranked(number, seen)) if chosen else ())


def logistic(x: float) -> float:
    """Turn a sum (logit) into a chance."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
