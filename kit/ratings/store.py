"""Save and find ratings, choose which one counts, and find where raters differ. Every rating is kept.

Nothing here knows about sheets, nbgrader or agreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, select

from kit.content import compiled
from kit.model import Content, PrimaryChange, Rating
from kit.ratings.database import Database
from kit.ratings.faults import RatingFault, check_criterion, criteria_of, in_one_sentence
from kit.ratings.settling import note_settled, settled, undo
from kit.ratings.tables import (
    FIELDS,
    Key,
    keep,
    key_of,
    latest,
    primary_change,
    primary_of,
    replace,
)
from kit.ratings.tables import rating as table
from kit.ratings.taking_back import take_back


class Ratings:
    """A database of ratings. A refused change raises `kit.model.KitError`, and nothing is written."""

    def __init__(self, database: Database, content: Content) -> None:
        self.database = database
        self._content = content

    @cached_property
    def criteria(self) -> dict[str, tuple[str, ...]]:
        """The criteria of every item that raters mark."""
        return criteria_of(self._content)

    def __enter__(self) -> Ratings:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def record(
        self, ratings: Rating | Mapping[str, Any] | Iterable[Rating | Mapping[str, Any]]
    ) -> list[Rating]:
        """Save ratings, all or none.

        Parameters
        ----------
        ratings
            One or many, each a rating or its fields by name. The first level of a (learner, item, criterion)
            becomes its primary. A later one does only with ``primary`` and a ``reason``.

        Returns
        -------
        list of Rating
            The ratings as saved, with ``primary`` as it is now. Recording one again (same ``id``) keeps one
            copy.

        Raises
        ------
        RatingFault
            One of them can't be saved; none was.
        """
        given = [ratings] if isinstance(ratings, Rating | Mapping) else ratings
        checked = [self._checked(r) for r in given]
        if not checked:
            return []
        with self.database.writing() as connection:
            return keep(connection, checked)

    def ratings(
        self,
        item: str | None = None,
        learner: str | None = None,
        primary: bool | None = None,
        rater: str | None = None,
    ) -> list[Rating]:
        """Return ratings in the order they were saved, filtered by the arguments given."""
        query = select(*FIELDS).order_by(table.c.number)
        wanted = {"item": item, "learner": learner, "primary": primary, "rater": rater}
        query = query.filter_by(**{name: value for name, value in wanted.items() if value is not None})
        with self.database.reading() as connection:
            return [Rating(**row._mapping) for row in connection.execute(query)]

    def make_primary(self, rating: Rating, reason: str, by: str) -> Rating:
        """Make one of `ratings` the primary one, and record the reason and who decided (`changes`)."""
        with self.database.writing() as connection:
            return _make_primary(connection, rating, reason, by)

    def settle(self, rating: Rating, reason: str, by: str) -> int:
        """Decide between raters who differ: `make_primary`, recorded even if the rating already counts.

        Returns the decision's number, which `unsettle` needs to take it back.
        """
        with self.database.writing() as connection:
            earlier = primary_of(connection, key_of(rating))
            chosen = _make_primary(connection, rating, reason, by)
            return note_settled(connection, key_of(chosen), earlier, chosen.id, by, reason.strip())

    def unsettle(self, decision: int, by: str) -> Key:
        """Take a decision back, so that the rating before it counts again, and record that too (`changes`).

        Returns the decision's key. Raises `RatingFault` if the decision was already taken back, if another
        rating counts by now, or if the rater of the earlier rating has given a newer one.
        """
        with self.database.writing() as connection:
            return undo(connection, decision, by)

    def take_back(
        self,
        rating: Rating,
        before: Rating | None = None,
        counted: Rating | None = None,
    ) -> Rating | None:
        """Take back a level, so that its rater's level before it is valid again, or none is.

        Parameters
        ----------
        rating
            The rating to take back, one of `ratings`. It is kept, and the rating that is valid from now on is
            saved after it.
        before
            The rater's latest rating before it, which may be of an earlier text.
        counted
            The rating that counted before it.

        Returns
        -------
        Rating or None
            The rating that now counts in its place: that of ``counted``'s rater, or else the first that
            another rater gave the same text. ``None`` if there is neither, or if another rater's rating
            counts.

        Raises
        ------
        RatingFault
            The rating was never recorded.
        """
        with self.database.writing() as connection:
            return take_back(connection, rating, before, counted)

    def settled(self) -> dict[Key, datetime]:
        """Return when somebody last decided between raters, by learner, item and criterion."""
        with self.database.reading() as connection:
            return settled(connection)

    def changes(self, learner: str | None = None) -> list[PrimaryChange]:
        """Return every change from one primary rating to another, in order."""
        names = list(PrimaryChange.model_fields)
        changed = primary_change.c.earlier != primary_change.c.rating
        query = select(*(primary_change.c[n] for n in names)).where(changed).order_by(primary_change.c.number)
        if learner is not None:
            query = query.filter_by(learner=learner)
        with self.database.reading() as connection:
            return [PrimaryChange(**row._mapping) for row in connection.execute(query)]

    def _checked(self, given: Rating | Mapping[str, Any]) -> Rating:
        try:
            one = given if isinstance(given, Rating) else Rating(**given)
        except ValidationError as fault:
            raise RatingFault(in_one_sentence(fault)) from None
        check_criterion(self.criteria, one.item, one.criterion)
        return one


def open_ratings(place: Path | str, content: Content | None = None, *, create: bool = True) -> Ratings:
    """Open a database of ratings: a file, a folder's ``ratings.db``, or ``postgresql://user@host/name``.

    Examples
    --------
    >>> import tempfile
    >>> from datetime import UTC, datetime
    >>> with tempfile.TemporaryDirectory() as folder, open_ratings(folder) as store:
    ...     kept = store.record(
    ...         {"rater": "ana", "learner": "amy", "item": "vignette.a", "criterion": "event",
    ...          "level": 2, "at": datetime(2026, 11, 25, 10, tzinfo=UTC)}
    ...     )
    ...     kept[0].primary, len(store.ratings(item="vignette.a"))
    (True, 1)
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


def _make_primary(connection: Connection, rating: Rating, reason: str, by: str) -> Rating:
    if not reason.strip():
        raise RatingFault("a reason is needed to make another rating count; write one.")
    row = connection.execute(select(*FIELDS).where(table.c.id == rating.id)).one_or_none()
    if row is None:
        raise RatingFault(
            f"{rating.rater}'s rating of {rating.criterion} in {rating.item} was not recorded; "
            "record it first."
        )
    found = Rating(**row._mapping)
    if found.level is None:
        raise RatingFault(
            f"{found.rater} gave no level for {found.criterion} in {found.item}, so that rating cannot "
            "count; choose one with a level."
        )
    if not found.primary:
        replace(connection, key_of(found), found.id, by, reason.strip())
    return found.model_copy(update={"primary": True})


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
