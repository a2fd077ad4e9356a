"""The course's marked sample texts: the marker gives levels first, then sees the course's to compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.desk.desk import Desk
from kit.model import LEVELS, MarkedText, NotFound, PlainError
from kit.ratings.calibration import keep_levels, levels_of


def samples(desk: Desk) -> list[MarkedText]:
    """Return the sample texts for the assignment's rubric, those of its own dimension first."""
    kind = "reflection" if desk.read_by_machine else "plan"
    known = [one for one in desk.content.marking.texts if one.rubric == kind]
    return sorted(known, key=lambda one: one.dimension != desk.dimension)


def offered(desk: Desk) -> dict[str, Any]:
    """Return the sample texts without the course's levels, and the levels that the marker gave before."""
    given = levels_of(desk.marks.ratings.database, desk.sitting.rater)
    texts = [{"id": one.id, "text": one.text, "given": given.get(one.id, {})} for one in samples(desk)]
    return {"texts": texts, "agreement": _agreement(desk, given)}


def compared(desk: Desk, id: str, levels: Mapping[str, int]) -> dict[str, Any]:
    """Save the marker's levels for one text and return the course's.

    Raises `NotFound` if there is no such text, and `KitError` if a level is missing or invalid.
    """
    one = next((text for text in samples(desk) if text.id == id), None)
    if one is None:
        raise NotFound(f"there is no marked text {id[:60]!r}.")
    if set(levels) != set(one.marks) or not set(levels.values()) <= set(LEVELS):
        raise PlainError(desk.content.words["desk.opinion_later"])
    database = desk.marks.ratings.database
    keep_levels(database, desk.sitting.rater, id, levels)
    given = levels_of(database, desk.sitting.rater)
    return {
        "given": given[id],
        "marks": {criterion: mark.model_dump() for criterion, mark in one.marks.items()},
        "agreement": _agreement(desk, given),
    }


def is_new(desk: Desk) -> bool:
    """Return whether the marker has given no level yet, neither to a learner nor to a sample text."""
    store, rater = desk.marks.ratings, desk.sitting.rater
    return not store.ratings(rater=rater) and not levels_of(store.database, rater)


def _agreement(desk: Desk, given: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Count the levels given, those that match the course's, and those at most one level apart."""
    apart = [
        abs(level - one.marks[criterion].level)
        for one in samples(desk)
        for criterion, level in given.get(one.id, {}).items()
        if criterion in one.marks
    ]
    return {"of": len(apart), "same": sum(n == 0 for n in apart), "near": sum(n <= 1 for n in apart)}
