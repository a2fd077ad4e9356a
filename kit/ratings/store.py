"""Save and find ratings, decide between raters, and find where they differ. Every rating is kept.

Nothing here knows about sheets, nbgrader or agreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from kit.content import compiled
from kit.model import Content, NotFound, Rating
from kit.ratings.database import Database, RatingFault
from kit.ratings.tables import FIELDS, Key, counting, decision, key_of, latest, primary_change
from kit.ratings.tables import rating as table

_UNDONE = "The decision was taken back."


class Ratings:
    """A database of ratings. A refused change raises `kit.model.KitError`, and nothing is written."""

    def __init__(self, database: Database, content: Content) -> None:
        self.database = database
        self._content = content

    @cached_property
    def criteria(self) -> dict[str, tuple[str, ...]]:
        """The criteria of every item that raters mark: graded items and vignettes."""
        rubric = self._content.rubric
        found: dict[str, tuple[str, ...]] = {}
        for case in self._content.cases.values():
            marked = {one.graded: one.rubric for one in case.items.assignments if one.graded}
            found |= {item: tuple(c.id for c in rubric.criteria_of(kind)) for item, kind in marked.items()}
            found |= dict.fromkeys((form.id for form in case.vignettes), tuple(c.id for c in rubric.criteria))
        return found

    def __enter__(self) -> Ratings:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def record(self, ratings: Iterable[Rating]) -> None:
        """Save ratings, all or none. Which of them counts is a matter of `kit.ratings.tables.counting`."""
        rows = [{**one.model_dump(), "primary": False} for one in ratings]
        if rows:
            with self.database.writing() as connection:
                connection.execute(insert(table), rows)

    def ratings(
        self, item: str | None = None, learner: str | None = None, rater: str | None = None
    ) -> list[Rating]:
        """Return ratings in the order they were saved, filtered by the arguments given."""
        wanted = {"item": item, "learner": learner, "rater": rater}
        with self.database.reading() as connection:
            return _kept(connection, **{name: value for name, value in wanted.items() if value is not None})

    def settle(self, rating: Rating, reason: str, by: str) -> int:
        """Decide that the marker of a rating counts, and record the reason and who decided.

        Returns the decision's number, which `unsettle` needs to take it back.
        """
        if not reason.strip():
            raise RatingFault("a reason is needed to make another rating count; write one.")
        learner, item, criterion = key_of(rating)
        with self.database.writing() as connection:
            kept = _kept(connection, learner=learner, item=item, criterion=criterion)
            chosen = next((one for one in kept if one.id == rating.id and one.level is not None), None)
            if chosen is None:
                raise RatingFault(f"{rating.rater} gave {criterion} in {item} no level that could count.")
            earlier = counting(kept)[key_of(chosen)].id
            return _decide(connection, chosen, earlier, chosen.id, by, reason.strip(), None)

    def unsettle(self, number: int, by: str) -> None:
        """Take a decision back, so that the marker before it counts again, and record that too."""
        with self.database.writing() as connection:
            row = connection.execute(select(decision).filter_by(number=number, undoes=None)).one_or_none()
            if row is None:
                raise NotFound("this decision no longer exists; open the differences again.")
            (before,) = _kept(connection, id=row.earlier)
            _decide(connection, before, row.rating, before.id, by, _UNDONE, number)

    def settled(self) -> dict[Key, datetime]:
        """Return when somebody last decided between raters, by learner, item and criterion."""
        old = primary_change.c
        with self.database.reading() as connection:
            rows = [*connection.execute(select(primary_change).where(old.earlier == old.rating))]
            decisions = connection.execute(select(decision).order_by(decision.c.number)).all()
        undone = {row.undoes for row in decisions}
        rows += [row for row in decisions if row.undoes is None and row.number not in undone]
        return {(row.learner, row.item, row.criterion): row.at for row in rows}


def _kept(connection: Connection, **wanted: str) -> list[Rating]:
    rows = connection.execute(select(*FIELDS).filter_by(**wanted).order_by(table.c.number))
    return [Rating(**row._mapping) for row in rows]


def _decide(
    connection: Connection, of: Rating, earlier: str, chosen: str, by: str, reason: str, undoes: int | None
) -> int:
    key = dict(zip(("learner", "item", "criterion"), key_of(of), strict=True))
    connection.execute(update(table).filter_by(**key).values(primary=False))
    connection.execute(update(table).filter_by(id=chosen).values(primary=True))
    row = {"earlier": earlier, "rating": chosen, "by": by, "reason": reason, "undoes": undoes}
    done = connection.execute(insert(decision).values(**key, **row, at=datetime.now(UTC)))
    (number,) = done.inserted_primary_key or (0,)
    return int(number)


def open_ratings(place: Path | str, content: Content | None = None, *, create: bool = True) -> Ratings:
    """Open a database of ratings: a file, a folder's ``ratings.db``, or ``postgresql://user@host/name``.

    Examples
    --------
    >>> import tempfile
    >>> from datetime import UTC, datetime
    >>> given = {"rater": "ana", "learner": "amy", "item": "vignette.a", "criterion": "event", "level": 2}
    >>> with tempfile.TemporaryDirectory() as folder, open_ratings(folder) as store:
    ...     store.record([Rating(**given, at=datetime(2026, 11, 25, 10, tzinfo=UTC))])
    ...     [one.level for one in store.ratings(item="vignette.a")]
    [2]
    """
    return Ratings(Database(place, create=create), content or compiled())


class Difference(NamedTuple):
    """One criterion of one text for which raters gave different levels."""

    learner: str
    item: str
    criterion: str
    ratings: tuple[Rating, ...]
    """Each rater's latest rating, in the order in which the raters first gave one."""

    @property
    def apart(self) -> int:
        """The highest level minus the lowest."""
        levels = [rating.level for rating in self.ratings if rating.level is not None]
        return max(levels) - min(levels)


def differences(
    ratings: Iterable[Rating], settled: Mapping[Key, datetime] | None = None, *, at_least: int = 1
) -> list[Difference]:
    """Return every criterion of a text on which raters are ``at_least`` levels apart, largest gap first.

    Parameters
    ----------
    ratings
        The ratings in the order they were saved. A rating without a level is never a difference, and levels
        of an earlier text are not compared with those of its revision.
    settled
        When somebody last decided (`kit.ratings.Ratings.settled`). A criterion that was decided after its
        latest rating is left out.
    at_least
        The smallest difference to return, in levels.

    Returns
    -------
    list of Difference
        One for each criterion of each text.
    """
    kept = list(ratings)
    revision = {key_of(one): one.revision for one in kept if one.level is not None}
    together: dict[Key, list[Rating]] = {}
    for one in latest(kept):
        if one.level is not None and one.revision in (None, revision[key_of(one)] or one.revision):
            together.setdefault(key_of(one), []).append(one)
    settled = settled or {}
    found = [Difference(*key, tuple(some)) for key, some in together.items()]
    apart = [
        one
        for one in found
        if one.apart >= max(1, at_least)
        and not (one[:3] in settled and settled[one[:3]] >= max(r.at for r in one.ratings))
    ]
    return sorted(apart, key=lambda one: -one.apart)
