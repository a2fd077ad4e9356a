"""Which mark counts for each criterion of each text, from whom and since when. Whoever needs marks asks here.

A graded text's mark lies in nbgrader's gradebook; `kit.ratings` keeps every mark of every rater, and alone
holds those of the stories. Where the two differ, the later decision counts: the level that the raters last
saw in the gradebook tells which of the two was changed since. No mark of an earlier text counts for a newer.
"""

import shlex
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypedDict

from kit.content import compiled
from kit.grading.gradebook_record import Cell, GradebookRecord, read_gradebook
from kit.grading.handed import marked_of_somebody_else
from kit.model import Content, Rating, Response
from kit.ratings import open_ratings
from kit.ratings.database import FILE
from kit.ratings.putting_back import PutBack, waiting


class Mark(TypedDict):
    """The level that counts for one criterion of one text."""

    learner: str
    item: str
    criterion: str
    level: int
    rater: str | None
    """``None``: nbgrader does not know who typed it."""
    at: datetime | None


class Unsettled(NamedTuple):
    """A criterion whose level in the gradebook is not the one that counts."""

    learner: str
    assignment: str
    sentence: str


class CountingMarks(NamedTuple):
    """The marks of one course."""

    marks: tuple[Mark, ...]
    ratings: tuple[Rating, ...]
    """Every rating of every rater, in the order of keeping."""
    gradebook: GradebookRecord
    unsettled: tuple[Unsettled, ...]
    """The marks that the gradebook shows otherwise."""


def marks_that_count(
    course_root: Path, ratings: Path | str | None = None, content: Content | None = None
) -> CountingMarks:
    """Read which marks of a course count. Who handed in nothing, or waits for a mark, has none: never a zero.
    What turned out to be somebody else's hand-in gives its learner none.

    ``ratings`` are a file or an SQLAlchemy address; ``ratings.db`` in the course root, if it is there, unless
    given. Raises `GradebookFault` where another program holds the gradebook or the file is none, `KitError`
    where the ratings are not there or cannot be read.
    """
    content = content or compiled()
    assignments = content.assignments
    gradebook = read_gradebook(course_root, assignments)
    kept: list[Rating] = []
    seen: dict[tuple[str, str, str], int] = {}
    back: dict[tuple[str, str, str], PutBack] = {}
    if ratings is not None or (course_root / FILE).is_file():
        with open_ratings(course_root if ratings is None else ratings, content, create=False) as store:
            kept, seen = store.ratings(), store.seen_in_gradebook()
            back = {one.key: one.back for one in waiting(store.database)}
    primary = {(one.learner, one.item, one.criterion): one for one in kept if one.primary}
    cells = {cell.key: cell for cell in gradebook.cells}
    marks, unsettled = [], []
    assignment_of = {one.graded: one.id for one in assignments}
    elses = marked_of_somebody_else(course_root)
    for key in dict.fromkeys((*cells, *primary)):
        if key[1] in assignment_of and elses(key[0], assignment_of[key[1]]):
            continue
        cell, rating = cells.get(key), primary.get(key)
        if cell is not None and _goes_back(cell, rating, back.get(key), seen.get(key)):
            unsettled.append(_taken_back(cell))
            continue
        mark = _counting(key, cell, rating, seen.get(key))
        if mark is not None:
            marks.append(mark)
            unsettled += _differs(mark, cell)
    return CountingMarks(tuple(marks), tuple(kept), gradebook, tuple(unsettled))


def is_taken_back(cell: Cell, rating: Rating | None, seen: int | None) -> bool:
    """Whether the gradebook still has a level that its rater took back, with the rating that counts now.

    Only what was written from the ratings is known there as ``seen`` and yet has no rating that counts.
    """
    none = rating is None or rating.level is None
    return none and _is_ours(cell, seen)


def _is_ours(cell: Cell, seen: int | None) -> bool:
    """Whether the gradebook's level is the one that was written from the ratings."""
    return cell.level is not None and cell.level == seen


def _goes_back(cell: Cell, rating: Rating | None, back: PutBack | None, seen: int | None) -> bool:
    if is_taken_back(cell, rating, seen):
        return True
    # What waits was written over; another marker's level, or the same one given again, stands.
    waits = back is not None and cell.held != back.held and _is_ours(cell, seen)
    return waits and rating is not None and rating.level != cell.level


def _where(cell: Cell) -> str:
    """What commands on the cell's assignment are told."""
    return f"{shlex.quote(str(cell.course_root))} {cell.assignment}"


def _taken_back(cell: Cell) -> Unsettled:
    sentence = (
        f"{cell.learner}: {cell.criterion} of {cell.assignment} was taken back, and the gradebook still says "
        f"{cell.level}; put that right with kit marks to-gradebook {_where(cell)}."
    )
    return Unsettled(cell.learner, cell.assignment, sentence)


def rating_counts(rating: Rating, cell: Cell, seen: int | None) -> bool:
    """Whether a primary rating counts, rather than the gradebook's level; raters knew that as ``seen``."""
    if cell.level is not None and cell.level == rating.level:
        return True
    if cell.odd is not None or of_earlier_text(cell.text, rating):
        return False
    return cell.level is None or cell.level == seen


def of_earlier_text(text: Response | None, rating: Rating) -> bool:
    """Whether a rating is of another text than the one that was autograded."""
    if text is None:
        return False
    return rating.revision != text.id if rating.revision is not None else text.at > rating.at


def _counting(
    key: tuple[str, str, str], cell: Cell | None, rating: Rating | None, seen: int | None
) -> Mark | None:
    learner, item, criterion = key
    level = None if cell is None else cell.level
    rater, at = None, None
    if rating is not None and (cell is None or rating_counts(rating, cell, seen)):
        level, rater, at = rating.level, rating.rater, rating.at
    if level is None:
        return None
    return Mark(learner=learner, item=item, criterion=criterion, level=level, rater=rater, at=at)


def _differs(mark: Mark, cell: Cell | None) -> list[Unsettled]:
    if cell is None or cell.level is None or cell.level == mark["level"]:
        return []
    where = _where(cell)
    sentence = (
        f"{cell.learner}: {cell.criterion} of {cell.assignment} is {cell.level} in the gradebook, and "
        f"{mark['level']} counts; write it there with kit marks to-gradebook {where}, or let the gradebook's "
        f"count with kit marks from-gradebook {where} --counts."
    )
    return [Unsettled(cell.learner, cell.assignment, sentence)]
