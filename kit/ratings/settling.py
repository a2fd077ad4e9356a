"""Decisions between raters who differ, all of them kept, including those that were taken back.

Taking a decision back adds a row that names it, and the decision before it is valid again. If a decision
makes another rating count, `kit.ratings.tables` records that change too.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from kit.ratings.faults import RatingFault
from kit.ratings.tables import (
    Key,
    Moment,
    key_columns,
    metadata,
    primary_change,
    primary_of,
    rating,
    replace,
)

UNDONE = "The decision was taken back."


class Overtaken(RatingFault):
    """The error for a decision that can no longer be taken back."""


_table = sa.Table(
    "kit_settled",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    *key_columns(),
    sa.Column("earlier", sa.String(26), nullable=False),
    sa.Column("rating", sa.String(26), nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    # The number of the decision that this row takes back.
    sa.Column("undoes", sa.Integer, unique=True),
    sqlite_autoincrement=True,
)


def note_settled(connection: sa.Connection, key: Key, earlier: str, chosen: str, by: str, reason: str) -> int:
    """Record a decision for ``chosen``, where ``earlier`` counted before. Return the decision's number."""
    _table.create(connection, checkfirst=True)
    return _note(connection, key, earlier, chosen, by, reason, None)


def undo(connection: sa.Connection, number: int, by: str) -> Key:
    """Take a decision back, so that the rating before it counts again. Return the decision's key.

    Raises `Overtaken` if the decision was already taken back, if another rating counts by now, or if the
    rater of the earlier rating has given a newer one.
    """
    c = _table.c
    row = connection.execute(sa.select(_table).where(c.number == number, c.undoes.is_(None))).one_or_none()
    if row is None or connection.execute(sa.select(c.number).where(c.undoes == number)).first():
        raise Overtaken("this decision no longer exists; open the differences again.")
    key: Key = (row.learner, row.item, row.criterion)
    if primary_of(connection, key) != row.rating or not _is_latest(connection, key, row.earlier):
        raise Overtaken(
            f"a level of {row.criterion} was given after this decision, so it stays; "
            "open the differences again."
        )
    if row.earlier != row.rating:
        replace(connection, key, row.earlier, by, UNDONE)
    _note(connection, key, row.rating, row.earlier, by, UNDONE, number)
    return key


def settled(connection: sa.Connection) -> dict[Key, datetime]:
    """Return when somebody last decided between raters, by learner, item and criterion."""
    old = primary_change.c
    # Before decisions had their own table, a decision was saved as a change from a rating to itself.
    queries = [
        sa.select(old.learner, old.item, old.criterion, old.at)
        .where(old.earlier == old.rating)
        .order_by(old.number)
    ]
    if sa.inspect(connection).has_table(_table.name):
        c, other = _table.c, _table.alias()
        taken_back = sa.select(other.c.undoes).where(other.c.undoes.is_not(None))
        queries.append(
            sa.select(c.learner, c.item, c.criterion, c.at)
            .where(c.undoes.is_(None), c.number.not_in(taken_back))
            .order_by(c.number)
        )
    return {
        (row.learner, row.item, row.criterion): row.at
        for query in queries
        for row in connection.execute(query)
    }


def _is_latest(connection: sa.Connection, key: Key, id: str) -> bool:
    c = rating.c
    of = sa.select(c.rater).where(c.id == id).scalar_subquery()
    this = c.learner == key[0], c.item == key[1], c.criterion == key[2], c.rater == of
    return connection.execute(sa.select(c.id).where(*this).order_by(c.number.desc())).scalars().first() == id


def _note(
    connection: sa.Connection, key: Key, earlier: str, chosen: str, by: str, reason: str, undoes: int | None
) -> int:
    learner, item, criterion = key
    of = {"learner": learner, "item": item, "criterion": criterion}
    row = {"earlier": earlier, "rating": chosen, "by": by, "reason": reason, "undoes": undoes}
    done = connection.execute(sa.insert(_table).values(**of, **row, at=datetime.now(UTC)))
    (number,) = done.inserted_primary_key or (0,)
    return int(number)
