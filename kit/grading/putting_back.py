"""Restore gradebook marks after a rater takes back the level that replaced them."""

from __future__ import annotations

from pathlib import Path

from kit.grading.gradebook_opening import open_gradebook, url_of
from kit.grading.gradebook_record import cells_of, item_of
from kit.ratings import Ratings
from kit.ratings.putting_back import Held, done, waiting
from kit.ratings.tables import Key


def put_back(
    ratings: Ratings,
    course_root: Path,
    assignment: str,
    learner: str | None = None,
    gradebook_url: str | None = None,
) -> dict[Key, Held]:
    """Restore the waiting marks (`kit.ratings.putting_back`) and the levels that the ratings knew there then.

    Returns what the gradebook held before, for each mark that changed. A mark that somebody has changed there
    since then is left alone. If the process is killed partway, the next call finishes the work. Raises the
    same errors as `kit.grading.gradebook.to_gradebook`.
    """
    item = item_of(assignment)
    some = waiting(ratings.database, item, learner)
    if not some:
        return {}
    seen = ratings.seen_in_gradebook(learner)
    back: dict[Key, int | None] = {}
    replaced: dict[Key, Held] = {}
    with open_gradebook(url_of(course_root, gradebook_url)) as gb:
        cells = {cell.key: cell for cell in cells_of(gb, course_root, assignment, learner)}
        for one in some:
            cell = cells.get(one.key)
            if cell is None:
                continue
            held, grade = one.back.held, cell.grade
            if cell.held != held:
                # Replace only a level that the ratings wrote there.
                if cell.level is None or cell.level != seen.get(one.key):
                    continue
                grade.manual_score, grade.extra_credit = held.score, held.extra
                grade.needs_manual_grade = held.needs_mark
                replaced.setdefault(one.key, cell.held)
            back[one.key] = one.back.seen
        gb.db.commit()
    known = {key: level for key, level in back.items() if level is not None}
    ratings.note_seen(known, forget=[key for key in back if key not in known])
    done(ratings.database, some)
    return replaced
