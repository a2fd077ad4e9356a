"""Give and take back one rater's levels, and find the state of each criterion of a text for that rater.

A level is on disk in `kit.ratings` before these methods return, and the first marker's in the gradebook.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ulid import ULID

from kit.grading.counting import giver, givers_of
from kit.grading.gradebook import BESIDE, Gradebook
from kit.grading.gradebook_record import Cell, Held
from kit.model import Rating
from kit.ratings import Ratings
from kit.ratings.tables import counting, latest

_TAKEN_BACK = "Taken back by its rater."
_BY_ITSELF = (
    *(BESIDE, _TAKEN_BACK),
    # Of earlier versions.
    *("Changed at the desk.", "The learner revised the text.", "Changed in the gradebook."),
)


def written(rating: Rating) -> str | None:
    """Return the reason that a marker wrote, or ``None`` if the kit added the reason automatically."""
    return None if rating.reason in _BY_ITSELF else rating.reason


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
    """The gradebook's level; ``None`` if it has none, or for a blind rater."""
    gradebook: str | None
    """The gradebook's mark, if it isn't a level or no rating here gave it; ``None`` for a blind rater."""
    reason: str | None
    open: bool
    """Whether the criterion is waiting for this rater's level."""


class Given(NamedTuple):
    """A step that can be undone: a level, and the state before it."""

    learner: str
    criterion: str
    rating: Rating
    before: Rating | None
    """The rater's own latest rating before, of this text or an earlier one."""
    held: Held | None
    """The gradebook's mark before, if this level was written there."""


class Marks:
    """The levels that one rater gives to one item's texts. With a ``gradebook``, they are the marks."""

    def __init__(
        self,
        ratings: Ratings,
        item: str,
        rater: str,
        *,
        blind: bool = False,
        gradebook: Gradebook | None = None,
    ) -> None:
        self.ratings = ratings
        self.item = item
        self.rater = rater
        self.blind = blind
        self.gradebook = gradebook
        self.criteria = ratings.criteria[item]
        self.given: list[Given] = []

    def standing(
        self, revision: str | None, kept: Iterable[Rating], cells: Mapping[str, Cell]
    ) -> dict[str, Standing]:
        """Return the state of each criterion of a learner's text.

        ``kept`` holds the ratings of the learner's text in the order they were saved, and ``cells`` the
        gradebook's marks by criterion.
        """
        kept = list(kept)
        own = {one.criterion: one for one in latest(kept) if one.rater == self.rater}
        first = {one.criterion: one for one in counting(kept).values()}
        givers = givers_of(kept)
        found = {}
        for criterion in self.criteria:
            mine, theirs, cell = own.get(criterion), first.get(criterion), cells.get(criterion)
            now = mine if mine is not None and mine.revision == revision else None
            before = None if mine is None or now is not None else mine.level
            own_level = None if now is None else now.level
            marked = cell is not None and cell.level is not None
            counts, changed = None, None
            if not self.blind:
                if cell is not None and cell.level is not None:
                    by = giver(givers, cell)
                    counts = Counts(cell.level, None if by is None else by.rater)
                    changed = str(cell.level) if by is None else None
                elif cell is not None:
                    changed = cell.odd
                if counts is None and before is None and theirs and theirs.revision != revision:
                    before = theirs.level
            waits = not marked if self.gradebook else own_level is None and (self.blind or not marked)
            found[criterion] = Standing(
                own=own_level,
                earlier=before,
                counts=counts,
                gradebook=changed,
                reason=None if now is None else written(now),
                open=waits,
            )
        return found

    def give(
        self,
        learner: str,
        criterion: str,
        level: int,
        revision: str | None,
        reason: str | None = None,
        *,
        shown: Held | None = None,
    ) -> None:
        """Save a level, which is on disk when this returns: with every rating, and as the mark.

        Giving the same level again saves nothing, unless it has a ``reason`` or isn't the mark. ``shown`` is
        the mark that the rater saw; another one is not overwritten.
        """
        kept = [one for one in self.ratings.ratings(self.item, learner) if one.criterion == criterion]
        before = next((one for one in reversed(kept) if one.rater == self.rater), None)
        same = before is not None and (before.level, before.revision) == (level, revision)
        with self._mark(learner, criterion, shown) as cell:
            if same and reason is None and (cell is None or cell.level == level):
                return
            held = None if cell is None else cell.held
            if cell is not None:
                cell.put(level)
            theirs = next(iter(counting(kept).values()), None)
            seen = theirs is not None and theirs.rater != self.rater and theirs.revision == revision
            rating = Rating(
                rater=self.rater,
                learner=learner,
                item=self.item,
                criterion=criterion,
                level=level,
                at=datetime.now(UTC),
                revision=revision,
                reason=reason or (BESIDE if seen and not self.blind else None),
            )
            # The rating first: killed in between, the mark is still open, and the level is given again.
            self.ratings.record([rating])
        self.given.append(Given(learner, criterion, rating, before, held))

    def undo(self) -> Given | None:
        """Undo the last step of this sitting and return it, or ``None`` if no step is left.

        This restores the rater's level before it, or none, and the gradebook's mark, unless somebody changed
        it there.
        """
        if not self.given:
            return None
        last = self.given[-1]
        again: dict[str, Any] = {"level": None, "reason": _TAKEN_BACK, "at": datetime.now(UTC)}
        if last.before is not None and last.before.level is not None:
            again = last.before.model_dump()
        with self._mark(last.learner, last.criterion, None) as cell:
            if cell is not None and last.held is not None and cell.level == last.rating.level:
                cell.put(last.held)
            self.ratings.record([last.rating.model_copy(update={**again, "id": str(ULID())})])
        self.given.pop()
        return last

    @contextmanager
    def _mark(self, learner: str, criterion: str, shown: Held | None) -> Iterator[Cell | None]:
        if self.gradebook is None:
            yield None
            return
        with self.gradebook.changing(learner, criterion, shown) as cell:
            yield cell
