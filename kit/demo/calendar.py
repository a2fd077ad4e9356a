"""When things happen in the made-up year: a school year that is over, so that no day lies ahead. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kit.model import Assignment

_FIRST = datetime(2025, 9, 8, 15, 0, tzinfo=UTC)


def weeks(assignments: Iterable[Assignment]) -> dict[str, int]:
    """Weeks from the first day, by assignment: one a week, two before *post*, eight before *follow_up*.

    >>> from kit.content import compiled
    >>> weeks(compiled().cases["ms_perez"].items.assignments)["follow_up"]
    15
    """
    found: dict[str, int] = {}
    week = 0
    for number, one in enumerate(assignments):
        if number:
            week += 8 if "follow_up" in one.occasions else 2 if "post" in one.occasions else 1
        found[one.id] = week
    return found


def answered(week: int, number: int) -> datetime:
    """When a learner, by number, begins with the notebook of a week.

    >>> answered(1, 0).date().isoformat()
    '2025-09-15'
    """
    return _FIRST + timedelta(weeks=week, days=number % 4, minutes=7 * (number % 60))


def marked(week: int, marker: int) -> datetime:
    """When a marker, 0 or 1, has marked what was written in a week."""
    return _FIRST + timedelta(weeks=week, days=5 + marker, hours=2)
