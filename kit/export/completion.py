"""Who has handed in what, and what waits for a mark: from nbgrader's gradebook and the folder ``submitted``.

This is the instructor's own record of the class. It holds no answer, and asks nobody's consent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.model import Assignment, Content, KitError, MissingExtra, NotFound

Mark = dict[str, Any]
"""``learner``, ``item``, ``criterion``, ``level``."""


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
    marks: tuple[Mark, ...]
    """Levels that stand in the gradebook, one for each criterion of each text."""

    def missing(self) -> list[tuple[str, str]]:
        """Learner and title of each assignment that somebody has handed in and this learner has not."""
        begun = [one for one in self.assignments if one.handed_in]
        return [(who, one.title) for who in self.learners for one in begun if who not in one.handed_in]


def completion(course_root: Path, content: Content) -> Completion:
    """Read the record of a course.

    Parameters
    ----------
    course_root
        nbgrader's course root: the folder with ``gradebook.db`` or ``submitted/``.
    content
        The compiled course; it gives the assignments and their order.

    Raises
    ------
    NotFound
        There is no such folder, or nothing was handed in there.
    """
    refuse_empty(course_root)
    asked = [one for case in content.cases.values() for one in case.items.assignments]
    folders = _folders(course_root, {one.id for one in asked})
    database = course_root / "gradebook.db"
    listed, rows = _gradebook(database, asked) if database.is_file() else ((), {})
    learners = sorted({*listed, *(who for who, _ in folders), *(who for who, _ in rows)})
    if not (folders or rows):
        raise _nothing(course_root)
    assigned = []
    for one in asked:
        handed_in = {who for who, id in {*folders, *rows} if id == one.id}
        marked = {who for who in handed_in if rows.get((who, one.id), (False,))[0]}
        to_mark = handed_in - marked if one.graded else set()
        assigned.append(
            Assigned(one.id, one.title, bool(one.graded), frozenset(handed_in), frozenset(to_mark))
        )
    marks = [mark for _, theirs in rows.values() for mark in theirs]
    return Completion(tuple(learners), tuple(assigned), database.is_file(), tuple(marks))


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


_Rows = dict[tuple[str, str], tuple[bool, list[Mark]]]


def _gradebook(database: Path, asked: Iterable[Assignment]) -> tuple[tuple[str, ...], _Rows]:
    """Learners on the class list; by learner and assignment, whether all is marked, and the levels."""
    try:
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError:
        raise MissingExtra(
            "reading a gradebook needs nbgrader; type: pip install 'partnership-kit[instructor]'"
        ) from None
    rows: _Rows = {}
    try:
        with Gradebook(f"sqlite:///{database.resolve()}") as gradebook:
            listed = tuple(student.id for student in gradebook.students)
            for one in asked:
                for submission in _submissions(gradebook, one.id):
                    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
                    rows[submission.student_id, one.id] = _marks(grades, submission.student_id, one)
    except SQLAlchemyError:
        raise KitError(
            f"{database} cannot be read as nbgrader's gradebook; put back a copy, or run: nbgrader db upgrade"
        ) from None
    return listed, rows


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


def _marks(grades: list[Any], learner: str, assignment: Assignment) -> tuple[bool, list[Mark]]:
    complete, marks = True, []
    for grade in grades:
        if not grade.cell.max_score:
            continue
        score = grade.manual_score
        if grade.needs_manual_grade or score not in (0, 1, 2, 3):
            complete = False
            continue
        criterion = str(grade.cell.name).removeprefix(f"{assignment.id}_")
        marks.append(
            {
                "learner": learner,
                "item": assignment.graded,
                "criterion": criterion,
                "level": int(score),
            }
        )
    return complete, marks
