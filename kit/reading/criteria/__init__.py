"""The five criteria, with a module for each: signed sentences in, clues out."""

from collections.abc import Callable

from kit.reading.criteria.action import action
from kit.reading.criteria.assumption import assumption
from kit.reading.criteria.event import event
from kit.reading.criteria.found import Found
from kit.reading.criteria.perspective import perspective
from kit.reading.criteria.strategy import strategy
from kit.reading.signs import SignedText

CRITERIA: dict[str, Callable[[SignedText, str | None], Found]] = {
    "event": event,
    "assumption": assumption,
    "perspective": perspective,
    "strategy": strategy,
    "action": action,
}
"""The functions for the criteria, in the rubric's order; each takes the sentences and the dimension."""

__all__ = ["CRITERIA", "Found"]
