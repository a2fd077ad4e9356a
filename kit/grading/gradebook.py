"""Write the ratings that count into nbgrader's gradebook, and keep marks given there as ratings.

A person's decision is overwritten only if somebody has seen it. All access is through
`nbgrader.api.Gradebook`, never raw SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from kit.grading.counting import is_taken_back, of_earlier_text, rating_counts
from kit.grading.gradebook_opening import open_gradebook, url_of
from kit.grading.gradebook_record import Cell, cells_of, held_in, item_of
from kit.grading.left_as_is import Left, left_as_is, not_there, sentences
from kit.grading.putting_back import put_back
from kit.model import Rating
from kit.ratings import Ratings
from kit.ratings.putting_back import Held
from kit.ratings.tables import Key, key_of, latest

UNNAMED = "gradebook"
"""The rater's name for marks that nobody claims; nbgrader doesn't know who typed them."""
BESIDE = "Given in the gradebook, where the earlier mark could be seen."
"""The reason recorded for a rating that was not given blind."""
CHANGED_THERE = "Changed in the gradebook."
"""The reason recorded for a rating that counts because of a change in the gradebook."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many marks were written, and which were not. `to_gradebook` counts no mark twice."""

    written: int
    unchanged: int
    """Levels that needed no change.

    In `to_gradebook`, these are levels that count and were in the gradebook already. In `from_gradebook`,
    they are levels that the ratings had already, whether or not they count.
    """
    left: tuple[str, ...]
    """A sentence for each mark that was left unchanged."""
    differing: int = 0
    """Marks that differ from the rating that counts and don't replace it; they are also in another count."""
    of: tuple[Left, ...] = ()
    """The data behind the sentences of `to_gradebook`, for a caller that must not name a learner."""
    put_back: int = 0
    """Marks of the gradebook that were restored because the level that replaced them was taken back."""


def to_gradebook(
    ratings: Ratings,
    course_root: Path,
    assignment: str,
    *,
    learner: str | None = None,
    over: Mapping[Key, str | None] = MappingProxyType({}),
    gradebook_url: str | None = None,
) -> Moved:
    """Write the ratings that count into the gradebook, in one commit. A second call changes nothing.

    A mark is left unchanged and reported if it was changed in the gradebook since the ratings saw it
    (`from_gradebook` keeps it as a rating), or if the rating is of a different text from the autograded one.
    A marker who saw a changed mark can decide for the rating: ``over`` has the marks that they saw
    (`Cell.shown`), and only those are overwritten. A level that was taken back
    (`kit.ratings.Ratings.take_back`) is removed from the gradebook, too, and a mark that it replaced is
    restored. With ``learner``, all of this is done for that learner only.

    Raises `NotFound` if the gradebook or the assignment doesn't exist, and `KitError` if the assignment isn't
    graded or the gradebook is in use.
    """
    replaced = put_back(ratings, course_root, assignment, learner, gradebook_url)
    return _write(ratings, course_root, assignment, learner, over, gradebook_url, replaced)


def _write(
    ratings: Ratings,
    course_root: Path,
    assignment: str,
    learner: str | None,
    over: Mapping[Key, str | None],
    gradebook_url: str | None,
    replaced: Mapping[Key, Held],
) -> Moved:
    """Do the rest of `to_gradebook` after `put_back`; ``replaced`` is what the latter returned."""
    item = item_of(assignment)
    primary, seen = _primary(ratings, item, learner), ratings.seen_in_gradebook(learner)
    known: dict[Key, int] = {}
    taken_back: list[Key] = []
    left: list[Left] = []
    written: list[Key] = []
    stayed: list[Key] = []
    with open_gradebook(url_of(course_root, gradebook_url)) as gb:
        all_cells = cells_of(gb, course_root, assignment, learner)
        cells = [c for c in all_cells if c.criterion in ratings.criteria[item]]
        for cell in cells:
            rating = primary.get(cell.key)
            if rating is None or rating.level is None:
                if is_taken_back(cell, rating, seen.get(cell.key)):
                    cell.grade.manual_score, cell.grade.needs_manual_grade = None, True
                    taken_back.append(cell.key)
                continue
            decided = cell.shown is not None and over.get(cell.key) == cell.shown
            counts = rating_counts(rating, cell, seen.get(cell.key))
            if not counts and not (decided and not of_earlier_text(cell.text, rating)):
                left.append(left_as_is(cell, rating))
                continue
            known[cell.key] = rating.level
            if cell.level == rating.level:
                stayed.append(cell.key)
                continue
            cell.grade.manual_score = float(rating.level)
            cell.grade.extra_credit = None
            cell.grade.needs_manual_grade = False
            written.append(cell.key)
        # A mark that was restored and then overwritten may be the same as before.
        changed = {c.key for c in all_cells if held_in(c.grade) != replaced.get(c.key, c.held)}
        if written or taken_back:
            gb.db.commit()
    ratings.note_seen(known, forget=taken_back)
    left += not_there(primary.values(), {cell.learner for cell in cells}, assignment)
    return Moved(
        written=len(changed.intersection(written)),
        unchanged=len({*written, *stayed} - changed),
        left=sentences(left, course_root, ratings.database.place),
        of=tuple(left),
        put_back=len(changed.difference(written)),
    )


