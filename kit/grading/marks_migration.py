"""Give a class of an earlier version its marks in the gradebook, once.

Earlier versions kept marks in two places. Ratings that were not delivered are written into the gradebook, and
what was left there as it is stays so. ``marks_migrated.csv`` has a row for each mark that differed, and
``gradebook_before.db`` is the gradebook as it was.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from kit.classroom.settings import name_first_marker, read_settings
from kit.files import replacing
from kit.grading.gradebook import UNNAMED
from kit.grading.gradebook_opening import open_gradebook, url_of
from kit.grading.gradebook_record import Cell, Held, cells_of, of_earlier_text
from kit.model import Content, NotFound, Rating
from kit.ratings import Ratings
from kit.ratings.before_gradebook import Before, note_migrated, read_before
from kit.ratings.tables import Key, key_of
from kit.spreadsheet import write_csv
from kit.terminal import say

TABLE, COPY = "marks_migrated.csv", "gradebook_before.db"
_COLUMNS = ("assignment", "learner", "criterion", "gradebook", "ratings", "mark", "why")


def migrate_marks(
    course_root: Path, ratings: Ratings, content: Content, gradebook_url: str | None = None
) -> None:
    """Migrate a class's marks unless that was done. Stopped at any moment, the next call finishes it.

    Raises `GradebookFault` if another program is using the gradebook; nothing is changed then.
    """
    before = read_before(ratings.database)
    if before is None:
        return
    primary = {key_of(one): one for one in ratings.ratings() if one.primary}
    graded = {one.graded: one.id for one in content.assignments if one.graded}
    raters = Counter(one.rater for key, one in primary.items() if key[1] in graded and one.rater != UNNAMED)
    if raters and read_settings(course_root).first_marker is None:
        name_first_marker(course_root, raters.most_common(1)[0][0])
    file = course_root / "gradebook.db"
    if gradebook_url is not None or file.is_file():
        url, copy = url_of(course_root, gradebook_url), course_root / COPY
        if gradebook_url is None and not copy.exists():
            with replacing(copy) as (new,):
                shutil.copyfile(file, new)
                new.chmod(0o600)
        # After a kill, the copy still says what each mark was, so the table is complete.
        was = _cells(f"sqlite:///{copy.resolve()}" if copy.exists() else url, course_root, graded.values())
        plan = {
            key: found for key, cell in was.items() if (found := _planned(cell, primary.get(key), before))
        }
        levels = {key: one.level for key, one in primary.items()}
        rows = [
            [cell.assignment, cell.learner, cell.criterion, cell.shown, levels.get(key), mark, why]
            for key, (new_mark, why) in plan.items()
            for cell, mark in [(was[key], cell_after(was[key], new_mark))]
        ]
        if rows:
            write_csv(course_root / TABLE, _COLUMNS, rows, mode=0o600)
        with open_gradebook(url) as gradebook:
            for cell in _all(gradebook, course_root, graded.values()):
                new_mark = plan[cell.key][0] if cell.key in plan else None
                if new_mark is not None and cell.held == was[cell.key].held:
                    cell.put(new_mark)
            gradebook.db.commit()
        if rows:
            say(
                f"kit: marks are kept in the gradebook alone from now on. {course_root / TABLE} says what "
                f"became of {len(rows)} that differed from the ratings; {COPY} is the gradebook as it was.",
                err=True,
            )
    note_migrated(ratings.database)


def cell_after(cell: Cell, mark: Held | int | None) -> str:
    """Return a mark as a marker reads it after the migration."""
    if mark is None:
        return cell.shown or ""
    if isinstance(mark, Held):
        return "" if mark.needs_mark or mark.score is None else f"{mark.score:g}"
    return str(mark)


def _planned(cell: Cell, rating: Rating | None, before: Before) -> tuple[Held | int | None, str] | None:
    """Return the new mark, or ``None`` to leave it, and the reason; nothing if the two didn't differ."""
    seen, back = before.seen.get(cell.key), before.put_back.get(cell.key)
    ours = cell.level is not None and cell.level == seen
    if back is not None and ours and not (rating is not None and rating.level == cell.level):
        return Held(*back), "the level that had replaced this mark was undone"
    if rating is None or rating.level is None:
        return (Held(None, None, True), "the level was undone") if ours else None
    if cell.level == rating.level:
        return None
    if of_earlier_text(cell.text, rating):
        return None if cell.shown is None else (None, "the rating is of another text")
    if cell.odd is not None:
        return None, "the gradebook's mark is not a level"
    if cell.level is None or ours:
        return rating.level, "the rating was not delivered yet"
    return None, "changed in the gradebook"


def _cells(url: str, course_root: Path, assignments: Collection[str]) -> dict[Key, Cell]:
    with open_gradebook(url) as gradebook:
        return {cell.key: cell for cell in _all(gradebook, course_root, assignments)}


def _all(gradebook: Any, course_root: Path, assignments: Collection[str]) -> list[Cell]:
    found: list[Cell] = []
    for assignment in assignments:
        with suppress(NotFound):
            found += cells_of(gradebook, course_root, assignment)
    return found
