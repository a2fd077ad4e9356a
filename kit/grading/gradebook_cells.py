"""Marks of an assignment's criteria as they stand in nbgrader's gradebook, each with the text it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.grading.answers import graded_item
from kit.grading.checking import name_is_fit
from kit.grading.marking import level_of
from kit.handin.records import JOURNAL
from kit.journal import heads_of, read_lines
from kit.model import JournalFault, KitError, NotFound, Response


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion of one submission."""

    learner: str
    criterion: str
    grade: Any
    level: int | None
    """The mark that stands, where it is a level."""
    odd: float | None
    """The mark that stands, where it is none."""
    text: Response | None
    """The answer that is marked."""

    @property
    def key(self) -> tuple[str, str]:
        """Learner and criterion."""
        return self.learner, self.criterion


def cells_of(
    gb: Any, course_root: Path, assignment: str, item: str, criteria: Iterable[str]
) -> Iterator[Cell]:
    """Every criterion of every submission, by learner.

    Raises
    ------
    NotFound
        The gradebook does not know the assignment.
    """
    from nbgrader.api import MissingEntry

    wanted = {f"{assignment}_{criterion}": criterion for criterion in criteria}
    try:
        gb.find_assignment(assignment)
    except MissingEntry:
        raise NotFound(
            f"the gradebook has no {assignment}; run nbgrader generate_assignment first."
        ) from None
    for submission in sorted(gb.assignment_submissions(assignment), key=lambda s: str(s.student.id)):
        learner = str(submission.student.id)
        text = _marked_text(course_root, learner, assignment, item)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.name in wanted and grade.cell.type == "TaskCell":
                    level = level_of(grade)
                    looked_at = level is None and not grade.needs_manual_grade
                    odd = grade.manual_score if looked_at else None
                    yield Cell(learner, wanted[grade.name], grade, level, odd, text)


def _marked_text(course_root: Path, learner: str, assignment: str, item: str) -> Response | None:
    if not name_is_fit(learner):
        return None
    # What a marker sees is what was autograded; a newer hand-in may lie in submitted/.
    for step in ("autograded", "submitted"):
        try:
            responses, _ = read_lines(course_root / step / learner / assignment / JOURNAL)
        except (NotFound, JournalFault):
            continue
        heads = heads_of([r for r in responses if r.lane == "shared"], item)
        return heads[-1] if heads else None
    return None


def item_of(assignment: str) -> str:
    """The item that is marked in an assignment; raises `KitError` where none is."""
    item = graded_item(assignment)
    if item is None:
        raise KitError(f"{assignment!r} is no assignment that is marked; name one such as equity.")
    return item


def url_of(course_root: Path, given: str | None) -> str:
    """The gradebook's address; raises `NotFound` where there is none."""
    if given is not None:
        return given
    file = course_root / "gradebook.db"
    if not file.is_file():
        raise NotFound(f"there is no gradebook at {file}; run nbgrader generate_assignment first.")
    return f"sqlite:///{file.resolve()}"
