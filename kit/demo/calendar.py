"""When things happen in the made-up year: a school year that is over, so that no day lies ahead. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FIRST = datetime(2025, 9, 8, 15, 0, tzinfo=UTC)

WEEK = {
    "start": 0,
    "equity": 1,
    "respect": 2,
    "communication": 3,
    "advocacy": 4,
    "commitment": 5,
    "iep_meeting": 7,
    "follow_up": 15,
}
"""Weeks from the first day, by assignment; the follow-up comes eight weeks after the meeting."""


def answered(assignment: str, number: int) -> datetime:
    """When a learner, by number, begins with an assignment's notebook.

    >>> answered("equity", 0).date().isoformat()
    '2025-09-15'
    """
    return _FIRST + timedelta(weeks=WEEK[assignment], days=number % 4, minutes=7 * (number % 60))


def marked(assignment: str, marker: int) -> datetime:
    """When a marker, 0 or 1, has marked an assignment."""
    return _FIRST + timedelta(weeks=WEEK[assignment], days=5 + marker, hours=2)
