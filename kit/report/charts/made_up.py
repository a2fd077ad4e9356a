"""Answers that nobody gave, for the gallery: a class of 25 whose numbers are computed as any class's are.

So the gallery withholds what a report on 25 people withholds.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from kit.measures.results import Cohort
from kit.model import LEVELS, Content

NOTE = "Made-up data: nobody gave these answers."
_PEOPLE = 25
_STEPS = {"pre": 0.0, "post": 0.7, "then": -0.4, "follow_up": 0.6}


def made_up_growth(content: Content) -> dict[str, Any]:
    """One learner's self-ratings, with the shape that `kit.measures.self_ratings` gives."""
    from kit.measures import self_ratings

    return self_ratings(list(_ratings(content, Random(4), 0)), content)  # noqa: S311 - no secret


def made_up_cohort(content: Content) -> Cohort:
    """The numbers of the class, with whatever such a small one withholds."""
    from kit.measures.cohort import cohort

    chance = Random(2)  # noqa: S311 - no secret
    rows = [row for n in range(_PEOPLE) for row in _ratings(content, chance, n)]
    marks = [mark for n in range(_PEOPLE) for mark in _marks(content, chance, n)]
    return cohort(rows, content, marks)


def _ratings(content: Content, chance: Random, person: int) -> Iterator[dict[str, Any]]:
    """Rows of the long table; every second person is gone at the follow-up."""
    for case, found in content.cases.items():
        for n, item in enumerate(one for one in found.items.items if one.kind == "rating"):
            for occasion, step in _STEPS.items():
                if occasion == "follow_up" and person % 2:
                    continue
                gap = chance.random() < 0.01
                likely = 1 + n * 7 % 5 / 4 + step * (0.4 + n % 3 / 2)
                value = None if gap else min(4, max(0, round(chance.gauss(likely, 0.8))))
                missing = "no_chance" if gap else None
                about = {"learner": f"made-up-{person}", "case": case, "occasion": occasion, "item": item.id}
                yield {**about, "value": value, "missing": missing, "at": "2026-01-01T00:00:00+00:00"}


def _marks(content: Content, chance: Random, person: int) -> Iterator[dict[str, Any]]:
    """A level for every criterion of every task, and of both stories, in an order by the person."""
    learner = f"made-up-{person}"
    for found in content.cases.values():
        for task in found.items.assignments:
            for n, criterion in enumerate(content.rubric.criteria_of(task.rubric) if task.graded else ()):
                yield _mark(chance, learner, str(task.graded), criterion.id, 1.9 - n * 0.2)
    for story in ("a", "b"):
        second = (story == "b") == (person % 2 == 0)
        for n, criterion in enumerate(content.rubric.criteria):
            mark = _mark(chance, learner, f"vignette.{story}", criterion.id, 1.2 - n * 0.1 + second * 0.6)
            yield {**mark, "occasion": "post" if second else "pre"}


def _mark(chance: Random, learner: str, item: str, criterion: str, likely: float) -> dict[str, Any]:
    level = min(LEVELS[-1], max(LEVELS[0], round(chance.gauss(likely, 0.9))))
    return {"learner": learner, "item": item, "criterion": criterion, "level": level}
