"""What nbgrader's gradebook says of a whole class: who is on its list, and which levels stand. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from kit.grading.marking import level_of
from kit.model import Assignment, KitError, MissingExtra


class Mark(TypedDict):
    """A level that stands for one criterion of one text."""

    learner: str
    item: str
    criterion: str
    level: int


class Autograded(NamedTuple):
    """One learner's submission of one assignment."""

    complete: bool
    """Whether every criterion has a level."""
    marks: list[Mark]


class GradebookRecord(NamedTuple):
    """A class as its gradebook has it."""

    learners: tuple[str, ...]
    """Everybody on the class list."""
    submissions: dict[tuple[str, str], Autograded]
    """By learner and assignment."""


def read_gradebook(database: Path, assignments: Iterable[Assignment]) -> GradebookRecord:
    """Read the class list and the marks of some assignments.

    Parameters
    ----------
    database
        The file ``gradebook.db``.
    assignments
        Those to look for; what else is in the gradebook is left aside.

    Raises
    ------
    MissingExtra
        nbgrader is not installed.
    KitError
        The file is no gradebook, or one of another version.
    """
    try:
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError:
        raise MissingExtra(
            "reading a gradebook needs nbgrader; type: pip install 'partnership-kit[instructor]'"
        ) from None
    found: dict[tuple[str, str], Autograded] = {}
    try:
        with Gradebook(f"sqlite:///{database.resolve()}") as gradebook:
            listed = tuple(student.id for student in gradebook.students)
            for one in assignments:
                for submission in _submissions(gradebook, one.id):
                    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
                    found[submission.student_id, one.id] = _marks(grades, submission.student_id, one)
    except SQLAlchemyError:
        raise KitError(
            f"{database} cannot be read as nbgrader's gradebook; put back a copy, or run: nbgrader db upgrade"
        ) from None
    return GradebookRecord(listed, found)


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
    return list(query.filter(Made.name == assignment).options(with_grades).all())


def _marks(grades: Iterable[Any], learner: str, assignment: Assignment) -> Autograded:
    complete, marks = True, []
    for grade in grades:
        if not grade.cell.max_score:
            continue
        level = level_of(grade)
        if level is None or assignment.graded is None:
            complete = False
            continue
        criterion = str(grade.cell.name).removeprefix(f"{assignment.id}_")
        marks.append(Mark(learner=learner, item=assignment.graded, criterion=criterion, level=level))
    return Autograded(complete, marks)
