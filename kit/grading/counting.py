"""Find the mark that counts for each criterion of each text, who gave it, and when.

All callers get marks here. nbgrader's gradebook has the marks of graded texts. `kit.ratings` keeps every mark
of every rater, and only it has the marks of the stories. If the two differ, the later decision counts: the
level that the ratings last saw in the gradebook shows which of the two has changed since. A mark of an
earlier text never counts for a newer one.
"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypedDict

from kit.content import compiled
from kit.grading.gradebook_record import Cell, GradebookRecord, read_gradebook
from kit.grading.handed import marked_of_somebody_else
from kit.model import Content, Rating, Response
from kit.ratings import arguments, open_ratings
from kit.ratings.database import FILE
from kit.ratings.putting_back import PutBack, waiting


class Mark(TypedDict):
    """The level that counts for one criterion of one text."""

    learner: str
    item: str
    criterion: str
    level: int
    rater: str | None
    """``None`` if the mark was typed into nbgrader, which doesn't know by whom."""
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
    """Every rating of every rater, in the order they were saved."""
    gradebook: GradebookRecord
    unsettled: tuple[Unsettled, ...]
    """The marks for which the gradebook shows a different level."""


def marks_that_count(
    course_root: Path, ratings: Path | str | None = None, content: Content | None = None
) -> CountingMarks:
    """Read the marks that count in a course.

    A learner who handed in nothing, or whose work isn't marked yet, has no mark; missing work never counts as
    zero. A hand-in that turned out to be somebody else's gives no mark either.

    ``ratings`` is a file or an SQLAlchemy URL; by default ``ratings.db`` in the course root, if it exists.
    Raises `GradebookFault` if another program is using the gradebook or the file isn't one, and `KitError` if
    the ratings don't exist or can't be read.
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
            unsettled.append(_taken_back(cell, ratings))
            continue
        mark = _counting(key, cell, rating, seen.get(key))
        if mark is not None:
            marks.append(mark)
            unsettled += _differs(mark, cell, ratings)
    return CountingMarks(tuple(marks), tuple(kept), gradebook, tuple(unsettled))


def is_taken_back(cell: Cell, rating: Rating | None, seen: int | None) -> bool:
    """Return whether the gradebook still has a level that its rater took back.

    ``rating`` is the one that counts now. A level that the ratings have ``seen`` came from a rating, so if no
    rating counts, that one was taken back.
    """
    none = rating is None or rating.level is None
    return none and _is_ours(cell, seen)


def _is_ours(cell: Cell, seen: int | None) -> bool:
    """Return whether the gradebook's level is the one that the ratings last wrote or saw there."""
    return cell.level is not None and cell.level == seen


def _goes_back(cell: Cell, rating: Rating | None, back: PutBack | None, seen: int | None) -> bool:
    if is_taken_back(cell, rating, seen):
        return True
    # The waiting mark was overwritten. If the level that replaced it counts again, it is kept.
    waits = back is not None and cell.held != back.held and _is_ours(cell, seen)
    return waits and rating is not None and rating.level != cell.level


def _taken_back(cell: Cell, place: Path | str | None) -> Unsettled:
    where = arguments(cell.course_root, cell.assignment, place)
    sentence = (
        f"{cell.learner}: the mark for {cell.criterion} of {cell.assignment} was taken back, but the "
        f"gradebook still says {cell.level}. Run kit marks to-gradebook {where} to correct it."
    )
    return Unsettled(cell.learner, cell.assignment, sentence)


def rating_counts(rating: Rating, cell: Cell, seen: int | None) -> bool:
    """Return whether a primary rating counts instead of the gradebook's level.

    ``seen`` is the level that the ratings last saw there.
    """
    if cell.level is not None and cell.level == rating.level:
        return True
    if cell.odd is not None or of_earlier_text(cell.text, rating):
        return False
    return cell.level is None or cell.level == seen


def of_earlier_text(text: Response | None, rating: Rating) -> bool:
    """Return whether a rating is of a different text from the one that was autograded."""
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


def _differs(mark: Mark, cell: Cell | None, place: Path | str | None) -> list[Unsettled]:
    if cell is None or cell.level is None or cell.level == mark["level"]:
        return []
    where = arguments(cell.course_root, cell.assignment, place)
    sentence = (
        f"{cell.learner}: {cell.criterion} of {cell.assignment} is {cell.level} in the gradebook, but the "
        f"level that counts is {mark['level']}. Run kit marks to-gradebook {where} to write {mark['level']} "
        f"there. To make the gradebook's {cell.level} count, run kit marks from-gradebook {where} --counts "
        "instead."
    )
    return [Unsettled(cell.learner, cell.assignment, sentence)]
