"""The grade of each learner in each assignment, from the roster and the marks that count."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kit.model import NotFound, PlainError

if TYPE_CHECKING:
    from kit.classroom import Member
    from kit.lms import Grade
    from kit.model import Assignment


def asked_assignments(named: Sequence[str] | None) -> list[Assignment]:
    """Return all assignments that are marked, or the named ones. Raises `KitError` if one isn't marked."""
    from kit.content import compiled

    graded = {one.id: one for one in compiled().assignments if one.graded}
    if wrong := next((one for one in named or () if one not in graded), None):
        raise PlainError(f"{wrong!r} is not a marked assignment; use one of {', '.join(graded)}.")
    return [graded[one] for one in dict.fromkeys(named or graded)]


def class_grades(
    folder: Path, ratings: Path | str | None, asked: Sequence[Assignment]
) -> tuple[list[Grade], list[Member]]:
    """Return the grades of everybody in the roster, or without one in the gradebook, and these people.

    A learner who left and has no mark is omitted. Raises `NotFound` if there are no learners.
    """
    from kit.classroom import Member, read_roster
    from kit.content import compiled
    from kit.grading.counting import marks_that_count
    from kit.lms import Grade

    roster = read_roster(folder)
    counting = marks_that_count(folder, ratings)
    levels: dict[tuple[str, str], dict[str, int]] = {}
    for mark in counting.marks:
        levels.setdefault((mark["learner"], mark["item"]), {})[mark["criterion"]] = mark["level"]
    names = counting.gradebook.learners
    others = () if roster else dict.fromkeys((*names, *(learner for learner, _ in levels)))
    # A learner without a name is listed in the gradebook under the id.
    more = [Member(one, "" if names.get(one, one) == one else names[one]) for one in others]
    left = {one.id for one in roster if not one.is_here} - {learner for learner, _ in levels}
    members = [*(one for one in roster if one.id not in left), *more]
    if not members:
        raise NotFound(f"{folder} has no learners; import a class list with kit roster, or collect first.")
    found = []
    for assignment in asked:
        criteria = tuple(c.id for c in compiled().rubric.criteria_of(assignment.rubric))
        for member in members:
            mine = levels.get((member.id, assignment.graded or ""), {})
            known = {criterion: mine[criterion] for criterion in criteria if criterion in mine}
            found.append(Grade(member.id, assignment.id, known, criteria))
    return found, members
