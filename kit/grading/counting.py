"""Find the mark that counts for each criterion of each text, who gave it, and when.

All callers get marks here. The marks of graded texts are those in nbgrader's gradebook. `kit.ratings` keeps
every level of every marker, and only it has the marks of the stories.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypedDict

from kit.content import compiled
from kit.grading.gradebook_record import Cell, GradebookRecord, of_earlier_text, read_gradebook
from kit.grading.markable import markable, of_markable
from kit.model import Content, Rating
from kit.ratings import open_ratings
from kit.ratings.database import FILE
from kit.ratings.tables import Key, counting, key_of, latest


class Mark(TypedDict):
    """The level that counts for one criterion of one text."""

    learner: str
    item: str
    criterion: str
    level: int
    rater: str | None
    """``None`` if the mark was typed into nbgrader, which doesn't know by whom."""
    at: datetime | None


class CountingMarks(NamedTuple):
    """The marks of one course."""

    marks: tuple[Mark, ...]
    ratings: tuple[Rating, ...]
    """Every rating of a text that counts, by every rater, in the order they were saved."""
    gradebook: GradebookRecord


def marks_that_count(
    course_root: Path, ratings: Path | str | None = None, content: Content | None = None
) -> CountingMarks:
    """Read the marks that count in a course.

    A learner who handed in nothing, or whose work isn't marked yet, has no mark; missing work never counts as
    zero. Marks of a hand-in that isn't `markable` don't count either.

    ``ratings`` is a file or an SQLAlchemy URL; by default ``ratings.db`` in the course root, if it exists.
    Raises `GradebookFault` if another program is using the gradebook or the file isn't one, and `KitError` if
    the ratings don't exist or can't be read.
    """
    content = content or compiled()
    kept: list[Rating] = []
    if ratings is not None or (course_root / FILE).is_file():
        with open_ratings(course_root if ratings is None else ratings, content, create=False) as store:
            kept = store.ratings()
    gradebook = read_gradebook(course_root, content.assignments)
    is_markable = markable(course_root)
    kept = of_markable(is_markable, kept)
    # The ratings count for the stories, and for an assignment that isn't in the gradebook here.
    there = {cell.item for cell in gradebook.cells}
    givers = givers_of(kept)
    marks = [
        _mark(cell.key, cell.level, giver(givers, cell))
        for cell in gradebook.cells
        if cell.level is not None and is_markable(cell.learner, cell.assignment)
    ]
    marks += [
        _mark(key, one.level, one)
        for key, one in counting(kept).items()
        if one.level is not None and one.item not in there
    ]
    return CountingMarks(tuple(marks), tuple(kept), gradebook)


def givers_of(ratings: Iterable[Rating]) -> dict[tuple[Key, int | None], Rating]:
    """Return, by criterion of a text and level, its rating: the one that counts, or the last."""
    kept = list(ratings)
    return {(key_of(one), one.level): one for one in (*latest(kept), *counting(kept).values())}


def giver(givers: Mapping[tuple[Key, int | None], Rating], cell: Cell) -> Rating | None:
    """Return the rating that gave a gradebook's level, or ``None`` if nobody here did."""
    found = givers.get((cell.key, cell.level))
    return None if found is None or of_earlier_text(cell.text, found) else found


def _mark(key: Key, level: int, rating: Rating | None) -> Mark:
    rater, at = (None, None) if rating is None else (rating.rater, rating.at)
    return Mark(learner=key[0], item=key[1], criterion=key[2], level=level, rater=rater, at=at)
