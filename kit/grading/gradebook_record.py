"""Read nbgrader's gradebook: its class list, submissions, and current levels. Nothing is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kit.grading.gradebook_opening import open_gradebook, url_of
from kit.grading.handed import marked_of_somebody_else
from kit.grading.texts import graded_item, marked_text
from kit.model import LEVELS, Assignment, NotFound, PlainError, Rating, Response


class Held(NamedTuple):
    """Everything that nbgrader stores about one mark."""

    score: float | None
    extra: float | None
    needs_mark: bool


@dataclass(frozen=True)
class Cell:
    """One criterion of one submission."""

    course_root: Path
    learner: str
    assignment: str
    item: str
    criterion: str
    grade: Any
    """nbgrader's own record; usable only while the gradebook is open."""
    level: int | None
    """The current mark, if it is a level."""
    odd: str | None
    """The current mark, if it isn't a level: 2.5, or 2 with extra credit."""

    held: Held

    def put(self, mark: Held | int) -> None:
        """Write a level, or everything that nbgrader stores, while the gradebook is open."""
        from sqlalchemy.orm import object_session

        score, extra, needs_mark = mark if isinstance(mark, Held) else (float(mark), None, False)
        self.grade.manual_score, self.grade.extra_credit = score, extra
        self.grade.needs_manual_grade = needs_mark
        # This takes the gradebook's lock, so that a gradebook in use refuses before anything else is saved.
        session: Any = object_session(self.grade)
        session.flush()

    @property
    def shown(self) -> str | None:
        """The current mark as a marker reads it, or ``None`` without one."""
        return self.odd if self.level is None else str(self.level)

    @property
    def key(self) -> tuple[str, str, str]:
        """Learner, item and criterion."""
        return self.learner, self.item, self.criterion

    @cached_property
    def text(self) -> Response | None:
        """The answer that is marked."""
        return marked_text(self.course_root, self.learner, self.assignment, self.item)


class GradebookRecord(NamedTuple):
    """A class according to its gradebook."""

    learners: Mapping[str, str] = MappingProxyType({})
    """The name of everybody on the class list by id; a learner without a name has the id as name."""
    submissions: frozenset[tuple[str, str]] = frozenset()
    """Learner and assignment of each submission."""
    cells: tuple[Cell, ...] = ()
    """Every criterion of every submission, by assignment and then by learner."""


def read_gradebook(course_root: Path, assignments: Iterable[Assignment]) -> GradebookRecord:
    """Read the class list, and submissions and marks for some assignments; empty without a gradebook."""
    if not (course_root / "gradebook.db").is_file():
        return GradebookRecord()
    with open_gradebook(url_of(course_root)) as gradebook:
        names = {str(one.id): (one.first_name, one.last_name) for one in gradebook.students}
        found = [(one, s) for one in assignments for s in _submissions(gradebook, one.id)]
        cells = [
            cell for one, s in found if one.graded for cell in _cells(s, course_root, one.id, one.graded)
        ]
    handed_in = frozenset((str(s.student_id), one.id) for one, s in found)
    listed = {id: " ".join(filter(None, name)) or id for id, name in names.items()}
    return GradebookRecord(listed, handed_in, tuple(cells))


def cells_of(gradebook: Any, course_root: Path, assignment: str, learner: str | None = None) -> list[Cell]:
    """Return every criterion of every submission of an assignment, by learner.

    With ``learner``, only theirs. A hand-in that turned out to be somebody else's is left out. Raises
    `NotFound` if the gradebook doesn't have the assignment, and `KitError` if it isn't graded.
    """
    from nbgrader.api import MissingEntry

    try:
        gradebook.find_assignment(assignment)
    except MissingEntry:
        raise NotFound(
            f"the gradebook has no {assignment}; run nbgrader generate_assignment {assignment} first."
        ) from None
    item, elses = item_of(assignment), marked_of_somebody_else(course_root)
    handed_in = _submissions(gradebook, assignment, learner)
    return [
        c
        for s in handed_in
        if not elses(str(s.student_id), assignment)
        for c in _cells(s, course_root, assignment, item)
    ]


def item_of(assignment: str) -> str:
    """Return the item that is marked in an assignment. Raises `KitError` if there is none."""
    item = graded_item(assignment)
    if item is None:
        raise PlainError(f"{assignment!r} isn't a marked assignment; name one such as equity.")
    return item


def _submissions(gradebook: Any, assignment: str, learner: str | None = None) -> list[Any]:
    # One query for all: reading each submission's grades separately takes minutes for two hundred learners.
    from nbgrader.api import Assignment as Made
    from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy.orm import selectinload

    with_grades = (
        selectinload(SubmittedAssignment.notebooks)
        .selectinload(SubmittedNotebook.grades)
        .selectinload(Grade.cell)
    )
    query = gradebook.db.query(SubmittedAssignment).join(Made, Made.id == SubmittedAssignment.assignment_id)
    query = query.filter(Made.name == assignment)
    if learner is not None:
        query = query.filter(SubmittedAssignment.student_id == learner)
    found = query.options(with_grades).all()
    return sorted(found, key=lambda one: str(one.student_id))


def _cells(submission: Any, course_root: Path, assignment: str, item: str) -> Iterator[Cell]:
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            if not grade.cell.max_score:
                continue
            held = Held(grade.manual_score, grade.extra_credit, bool(grade.needs_manual_grade))
            level, odd = None, None
            if not (held.needs_mark or held.extra) and held.score in LEVELS:
                level = int(held.score)
            elif not held.needs_mark and held.score is not None:
                odd = f"{held.score:g}" + (f" with {held.extra:g} extra credit" if held.extra else "")
            criterion, who = str(grade.cell.name).removeprefix(f"{assignment}_"), str(submission.student_id)
            yield Cell(course_root, who, assignment, item, criterion, grade, level, odd, held)


def of_earlier_text(text: Response | None, rating: Rating) -> bool:
    """Return whether a rating is of a different text from the one that was autograded."""
    if text is None:
        return False
    return rating.revision != text.id if rating.revision is not None else text.at > rating.at


def open_criteria(gradebook: Any, assignment: str, student: str) -> list[str]:
    """Return the criteria of one submission that a marker still has to look at.

    A criterion is open if it has no mark, if autograding asked for another look, or if its mark isn't a
    level: the marking page accepts 2.5, and extra credit.
    """
    cells = _cells(gradebook.find_submission(assignment, student), Path(), assignment, "")
    return [
        cell.criterion if cell.odd is None else f"{cell.criterion} ({cell.odd} is not a level)"
        for cell in cells
        if cell.level is None
    ]
