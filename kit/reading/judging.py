"""From what a criterion sees to its level: the model's, held by the rubric's own rules, or none at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kit.reading.criteria.found import Found, evidence
from kit.reading.ordinal import LEVELS, chances, level
from kit.reading.sentences import Sentence

LEAST = 0.30
"""Below this confidence no level is given."""
MOST = 0.9
"""No confidence above this: the model has seen few texts."""
STRETCH = 1.15


class Judged(NamedTuple):
    """A level or ``None``, how sure, and the sentences that earn it."""

    level: int | None
    sure: float
    evidence: tuple[Sentence, ...]


def judge(criterion: str, found: Found, model: Mapping[str, Any] | None = None) -> Judged:
    """Level of a criterion; a level stands only where a sentence can be shown that could earn it.

    >>> judge("event", Found({}, ((), (), ()))).level
    0
    """
    likely = chances(criterion, found.clues, model)
    by_model = level(likely, STRETCH)
    by_rule = round(found.clues.get("rule", 0.0) * (LEVELS - 1))
    if likely[by_rule] == max(likely):
        # The expected level lies between two; the likeliest is the one that the plain rule names.
        by_model = by_rule
    chosen = max(min(by_model, found.highest), found.lowest)
    # What could earn a higher level can be shown for a lower one, not the other way round.
    while chosen and not any(found.earning[chosen - 1 :]):
        chosen -= 1
    # Measured on texts that the model had not seen: where the rubric's plain rule says the same, the level
    # was
    # right three times in four, and one time in three where it says another.
    sure = 0.4 + 0.5 * likely[chosen] if by_rule == chosen else 0.65 * likely[chosen]
    sure = round(min(sure, MOST), 2)
    if sure < LEAST:
        return Judged(None, sure, ())
    return Judged(chosen, sure, evidence(found, chosen))
