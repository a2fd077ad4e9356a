"""nbgrader's gradebook opened, with what its database says put in words; marks into it, never by raw SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kit.model import LEVELS, KitError, MissingExtra, NotFound


class GradebookFault(KitError):
    """A gradebook that cannot be opened now, or is none; ``why`` leaves out what became of it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was changed.")
        self.why = why


@contextmanager
def open_gradebook(url: str) -> Iterator[Any]:
    """nbgrader's `Gradebook`; raises `MissingExtra` without nbgrader, else as `faults_in_words`."""
    try:
        from nbgrader.api import Gradebook
    except ImportError:
        raise MissingExtra("reading a gradebook needs nbgrader", "instructor") from None
    with faults_in_words(url), Gradebook(url) as gradebook:
        yield gradebook


@contextmanager
def faults_in_words(url: str) -> Iterator[None]:
    """Raise `GradebookFault` where another program holds the gradebook, or the file is none."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as fault:
        raise GradebookFault(_in_words(url, str(fault))) from None


def url_of(course_root: Path, given: str | None = None) -> str:
    """The gradebook's address; raises `NotFound` where there is none."""
    if given is not None:
        return given
    file = course_root / "gradebook.db"
    if not file.is_file():
        raise NotFound(f"there is no gradebook at {file}; run nbgrader generate_assignment first.")
    return f"sqlite:///{file.resolve()}"


def refuse_locked(file: Path) -> None:
    """Raise `GradebookFault` while another program writes the gradebook; wait for it a few seconds."""
    if not file.is_file():
        return
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.execute("begin immediate")
            database.execute("rollback")
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            raise GradebookFault(_in_words(f"sqlite:///{file}", "locked")) from None


def _in_words(url: str, said: str) -> str:
    from sqlalchemy.engine import make_url

    address = make_url(url)
    sqlite = address.get_backend_name() == "sqlite"
    name = str(address.database) if sqlite else address.render_as_string(hide_password=True)
    if "locked" in said:
        return (
            f"{name} is in use by another program; close the other program (a marking page, another nbgrader "
            "or kit command) and run this again."
        )
    if "readonly" in said or "unable to open" in said:
        return f"{name} cannot be opened for writing here; change its permissions."
    return (
        f"{name} cannot be read as a gradebook of the nbgrader that is installed; check that it is the right "
        "file."
    )


def mark(
    gradebook_url: str, assignment: str, student: str, criterion: str, level: int, comment: str | None = None
) -> None:
    """Give one criterion of one learner's submission its level, 0 to 3; nbgrader would take any number.

    Parameters
    ----------
    criterion
        ``event``, ``assumption``, …; the marked cell is ``<assignment>_<criterion>``.
    comment
        Replaces the comment on that criterion; ``None`` leaves it as it is, an empty text removes it.

    Raises
    ------
    KitError
        The level is not one of the four.
    NotFound
        The gradebook has no such submission or criterion.
    """
    if isinstance(level, bool) or not isinstance(level, int) or level not in LEVELS:
        raise KitError(f"{level!r} is not a level of {criterion} for {student}; give 0, 1, 2 or 3.")
    from nbgrader.api import MissingEntry

    cell = f"{assignment}_{criterion}"
    with open_gradebook(gradebook_url) as gb:
        try:
            grade = gb.find_grade(cell, assignment, assignment, student)
            note = gb.find_comment(cell, assignment, assignment, student)
        except MissingEntry:
            raise NotFound(
                f"the gradebook has no {criterion} of {assignment} by {student}; autograde it first."
            ) from None
        if level > grade.max_score:
            raise KitError(f"{criterion} of {assignment} carries {grade.max_score:g} points; give no more.")
        grade.manual_score = float(level)
        grade.needs_manual_grade = False
        if comment is not None:
            note.manual_comment = comment
        gb.db.commit()


def unmarked(gradebook_url: str, assignment: str) -> dict[str, list[str]]:
    """Learners with criteria that have no mark yet, by id."""
    with open_gradebook(gradebook_url) as gb:
        students = [s.student.id for s in gb.assignment_submissions(assignment)]
        found = {student: open_criteria(gb, assignment, student) for student in sorted(students)}
    return {student: criteria for student, criteria in found.items() if criteria}


def level_of(grade: Any) -> int | None:
    """The level that stands for a grade of the gradebook; ``None`` without one, or with extra credit."""
    if grade.needs_manual_grade or grade.extra_credit or grade.manual_score not in LEVELS:
        return None
    return int(grade.manual_score)


def open_criteria(gradebook: Any, assignment: str, student: str) -> list[str]:
    """Criteria of one submission that a marker still has to look at.

    A criterion is open without a mark, after autograding asked for another look, and with a number
    that is not a level: the marking page takes 2.5, and extra credit.
    """
    found = []
    for notebook in gradebook.find_submission(assignment, student).notebooks:
        for grade in notebook.grades:
            name = str(grade.name).removeprefix(f"{assignment}_")
            score = grade.auto_score if grade.manual_score is None else grade.manual_score
            if grade.max_score == 0:
                continue
            if grade.needs_manual_grade or score is None:
                found.append(name)
            elif grade.cell.type == "TaskCell" and grade.extra_credit:
                found.append(f"{name} ({score:g} with {grade.extra_credit:g} extra credit is not a level)")
            elif grade.cell.type == "TaskCell" and not (score in LEVELS and score <= grade.max_score):
                found.append(f"{name} ({score:g} is not a level)")
    return found
