"""The course's weeks and their tasks: the one rule of what is done, and of the minutes that it counts for.

Home, *Continue*, the record of completion, the workbook and an instructor's certificates use it. A task is a
step that asks for an answer. Questions that are marked Stretch and all that start out private are in none, so
what is done tells nothing about them. With a class, handing in is a task, too.
"""

import json
from collections.abc import Mapping, Set
from typing import Any, NamedTuple

from kit.content import compiled
from kit.content.course_files import COURSE_MAP
from kit.journal.looking import Answer


class Task(NamedTuple):
    """A step that has to be done."""

    step: str
    minutes: int
    asks: frozenset[Answer]
    """The answers that it needs; the first of two parallel vignettes represents both."""
    hands_in: str | None
    """The assignment that learners with a class hand in there."""


class Done(NamedTuple):
    """How many of a week's tasks are done, and their share of the week's minutes."""

    done: int
    tasks: int
    minutes: int


class CourseWeek(NamedTuple):
    """One notebook of the course."""

    notebook: str
    title: str
    minutes: int
    """The course's own estimate, the same for every learner."""
    tasks: tuple[Task, ...]

    @property
    def asks(self) -> frozenset[Answer]:
        """The answers that the week needs."""
        return frozenset[Answer]().union(*(task.asks for task in self.tasks))

    def done(self, steps: Set[str], *, alone: bool) -> Done:
        """Return what is done of it, if these steps are; a learner who is alone hands nothing in.

        >>> week = course_weeks()[0]
        >>> week.done({task.step for task in week.tasks}, alone=True).minutes == week.minutes
        True
        """
        tasks = [task for task in self.tasks if task.asks or not alone]
        done = [task for task in tasks if task.step in steps]
        every, those = (sum(task.minutes for task in part) for part in (tasks, done))
        return Done(len(done), len(tasks), round(self.minutes * those / every) if every else 0)


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
            tuple(task for step in week["steps"] if (task := _task(step)).asks or task.hands_in),
        )
        for week in weeks
    )


def _task(step: Mapping[str, Any]) -> Task:
    needed = frozenset(parallel(Answer(*ask)) for ask in step["needs"])
    return Task(step["slug"], max(1, step["minutes"]), needed, step["hands_in"])


def parallel(answer: Answer) -> Answer:
    """Return the key, with the first of two parallel vignettes for either: a learner is asked only one."""
    case = compiled().cases.get(answer.case)
    forms = [form.id for form in case.vignettes] if case else []
    return answer._replace(item=forms[0]) if answer.item in forms else answer
