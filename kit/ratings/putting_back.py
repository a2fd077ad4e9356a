"""Keep the gradebook marks that must be restored because the level that replaced them was taken back.

A row is added when the level is taken back and deleted when the gradebook has the mark again
(`kit.grading.putting_back`). So no mark is lost if a desk is killed in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa

from kit.ratings.database import Database
from kit.ratings.tables import Key, key_columns, metadata


class Held(NamedTuple):
    """The mark that nbgrader's gradebook holds for one criterion of one learner."""

    score: float | None
    extra: float | None
    needs_mark: bool


class PutBack(NamedTuple):
    """The mark that the gradebook held before a level replaced it."""

    held: Held
    seen: int | None
    """The gradebook's level as the ratings knew it then (`kit.ratings.Ratings.seen_in_gradebook`)."""


class Waiting(NamedTuple):
    """A mark that is waiting to be restored."""

    number: int
    key: Key
    back: PutBack


_table = sa.Table(
    "kit_put_back",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    *key_columns(),
    sa.Column("score", sa.Float),
    sa.Column("extra", sa.Float),
    sa.Column("needs_mark", sa.Boolean, nullable=False),
    sa.Column("seen", sa.SmallInteger),
    sqlite_autoincrement=True,
)


def let_wait(connection: sa.Connection, key: Key, back: PutBack) -> None:
    """Add a mark to restore; it replaces one that was already waiting for the same criterion."""
    _table.create(connection, checkfirst=True)
    of = dict(zip(("learner", "item", "criterion"), key, strict=True))
    connection.execute(sa.delete(_table).filter_by(**of))
    connection.execute(sa.insert(_table), [{**of, **back.held._asdict(), "seen": back.seen}])


def waiting(database: Database, item: str | None = None, learner: str | None = None) -> list[Waiting]:
    """Return the marks that are waiting, or only those of one item or one learner."""
    c = _table.c
    query = sa.select(_table).order_by(c.number)
    if item is not None:
        query = query.where(c.item == item)
    if learner is not None:
        query = query.where(c.learner == learner)
    with database.reading() as connection:
        if not sa.inspect(connection).has_table(_table.name):
            return []
        return [
            Waiting(
                row.number,
                (row.learner, row.item, row.criterion),
                PutBack(Held(row.score, row.extra, row.needs_mark), row.seen),
            )
            for row in connection.execute(query)
        ]


def done(database: Database, which: Iterable[Waiting]) -> None:
    """Delete marks that have been restored."""
    with database.writing() as connection:
        connection.execute(sa.delete(_table).where(_table.c.number.in_([one.number for one in which])))
