"""Give and take back one rater's levels, and find the state of each criterion of a text for that rater.

A level is on disk in `kit.ratings` before these methods return. `kit.desk.delivery` writes the gradebook.
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
    """Return the reason that a marker wrote, or ``None`` if the kit added the reason automatically."""
    by_itself = (CHANGED, NEWER, BESIDE, CHANGED_THERE, TAKEN_BACK)
    return None if rating.reason in by_itself else rating.reason


class Counts(NamedTuple):
    """The level that counts, and who gave it.

    ``rater`` is ``None`` for a gradebook level that nobody claims.
    """

    level: int
    rater: str | None


class Standing(NamedTuple):
    """The state of one criterion of one text, for one rater."""

    own: int | None
    """The rater's own level for the current text."""
    earlier: int | None
    """The level for an earlier version of the text, if the current one has none."""
    counts: Counts | None
    """The level that counts; ``None`` if none does yet, or for a blind rater."""
    gradebook: str | None
    """The gradebook's mark, if no rating of the current text accounts for it; ``None`` for a blind rater."""
    reason: str | None

    @property
    def open(self) -> bool:
        """Whether no level counts and the criterion is waiting for this rater.

        It waits for a level, or for a decision about a gradebook mark that isn't a level.
        """
        return self.counts is None and (self.own is None or self.gradebook is not None)


class Stood(NamedTuple):
    """The gradebook's mark for a criterion at the time when a level was given."""

    cell: Cell
    seen: int | None
    """The gradebook's level as the ratings knew it."""


class Given(NamedTuple):
    """A step that can be undone: a level, and the state before it."""

    learner: str
    criterion: str
    rating: Rating
    before: Rating | None
    """The rater's own latest rating before, of this text or an earlier one."""
    counted: Rating | None
    stood: Stood | None
    """``None`` if the gradebook has not been read since the step before."""


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
        """Return the state of each criterion of a learner's text.

        ``kept`` holds the ratings of the learner's text in the order they were saved, ``cells`` the
        gradebook's marks by criterion, and ``seen`` the gradebook's levels as the ratings know them.
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
        """Return the level that counts, and the gradebook's mark if the rating doesn't account for it."""
        of_now = rating if rating is not None and rating.revision == revision else None
        if of_now is None or of_now.level is None:
            if cell is None or cell.shown is None:
                return None, None
            counts = None if cell.level is None else Counts(cell.level, None)
            # No rating accounts for this mark, so show it as the gradebook has it.
            return counts, cell.shown
        if cell is None or cell.shown is None or rating_counts(of_now, cell, seen):
            return Counts(of_now.level, None if of_now.rater == UNNAMED else of_now.rater), None
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
        """Save a level, which is on disk when this returns.

        Giving the same level again saves nothing, unless it is ``anew`` or has a ``reason``, or nobody claims
        the level that counts. A level counts if none counts for this text yet, or if the one that counts is
        the rater's own, of an earlier text, or claimed by nobody. Otherwise another rater's level continues
        to count. ``stood`` is for `undo`.
        """
        kept = [one for one in self.ratings.ratings(self.item, learner) if one.criterion == criterion]
        before = next((one for one in reversed(kept) if one.rater == self.rater), None)
        counting = next((one for one in kept if one.primary), None)
        same = before is not None and (before.level, before.revision) == (level, revision)
        unclaimed = counting is not None and counting.rater == UNNAMED
        if before is not None and same and reason is None and not anew and not unclaimed:
            return before
        # Adding a reason to a level doesn't make it count instead of one that nobody claims.
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
        """Undo the last step of this sitting and return it, or ``None`` if no step is left.

        This restores the rater's level before it, or none, and the level that counted. The gradebook gets its
        earlier mark back with the next write (`kit.grading.putting_back`).
        """
        if not self.given:
            return None
        last = self.given[-1]
        back = None if last.stood is None else PutBack(last.stood.cell.held, last.stood.seen)
        self.ratings.take_back(last.rating, last.before, last.counted, back)
        self.given.pop()
        return last
