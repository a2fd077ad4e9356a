"""Levels given and taken back by one rater, and where each criterion of a text stands for them.

A level is on disk in `kit.ratings` before any of this returns; `kit.desk.delivery` writes the gradebook.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from kit.grading.counting import rating_counts
from kit.grading.gradebook import BESIDE, CHANGED_THERE, UNNAMED
from kit.grading.gradebook_record import Cell
from kit.model import Rating
from kit.ratings import Ratings
from kit.ratings.putting_back import PutBack
from kit.ratings.tables import latest
from kit.ratings.taking_back import TAKEN_BACK

CHANGED = "Changed at the desk."
NEWER = "The learner revised the text."


def written(rating: Rating) -> str | None:
    """The reason that a marker wrote; ``None`` where the desk or the gradebook noted one by itself."""
    by_itself = (CHANGED, NEWER, BESIDE, CHANGED_THERE, TAKEN_BACK)
    return None if rating.reason in by_itself else rating.reason


class Counts(NamedTuple):
    """The level that counts, and whose it is; ``None``: nbgrader does not know who typed it."""

    level: int
    rater: str | None


class Standing(NamedTuple):
    """One criterion of one text, for one rater."""

    own: int | None
    """The rater's own level for the text as it is now."""
    earlier: int | None
    """The level of an earlier version of the text, where the one of now has none."""
    counts: Counts | None
    """The level that counts; of a blind rater nothing is told."""
    gradebook: str | None
    """The mark in the gradebook, where it was changed there since."""
    reason: str | None

    @property
    def open(self) -> bool:
        """Whether the criterion waits for this rater; so does what has no level in the gradebook."""
        return self.counts is None and (self.own is None or self.gradebook is not None)


class Stood(NamedTuple):
    """What the gradebook held for a criterion when a level was given."""

    cell: Cell
    seen: int | None
    """Its level as the ratings knew it."""


class Given(NamedTuple):
    """A step that can be undone: a level, and what stood before it."""

    learner: str
    criterion: str
    rating: Rating
    before: Rating | None
    """The rater's own latest, of this text or an earlier one."""
    counted: Rating | None
    stood: Stood | None
    """``None`` where the gradebook was not read since the step before."""


class Marks:
    """The levels that one rater gives to one item's texts."""

    def __init__(self, ratings: Ratings, item: str, rater: str, *, blind: bool = False) -> None:
        self.ratings = ratings
        self.item = item
        self.rater = rater
        self.blind = blind
        self.criteria = ratings.criteria[item]
        self.given: list[Given] = []

    def standing(
        self,
        learner: str,
        revision: str | None,
        kept: Iterable[Rating],
        cells: Mapping[str, Cell],
        seen: Mapping[tuple[str, str, str], int],
    ) -> dict[str, Standing]:
        """Where each criterion of a learner's text stands.

        ``kept`` are the ratings of the learner's text in the order of keeping, ``cells`` the gradebook's
        marks by criterion, ``seen`` its levels as the ratings know them.
        """
        kept = list(kept)
        own = {one.criterion: one for one in latest(kept) if one.rater == self.rater}
        primary = {one.criterion: one for one in kept if one.primary}
        found = {}
        for criterion in self.criteria:
            mine, counting, cell = own.get(criterion), primary.get(criterion), cells.get(criterion)
            now = mine if mine is not None and mine.revision == revision else None
            before = None if mine is None or now is not None else mine.level
            counts, changed = None, None
            if not self.blind:
                key = (learner, self.item, criterion)
                counts, changed = self._counting(counting, cell, seen.get(key), revision)
                if counts is None and before is None and counting and counting.revision != revision:
                    before = counting.level
            found[criterion] = Standing(
                own=None if now is None else now.level,
                earlier=before,
                counts=counts,
                gradebook=changed,
                reason=None if now is None else written(now),
            )
        return found

    @staticmethod
    def _counting(
        rating: Rating | None, cell: Cell | None, seen: int | None, revision: str | None
    ) -> tuple[Counts | None, str | None]:
        """What counts, and the gradebook's mark where that was changed there since."""
        of_now = rating if rating is not None and rating.revision == revision else None
        if of_now is None or of_now.level is None:
            if cell is None or cell.shown is None:
                return None, None
            counts = None if cell.level is None else Counts(cell.level, None)
            # A mark of the gradebook that no rating knows is told as what it is.
            return counts, cell.shown
        if cell is None or cell.shown is None or rating_counts(of_now, cell, seen):
            return Counts(of_now.level, of_now.rater), None
        counts = None if cell.level is None else Counts(cell.level, None)
        return counts, cell.shown

    def give(
        self,
        learner: str,
        criterion: str,
        level: int,
        revision: str | None,
        reason: str | None = None,
        *,
        anew: bool = False,
        stood: Stood | None = None,
    ) -> Rating:
        """Keep a level; on disk when it returns. The same again, and nothing new is kept but ``anew``.

        It counts where none does for this text yet, where the one that counts is the rater's own or of an
        earlier text, and where nobody claims it. Another rater's goes on counting. ``stood`` is for `undo`.
        """
        kept = [one for one in self.ratings.ratings(self.item, learner) if one.criterion == criterion]
        before = next((one for one in reversed(kept) if one.rater == self.rater), None)
        counting = next((one for one in kept if one.primary), None)
        same = before is not None and (before.level, before.revision) == (level, revision)
        unclaimed = counting is not None and counting.rater == UNNAMED
        if before is not None and same and reason is None and not anew and not unclaimed:
            return before
        # Why somebody gave a level is no reason yet for it to count.
        takes_over = unclaimed and not (same and reason is not None)
        own = takes_over or (counting is not None and counting.rater == self.rater)
        newer = counting is not None and counting.revision != revision
        said = NEWER if newer else CHANGED if own else None if counting is None or self.blind else BESIDE
        rating = Rating(
            rater=self.rater,
            learner=learner,
            item=self.item,
            criterion=criterion,
            level=level,
            at=datetime.now(UTC),
            revision=revision,
            primary=own or newer,
            reason=reason or said,
        )
        (recorded,) = self.ratings.record(rating)
        self.given.append(Given(learner, criterion, recorded, before, counting, stood))
        return recorded

    def undo(self) -> Given | None:
        """Take back the last step of this sitting; ``None`` where there is none left.

        The level that stood before it stands again, or none does; so do what counted and, once it is written
        there (`kit.grading.putting_back`), what the gradebook held.
        """
        if not self.given:
            return None
        last = self.given[-1]
        back = None if last.stood is None else PutBack(last.stood.cell.held, last.stood.seen)
        self.ratings.take_back(last.rating, last.before, last.counted, back)
        self.given.pop()
        return last
