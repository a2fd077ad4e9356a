"""Marks of the gradebook that a level was written over, and that go back there: the level was taken back.

A row waits from the moment that the level is taken back until the gradebook has the mark again
(`kit.grading.putting_back`), so that none is lost where a desk is killed in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa

from kit.ratings.database import Database
from kit.ratings.tables import Key, key_columns, metadata


class Held(NamedTuple):
    """What nbgrader's gradebook holds for one criterion of one learner."""

    score: float | None
    extra: float | None
    needs_mark: bool


class PutBack(NamedTuple):
    """What the gradebook held before a level was written there."""

    held: Held
    seen: int | None
    """The level that the ratings knew there then (`kit.ratings.Ratings.seen_in_gradebook`)."""


class Waiting(NamedTuple):
    """What is to go back."""

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
    """Note what is to go back; it takes the place of what waited there before."""
    _table.create(connection, checkfirst=True)
    of = dict(zip(("learner", "item", "criterion"), key, strict=True))
    connection.execute(sa.delete(_table).filter_by(**of))
    connection.execute(sa.insert(_table), [{**of, **back.held._asdict(), "seen": back.seen}])


def waiting(database: Database, item: str | None = None, learner: str | None = None) -> list[Waiting]:
    """What waits, or what of it is of one item or one learner."""
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
    """These wait no more."""
    with database.writing() as connection:
        connection.execute(sa.delete(_table).where(_table.c.number.in_([one.number for one in which])))
