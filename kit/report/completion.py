"""Who has handed in what, and what waits for a mark: from nbgrader's gradebook and the folder ``submitted``.

This is the instructor's own record of the class. It holds no answer, and asks nobody's consent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.grading.counting import CountingMarks
from kit.model import Content, NotFound


@dataclass(frozen=True)
class Assigned:
    """One assignment: who handed it in, and whose marks are not complete yet."""

    id: str
    title: str
    carries_marks: bool
    handed_in: frozenset[str]
    to_mark: frozenset[str]


@dataclass(frozen=True)
class Completion:
    """The class, assignment by assignment, in the course's order."""

    learners: tuple[str, ...]
    assignments: tuple[Assigned, ...]
    gradebook: bool
    """Whether there is a gradebook; without one the class list is known from hand-ins alone."""
    names: Mapping[str, str]
    """Names of those on the class list, by id."""

    def nothing(self) -> list[str]:
        """Learners who have handed in nothing at all."""
        some = {who for one in self.assignments for who in one.handed_in}
        return [who for who in self.learners if who not in some]

    def missing(self) -> list[tuple[str, str]]:
        """Learner and title of each assignment that somebody has handed in and this learner has not."""
        begun = [one for one in self.assignments if one.handed_in]
        return [(who, one.title) for who in self.learners for one in begun if who not in one.handed_in]


def completion(course_root: Path, content: Content, counted: CountingMarks) -> Completion:
    """Read the record of a course.

    Parameters
    ----------
    course_root
        nbgrader's course root: the folder with ``gradebook.db`` or ``submitted/``.
    content
        The compiled course; it gives the assignments and their order.
    counted
        The course's gradebook and marks.

    Raises
    ------
    NotFound
        There is no such folder, or nothing was handed in there.
    """
    refuse_empty(course_root)
    asked = [one for case in content.cases.values() for one in case.items.assignments]
    folders = _folders(course_root, {one.id for one in asked})
    graded = counted.gradebook
    begun = {*folders, *graded.submissions}
    if not begun:
        raise _nothing(course_root)
    learners = sorted({*graded.learners, *(who for who, _ in begun)})
    marked = Counter((mark["learner"], mark["item"]) for mark in counted.marks)
    assigned = []
    for one in asked:
        handed_in = frozenset(who for who, id in begun if id == one.id)
        criteria = len(content.rubric.criteria_of(one.rubric)) if one.graded else 0
        to_mark = frozenset(who for who in handed_in if one.graded and marked[who, one.graded] < criteria)
        assigned.append(Assigned(one.id, one.title, bool(one.graded), handed_in, to_mark))
    there = (course_root / "gradebook.db").is_file()
    return Completion(tuple(learners), tuple(assigned), there, graded.learners)


def refuse_empty(course_root: Path) -> None:
    """Raise what is wrong with a course root, as far as can be told without opening a file."""
    if not course_root.is_dir():
        raise NotFound(f"there is no folder {course_root}; name nbgrader's course root, e.g. assignments.")
    begun = any((course_root / "submitted").glob("*/*"))
    if not (begun or (course_root / "gradebook.db").is_file()):
        raise _nothing(course_root)


def _nothing(course_root: Path) -> NotFound:
    return NotFound(
        f"nothing has been handed in at {course_root}: no folder submitted/LEARNER/ASSIGNMENT, nothing "
        "in gradebook.db; collect hand-ins first (nbgrader zip_collect), or name another course root."
    )


def _folders(course_root: Path, known: set[str]) -> set[tuple[str, str]]:
    found = (course_root / "submitted").glob("*/*")
    return {
        (path.parent.name, path.name)
        for path in found
        if path.name in known and path.is_dir() and not path.parent.name.startswith(".")
    }
