"""Take back a rater's level: their earlier level is valid again, and the rating that counted counts again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from ulid import ULID

from kit.model import Rating
from kit.ratings.faults import RatingFault
from kit.ratings.tables import FIELDS, count, keep, key_of, latest, note_change, replace
from kit.ratings.tables import rating as table

TAKEN_BACK = "Taken back by its rater."


def take_back(
    connection: sa.Connection, rating: Rating, before: Rating | None, counted: Rating | None
) -> Rating | None:
    """Do the work of `kit.ratings.Ratings.take_back` within a transaction."""
    query = sa.select(*FIELDS).order_by(table.c.number)
    query = query.filter_by(learner=rating.learner, item=rating.item, criterion=rating.criterion)
    kept = [Rating(**row._mapping) for row in connection.execute(query)]
    if rating.id not in {one.id for one in kept}:
        raise RatingFault(
            f"{rating.rater}'s rating of {rating.criterion} in {rating.item} was not recorded, so it "
            "can't be taken back."
        )
    left = _stands_again(rating, before)
    keep(connection, [left])
    found = next((one for one in kept if one.primary), None)
    if found is None or found.rater != rating.rater:
        return None
    then = _counts_again([*kept, left], found, counted)
    if then is not None:
        replace(connection, key_of(rating), then.id, found.rater, TAKEN_BACK)
        return then.model_copy(update={"primary": True})
    count(connection, [found.id], False)
    note_change(connection, key_of(rating), found.id, left.id, found.rater, TAKEN_BACK)
    return None


def _stands_again(rating: Rating, before: Rating | None) -> Rating:
    """Return the rater's new latest rating: a copy of the one before (same time), or one without a level."""
    if before is not None and before.level is not None:
        return before.model_copy(update={"id": str(ULID()), "primary": False})
    gone = {"level": None, "reason": TAKEN_BACK, "at": datetime.now(UTC)}
    return rating.model_copy(update={"id": str(ULID()), "primary": False, **gone})


def _counts_again(kept: Sequence[Rating], found: Rating, counted: Rating | None) -> Rating | None:
    """Return the rating that counts instead of ``found``.

    That is the current rating of ``counted``'s rater. If there is none, or if it is of another text than
    ``found`` and another rater has marked that text, it is the first of the other raters' ratings of that
    text.
    """
    standing = [one for one in latest(kept) if one.level is not None]
    others = [one for one in standing if one.rater != found.rater and one.revision == found.revision]
    again = next((one for one in standing if counted is not None and one.rater == counted.rater), None)
    if again is not None and (again.revision == found.revision or not others):
        return again
    return others[0] if others else None
