"""From what a criterion sees to its level: a small ordinal model, held by the rubric's own rules.

One weight for each clue and three thresholds, in ``levels.json``. A level's chances are the differences of
three logistic curves, so that every level can be explained by the clues that moved it.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from kit.reading.criteria.found import Found
from kit.reading.sentences import Sentence

LEVELS = 4
MOST = 0.9
"""No confidence above this: the model has seen few texts."""
# Below this confidence no level is given.
_LEAST = 0.30
# Undoes how a model of few texts leans to the middle.
_STRETCH = 1.15
# Confidence in a level that the plain rule names too, over the model's chance p of it. On the composed texts,
# ten-fold, such levels were right .55 of the time at p = .36, .71 at .50, .84 at .71 and .92 at .90. The line
# runs .03 to .09 lower, since the cues were written on these texts.
_AGREED_BASE, _AGREED_SLOPE = 0.4, 0.5
# Where the rule names another level: right .40 of the time at p = .49, and the line runs .08 lower.
_ALONE_SLOPE = 0.65
_MOST_EVIDENCE = 4


@cache
def weights() -> dict[str, Any]:
    """The weights as trained: criterion → ``clues`` and ``above``."""
    file = resources.files("kit.reading") / "levels.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def chances(
    criterion: str, clues: Mapping[str, float], model: Mapping[str, Any] | None = None
) -> list[float]:
    """How likely each of the levels 0 to 3 is.

    >>> round(sum(chances("event", {"told": 1.0})), 6)
    1.0
    """
    trained = (model or weights()["criteria"])[criterion]
    sum_ = sum(weight * clues.get(name, 0.0) for name, weight in trained["clues"].items())
    above = [1.0, *(1 / (1 + math.exp(-max(-30.0, min(30.0, sum_ + b)))) for b in trained["above"]), 0.0]
    return [above[k] - above[k + 1] for k in range(LEVELS)]


def level(likely: list[float], stretch: float = 1.0) -> int:
    """The level nearest to the expected one; ``stretch`` undoes how a small model leans to the middle.

    >>> level([0.1, 0.2, 0.6, 0.1])
    2
    """
    expected = sum(k * p for k, p in enumerate(likely))
    middle = (LEVELS - 1) / 2
    return max(0, min(LEVELS - 1, int(middle + stretch * (expected - middle) + 0.5)))


class Judged(NamedTuple):
    """A level or ``None``, how sure, and the sentences that earn it."""

    level: int | None
    sure: float
    evidence: tuple[Sentence, ...] = ()


def judge(criterion: str, found: Found, model: Mapping[str, Any] | None = None) -> Judged:
    """Level of a criterion; a level stands only where a sentence can be shown that could earn it.

    >>> judge("event", Found({}, ((), (), ()))).level
    0
    """
    likely = chances(criterion, found.clues, model)
    by_rule = round(found.clues.get("rule", 0.0) * (LEVELS - 1))
    # The expected level may lie between two; if the plain rule names the likeliest, it is that one.
    by_model = by_rule if likely[by_rule] == max(likely) else level(likely, _STRETCH)
    chosen = max(min(by_model, found.highest), found.lowest)
    # What could earn a higher level can be shown for a lower one, not the other way round.
    while chosen and not any(found.earning[chosen - 1 :]):
        chosen -= 1
    agreed = _AGREED_BASE + _AGREED_SLOPE * likely[chosen]
    sure = round(min(agreed if by_rule == chosen else _ALONE_SLOPE * likely[chosen], MOST), 2)
    return Judged(None, sure) if sure < _LEAST else Judged(chosen, sure, _evidence(found, chosen))


def _evidence(found: Found, level: int) -> tuple[Sentence, ...]:
    """Sentences for a level, its own first, in the order of the text; nothing for level 0."""
    if level <= 0:
        return ()
    chosen: dict[int, Sentence] = {}
    # What earns a level rests on what earns the one before: an assumption tested is first an assumption.
    own = next((k for k in range(level, 4) if found.earning[k - 1]), level)
    for step in (own, *range(level - 1, 0, -1)):
        for one in found.earning[step - 1][: 2 if step == own or level == 3 else 1]:
            if len(chosen) < _MOST_EVIDENCE:
                chosen.setdefault(one.at, one.sentence)
    return tuple(chosen[at] for at in sorted(chosen))
