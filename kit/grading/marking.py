"""Marks into nbgrader's gradebook, a criterion at a time, and which are still open. Never raw SQL."""

from __future__ import annotations

from typing import Any

from kit.grading.open_gradebook import open_gradebook
from kit.model import LEVELS, KitError, NotFound


def mark(
    gradebook_url: str, assignment: str, student: str, criterion: str, level: int, comment: str | None = None
) -> None:
    """Give one criterion of one learner's submission its level.

    Parameters
    ----------
    gradebook_url
        Where the gradebook is, as nbgrader names it: ``sqlite:///gradebook.db``.
    criterion
        ``event``, ``assumption``, …; the marked cell is ``<assignment>_<criterion>``.
    level
        0, 1, 2 or 3. nbgrader would take any number.
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
        raise KitError(f"{level!r} is no level of {criterion} for {student}; give 0, 1, 2 or 3.")
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
    """The level that stands for a grade of the gradebook; ``None`` where it has none, or another number.

    Extra credit makes another number of it, whatever the sum.
    """
    if grade.needs_manual_grade or grade.extra_credit or grade.manual_score not in LEVELS:
        return None
    return int(grade.manual_score)


def open_criteria(gradebook: Any, assignment: str, student: str) -> list[str]:
    """Criteria of one submission that a marker still has to look at.

    A criterion is open without a mark, after autograding asked for another look, and with a number
    that is not a level: the marking page takes 2.5, and extra credit.
    """
    submission = gradebook.find_submission(assignment, student)
    found = []
    for notebook in submission.notebooks:
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
