"""Ratings that count into nbgrader's gradebook, and marks given there back into ratings.

Where the two differ, what they last agreed on tells which of them was changed since; nothing that a
person decided is overwritten unseen. Only `nbgrader.api.Gradebook`, never raw SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kit.grading.gradebook_cells import Cell, cells_of, item_of, url_of
from kit.model import Rating, Response
from kit.ratings import Ratings
from kit.ratings.agreed import agree, last_agreed

_CHANGED = "Changed in the gradebook."
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of it."""

    written: int
    unchanged: int
    left: tuple[str, ...]
    """A sentence for each mark that was left as it is."""


def to_gradebook(
    ratings: Ratings, course_root: Path, assignment: str, *, gradebook_url: str | None = None
) -> Moved:
    """Write the ratings that count into the gradebook, in one commit; again, and nothing changes.

    A mark stays as it is, and is named, where it was changed in the gradebook since both agreed (take
    it over with `from_gradebook`), and where the rating is of another text than the one that was autograded.

    Parameters
    ----------
    ratings
        An open database of ratings.
    course_root
        The folder with ``nbgrader_config.py``, ``gradebook.db`` and ``submitted/``.
    gradebook_url
        Where the gradebook is, if it is elsewhere.

    Raises
    ------
    NotFound
        There is no such gradebook, or nothing of the assignment in it.
    KitError
        The assignment is not graded.
    """
    from nbgrader.api import Gradebook

    item = item_of(assignment)
    primary, agreed = _primary(ratings, item), last_agreed(ratings.database, item)
    both: dict[tuple[str, str], int] = {}
    left: list[str] = []
    written = unchanged = 0
    with Gradebook(url_of(course_root, gradebook_url)) as gb:
        cells = list(cells_of(gb, course_root, assignment, item, ratings.criteria[item]))
        for cell in cells:
            rating = primary.get(cell.key)
            if rating is None or rating.level is None:
                continue
            why = _why_left(cell, rating, agreed.get(cell.key), assignment)
            if why is not None:
                left.append(why)
                continue
            both[cell.key] = rating.level
            if cell.level == rating.level:
                unchanged += 1
                continue
            cell.grade.manual_score = float(rating.level)
            cell.grade.needs_manual_grade = False
            written += 1
        if written:
            gb.db.commit()
    agree(ratings.database, item, both)
    return Moved(written, unchanged, (*left, *_not_handed_in(primary, cells, assignment)))


def from_gradebook(
    ratings: Ratings,
    course_root: Path,
    assignment: str,
    *,
    rater: str = "gradebook",
    gradebook_url: str | None = None,
) -> Moved:
    """Keep marks given in the gradebook as ratings; again, and nothing changes.

    A mark that differs from the rating that counts takes its place, with the reason that it was changed
    in the gradebook; unless it is the ratings that moved since both agreed.

    Parameters
    ----------
    rater
        Who marked there; nbgrader does not know.

    Raises
    ------
    NotFound
        There is no such gradebook, or nothing of the assignment in it.
    KitError
        The assignment is not graded.
    """
    from nbgrader.api import Gradebook

    item = item_of(assignment)
    primary, agreed = _primary(ratings, item), last_agreed(ratings.database, item)
    both: dict[tuple[str, str], int] = {}
    left: list[str] = []
    new: list[Rating] = []
    unchanged = 0
    now = datetime.now(UTC)
    with Gradebook(url_of(course_root, gradebook_url)) as gb:
        for cell in cells_of(gb, course_root, assignment, item, ratings.criteria[item]):
            counts = primary.get(cell.key)
            if cell.odd is not None:
                left.append(
                    f"{cell.learner}: {cell.odd:g} for {cell.criterion} of {assignment} is no level; "
                    "give 0, 1, 2 or 3 in the gradebook."
                )
            elif cell.level is not None:
                if counts is not None and counts.level != cell.level and agreed.get(cell.key) == cell.level:
                    unchanged += 1
                    continue
                both[cell.key] = cell.level
                if counts is not None and counts.level == cell.level:
                    unchanged += 1
                    continue
                new.append(
                    Rating(
                        rater=rater,
                        learner=cell.learner,
                        item=item,
                        criterion=cell.criterion,
                        level=cell.level,
                        at=now,
                        revision=cell.text.id if cell.text else None,
                        primary=True,
                        reason=None if counts is None else _CHANGED,
                    )
                )
    ratings.record(new)
    agree(ratings.database, item, both)
    return Moved(len(new), unchanged, tuple(left))


def _primary(ratings: Ratings, item: str) -> dict[tuple[str, str], Rating]:
    """The ratings that count, by learner and criterion."""
    return {(one.learner, one.criterion): one for one in ratings.ratings(item=item, primary=True)}


def _why_left(cell: Cell, rating: Rating, agreed: int | None, assignment: str) -> str | None:
    where = f"{cell.learner}: {cell.criterion} of {assignment}"
    if cell.text is not None and _newer(cell.text, rating):
        return f"{where}: the rating is of another text than the gradebook's; autograde it or rate it again."
    stands = cell.odd if cell.odd is not None else cell.level
    if stands is None or stands in (rating.level, agreed):
        return None
    return (
        f"{where} is {stands:g} in the gradebook and {rating.level} in the ratings; keep "
        "the gradebook's with kit marks from-gradebook, or set it right there."
    )


def _newer(text: Response, rating: Rating) -> bool:
    if rating.revision is not None:
        return rating.revision != text.id
    return text.at > rating.at


def _not_handed_in(primary: Iterable[tuple[str, str]], cells: Iterable[Cell], assignment: str) -> list[str]:
    away = sorted({learner for learner, _ in primary} - {cell.learner for cell in cells})
    if not away:
        return []
    names = ", ".join(away[:_NAMED]) + (f" and {len(away) - _NAMED} more" if len(away) > _NAMED else "")
    return [f"{names}: rated, and not in the gradebook; collect and autograde {assignment} first."]
