"""From what is seen of a text to a level: a small ordinal model over three kinds of evidence.

What the best sentences look like, what the text's words say, and the clues of each criterion. The rubric's
own rules hold the level down. How sure a level is was counted on authors whom the models had not seen.
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
"""No confidence above this: the models have seen few authors."""
LEAST = 0.5
"""No level is given that is right less often than this."""
SHOWN = 3
"""At most so many sentences are shown for a criterion."""
_WORTH_SHOWING = 0.08
"""A further sentence is shown if it is at least so likely as the first, in proportion."""


class Judged(NamedTuple):
    """A level or ``None``, how sure, and the sentences that earn it, the likeliest first."""

    level: int | None
    sure: float
    evidence: tuple[Sentence, ...] = ()


class Seen(NamedTuple):
    """A text's scores in the numbers that matter, for each target: computed once for all criteria."""

    likely: list[list[float]]
    """For each target, how likely each sentence earns it."""
    first: list[float]
    second: list[float]
    surest: list[float]
    """How likely the first earns it."""
    share: list[float]
    of_all: list[float]
    """What every criterion weighs: the first of all targets, the average of sentences, the text's words."""


def summed(pointed: Pointed) -> Seen:
    """The numbers of a text. Averages, not sums: a longer text earns nothing by its length."""
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
    """The numbers that a criterion's model weighs: its own and all criteria's sentences, words, clues."""
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
    """How likely each of the levels 0 to 3 is, before the rubric's rules.

    >>> chances([1.0], {"weights": [[0.0], [0.0], [0.0]], "above": [0.0, 0.0, 0.0]})
    [0.5, 0.0, 0.0, 0.5]
    """
    above = [1.0]
    for weights, bias in zip(model["weights"], model["above"], strict=True):
        sum_ = bias + sum(map(mul, weights, seen))
        # Level 3 can't be likelier than level 2 and more.
        above.append(min(above[-1], logistic(sum_)))
    above.append(0.0)
    return [above[k] - above[k + 1] for k in range(LEVELS)]


def level(likely: Sequence[float], cuts: Sequence[float]) -> int:
    """The level for the chances: the expected one, cut so that levels are as frequent as people give them.

    >>> level([0.1, 0.2, 0.6, 0.1], [0.5, 1.5, 2.5])
    2
    """
    expected = sum(k * p for k, p in enumerate(likely))
    return sum(expected > cut for cut in cuts)


def sure_of(likely: Sequence[float], chosen: int, right: Mapping[str, Sequence[float]]) -> float:
    """How often levels of that chance were right with authors left out.

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
    """The level, no higher than the rubric's rules allow.

    >>> bounded(3, Found({}, highest=1))
    1
    """
    return min(by_model, found.highest)


def ranked(criterion: int, seen: Seen) -> list[int]:
    """Numbers of the sentences worth showing, the likeliest first."""
    likely = [*map(sum, zip(*seen.likely[3 * criterion : 3 * criterion + 3], strict=True))]
    order = sorted(range(len(likely)), key=likely.__getitem__, reverse=True)[:SHOWN]
    return [n for n in order if likely[n] >= _WORTH_SHOWING * likely[order[0]]]


def judge(
    criterion: str,
    seen: Seen,
    found: Found,
    sentences: Sequence[Sentence],
    models: Mapping[str, Any] | None = None,
) -> Judged:
    """Level of a criterion, how sure, and the sentences that earn it."""
    models = models or stored()["criteria"]
    model, number = models[criterion], list(models).index(criterion)
    likely = chances(seen_by(number, seen, found, model["clues"]), model)
    chosen = bounded(level(likely, model["cuts"]), found)
    sure = round(min(sure_of(likely, chosen, model["right"]), MOST), 2)
    if sure < LEAST:
        return Judged(None, sure)
    return Judged(chosen, sure, tuple(sentences[n] for n in ranked(number, seen)) if chosen else ())


def logistic(x: float) -> float:
    """From a sum to a chance."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
