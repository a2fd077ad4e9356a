"""What stands in nbgrader's gradebook: who is on the class list, and each criterion's level. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kit.grading.marking import level_of, open_gradebook, url_of
from kit.grading.texts import graded_item, marked_text
from kit.model import Assignment, KitError, NotFound, Response


@dataclass(frozen=True)
class Cell:
    """One criterion of one submission."""

    course_root: Path
    learner: str
    assignment: str
    item: str
    criterion: str
    grade: Any
    """nbgrader's own record; to be used while the gradebook is open."""
    level: int | None
    """The mark that stands, where it is a level."""
    odd: float | None
    """The mark that stands, where it is a number but not a level, such as 2.5."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Learner, item and criterion."""
        return self.learner, self.item, self.criterion

    @cached_property
    def text(self) -> Response | None:
        """The answer that is marked."""
        return marked_text(self.course_root, self.learner, self.assignment, self.item)


class GradebookRecord(NamedTuple):
    """A class as its gradebook has it."""

    learners: Mapping[str, str] = MappingProxyType({})
    """Everybody on the class list: id and name, which is the id where none was given."""
    submissions: frozenset[tuple[str, str]] = frozenset()
    """Learner and assignment of each submission."""
    cells: tuple[Cell, ...] = ()
    """Every criterion of the graded assignments, by learner."""


def read_gradebook(course_root: Path, assignments: Iterable[Assignment]) -> GradebookRecord:
    """Read the class list and what stands for some assignments; of a course without gradebook, nothing."""
    if not (course_root / "gradebook.db").is_file():
        return GradebookRecord()
    with open_gradebook(url_of(course_root)) as gradebook:
        listed = {str(one.id): _name(one) for one in gradebook.students}
        found = [(one, s) for one in assignments for s in _submissions(gradebook, one.id)]
        cells = [
            cell for one, s in found if one.graded for cell in _cells(s, course_root, one.id, one.graded)
        ]
    handed_in = frozenset((str(s.student_id), one.id) for one, s in found)
    return GradebookRecord(listed, handed_in, tuple(cells))


def _name(student: Any) -> str:
    return " ".join(part for part in (student.first_name, student.last_name) if part) or str(student.id)


def cells_of(gradebook: Any, course_root: Path, assignment: str) -> list[Cell]:
    """Every criterion of every submission of an assignment, by learner; raises `NotFound` without it."""
    from nbgrader.api import MissingEntry

    try:
        gradebook.find_assignment(assignment)
    except MissingEntry:
        raise NotFound(
            f"the gradebook has no {assignment}; run nbgrader generate_assignment first."
        ) from None
    item = item_of(assignment)
    return [c for s in _submissions(gradebook, assignment) for c in _cells(s, course_root, assignment, item)]


def item_of(assignment: str) -> str:
    """The item that is marked in an assignment; raises `KitError` where none is."""
    item = graded_item(assignment)
    if item is None:
        raise KitError(f"{assignment!r} is not an assignment that is marked; name one such as equity.")
    return item


def _submissions(gradebook: Any, assignment: str) -> list[Any]:
    # All at once: asking for the grades of each submission takes minutes with two hundred learners.
    from nbgrader.api import Assignment as Made
    from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy.orm import selectinload

    with_grades = (
        selectinload(SubmittedAssignment.notebooks)
        .selectinload(SubmittedNotebook.grades)
        .selectinload(Grade.cell)
    )
    query = gradebook.db.query(SubmittedAssignment).join(Made, Made.id == SubmittedAssignment.assignment_id)
    found = query.filter(Made.name == assignment).options(with_grades).all()
    return sorted(found, key=lambda one: str(one.student_id))


def _cells(submission: Any, course_root: Path, assignment: str, item: str) -> Iterator[Cell]:
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            if grade.cell.max_score:
                criterion = str(grade.cell.name).removeprefix(f"{assignment}_")
                level = level_of(grade)
                odd = None if grade.needs_manual_grade or level is not None else grade.manual_score
                who = str(submission.student_id)
                yield Cell(course_root, who, assignment, item, criterion, grade, level, odd)
