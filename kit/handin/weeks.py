"""The course's weeks and what each requires: the one rule by which a week counts in a record for others.

A learner's record of completion and an instructor's certificates use it. It leaves out questions that are
marked Stretch and all questions that start out private.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from kit.content import compiled
from kit.content.course_files import COURSE_MAP
from kit.journal.looking import Answer


class CourseWeek(NamedTuple):
    """One notebook of the course."""

    notebook: str
    title: str
    minutes: int
    """The course's own estimate, the same for every learner."""
    asks: frozenset[Answer]
    """The answers that a record for others requires; the first of two parallel vignettes represents both."""


def course_weeks() -> tuple[CourseWeek, ...]:
    """Return every week, in the course's order.

    >>> first = course_weeks()[0]
    >>> first.title, first.minutes > 0, any(ask.item == "start.comes_back" for ask in first.asks)
    ('Start here', True, False)
    """
    weeks = json.loads(COURSE_MAP.read_text("utf-8"))["weeks"]
    return tuple(
        CourseWeek(
            week["notebook"],
            week["title"],
            week["minutes"],
            asked_of_all(Answer(*ask) for step in week["steps"] for ask in step["asks"]),
        )
        for week in weeks
    )


def asked_of_all(asks: Iterable[Answer]) -> frozenset[Answer]:
    """Return those of a week's questions that must be answered for it to count in a record for others."""
    return frozenset(parallel(one) for one in asks if not _starts_private(one))


def parallel(answer: Answer) -> Answer:
    """Return the key, with the first of two parallel vignettes for either: a learner is asked only one."""
    case = compiled().cases.get(answer.case)
    forms = [form.id for form in case.vignettes] if case else []
    return answer._replace(item=forms[0]) if answer.item in forms else answer


def _starts_private(answer: Answer) -> bool:
    case = compiled().cases.get(answer.case)
    items = case.items.items if case else ()
    return any(one.id == answer.item and one.lane == "private" for one in items)