def take_over(
    ratings: Ratings, course_root: Path, assignment: str, *, gradebook_url: str | None = None
) -> Moved:
    """Do the same as `to_gradebook`, and overwrite changed marks, too: somebody decided for the ratings."""
    replaced = put_back(ratings, course_root, assignment, gradebook_url=gradebook_url)
    with open_gradebook(url_of(course_root, gradebook_url)) as gb:
        shown = {cell.key: cell.shown for cell in cells_of(gb, course_root, assignment)}
    over = {key: mark for key, mark in shown.items() if mark is not None}
    return _write(ratings, course_root, assignment, None, over, gradebook_url, replaced)


def from_gradebook(
    ratings: Ratings,
    course_root: Path,
    assignment: str,
    *,
    rater: str | None = None,
    counts: bool = False,
    gradebook_url: str | None = None,
) -> Moved:
    """Keep marks given in the gradebook as ratings. A second call changes nothing.

    ``rater`` is the person who marked there. All their levels are kept as theirs, also those equal to the
    ratings, so that agreement is counted over all of them. But their earlier level of the same text stays
    theirs if the gradebook's level was written by `to_gradebook` since and nobody has changed it there.
    Without ``rater``, only levels that the ratings don't know yet are kept.

    With ``counts``, a level that differs from the one that counts replaces it. Without it, the first level of
    a text counts, and a later one is kept in addition. In both cases, a correction replaces the level that it
    corrects: a change by the same rater, or by nobody named.

    Raises the same errors as `to_gradebook`.
    """
    item = item_of(assignment)
    replaced = put_back(ratings, course_root, assignment, gradebook_url=gradebook_url)
    primary, seen = _primary(ratings, item), ratings.seen_in_gradebook()
    name = rater or UNNAMED
    mine = {key_of(one): one for one in latest(ratings.ratings(item=item, rater=name))}
    known: dict[Key, int] = {}
    left: list[str] = []
    new: list[Rating] = []
    chosen: list[Rating] = []
    unchanged = differing = 0
    now = datetime.now(UTC)
    with open_gradebook(url_of(course_root, gradebook_url)) as gb:
        for cell in cells_of(gb, course_root, assignment):
            if cell.odd is not None:
                left.append(
                    f"{cell.learner}: {cell.odd} for {cell.criterion} of {assignment} is not a level; "
                    "give 0, 1, 2 or 3 in the gradebook."
                )
            if cell.level is None:
                continue
            known[cell.key] = cell.level
            first, own = primary.get(cell.key), mine.get(cell.key)
            new_text = first is not None and of_earlier_text(cell.text, first)
            differs = first is not None and (new_text or first.level != cell.level)
            # A rater's own correction has counted since it was typed; keeping it doesn't undo that.
            corrected = (
                first is not None
                and rater in (None, first.rater)
                and not rating_counts(first, cell, seen.get(cell.key))
            )
            takes_place = differs and (counts or new_text or corrected)
            differing += differs and not takes_place
            own_level = None if own is None or of_earlier_text(cell.text, own) else own.level
            if own is not None and own_level == cell.level:
                if takes_place:
                    chosen.append(own)
                else:
                    unchanged += 1
                continue
            known_level = first is not None and cell.level in (first.level, seen.get(cell.key))
            ours = own_level is not None and _wrote(cell, first, seen.get(cell.key))
            if (ours or (rater is None and known_level)) and not takes_place:
                unchanged += 1
                continue
            reason = None if first is None else CHANGED_THERE if takes_place else BESIDE
            new.append(
                Rating(
                    rater=name,
                    learner=cell.learner,
                    item=item,
                    criterion=cell.criterion,
                    level=cell.level,
                    at=now,
                    revision=cell.text.id if cell.text else None,
                    primary=takes_place,
                    reason=reason,
                )
            )
    ratings.record(new)
    for one in chosen:
        ratings.make_primary(one, CHANGED_THERE, name)
    ratings.note_seen(known)
    return Moved(len(new) + len(chosen), unchanged, tuple(left), differing, put_back=len(replaced))


def _wrote(cell: Cell, first: Rating | None, seen: int | None) -> bool:
    """Return whether a level is in the gradebook as the ratings left it, and not one that nobody claims.

    ``first`` is the rating that counts, and ``seen`` the level that the ratings last saw there.
    """
    return cell.level == seen and (first is None or first.rater != UNNAMED)


def _primary(ratings: Ratings, item: str, learner: str | None = None) -> dict[Key, Rating]:
    return {key_of(one): one for one in ratings.ratings(item=item, learner=learner, primary=True)}
