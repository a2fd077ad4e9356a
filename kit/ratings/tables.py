"""The tables of the database of ratings, and which of several ratings counts."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeAlias

import sqlalchemy as sa

from kit.model import Rating

VERSION = 1

metadata = sa.MetaData()


class Moment(sa.TypeDecorator[datetime]):
    """A column type for a time in UTC. SQLite stores no time zone, so reading a time adds it again."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Convert a time to UTC, for SQLite without the zone."""
        utc = value and value.astimezone(UTC)
        return utc.replace(tzinfo=None) if utc and dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Return the stored time with its zone, in UTC."""
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


_KEY = {"learner": 120, "item": 80, "criterion": 60}


def key_columns(*, primary_key: bool = False) -> list[sa.Column[str]]:
    """Return columns for a learner, an item and a criterion."""
    return [
        sa.Column(name, sa.String(n), primary_key=primary_key, nullable=False) for name, n in _KEY.items()
    ]


about = sa.Table(
    "kit_ratings_about",
    metadata,
    sa.Column("key", sa.String(40), primary_key=True),
    sa.Column("value", sa.String(200), nullable=False),
)

rating = sa.Table(
    "kit_rating",
    metadata,
    # The order in which ratings arrived, since a clock may be wrong.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(26), nullable=False, unique=True),
    sa.Column("rater", sa.String(120), nullable=False),
    *key_columns(),
    sa.Column("level", sa.SmallInteger),
    sa.Column("at", Moment, nullable=False),
    sa.Column("revision", sa.String(26)),
    # Whether somebody decided that this marker's level counts; earlier versions set it for every first level.
    sa.Column("primary", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text),
    sa.CheckConstraint("level between 0 and 3", name="kit_rating_level"),
    sqlite_autoincrement=True,
)
sa.Index("kit_rating_of", *(rating.c[name] for name in _KEY))
# The database itself refuses a second primary rating, whichever program writes it.
sa.Index(
    "kit_rating_primary",
    *(rating.c[name] for name in _KEY),
    unique=True,
    sqlite_where=rating.c.primary.is_(True),
    postgresql_where=rating.c.primary.is_(True),
)

# Written by earlier versions alone. Before decisions had their own table, one was a change from a rating to
# itself.
primary_change = sa.Table(
    "kit_primary_change",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    *key_columns(),
    sa.Column("earlier", sa.String(26), sa.ForeignKey("kit_rating.id"), nullable=False),
    sa.Column("rating", sa.String(26), sa.ForeignKey("kit_rating.id"), nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

decision = sa.Table(
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

comment = sa.Table(
    "kit_comment",
    metadata,
    # The order in which comments arrived, since a clock may be wrong.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(26), nullable=False, unique=True),
    sa.Column("rater", sa.String(120), nullable=False),
    sa.Column("learner", sa.String(120), nullable=False),
    sa.Column("assignment", sa.String(60), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("criterion", sa.String(60)),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("quote", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("revision", sa.String(26)),
    sa.Column("at", Moment, nullable=False),
    # Unique, so that the database itself stops two windows from changing the same comment.
    sa.Column("replaces", sa.String(26), unique=True),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Index("kit_comment_of", "learner", "assignment"),
    sqlite_autoincrement=True,
)

calibration = sa.Table(
    "kit_calibration",
    metadata,
    sa.Column("rater", sa.String(120), primary_key=True),
    sa.Column("text", sa.String(60), primary_key=True),
    sa.Column("criterion", sa.String(60), primary_key=True),
    sa.Column("level", sa.SmallInteger, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

sheet_code = sa.Table(
    "kit_sheet_code",
    metadata,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("rater", sa.String(120), nullable=False),
    sa.Column("learner", sa.String(120), nullable=False),
    sa.Column("item", sa.String(80), nullable=False),
    sa.Column("revision", sa.String(26), nullable=False),
    sa.Column("opening", sa.String(64), nullable=False),
    sa.Index("kit_sheet_code_of", "rater", "learner", "item", "revision", unique=True),
)

FIELDS = [rating.c[name] for name in Rating.model_fields]

Key: TypeAlias = tuple[str, str, str]
"""Learner, item, criterion."""


def key_of(one: Rating) -> Key:
    """Return a rating's learner, item and criterion, for which one rating counts."""
    return one.learner, one.item, one.criterion


def latest(ratings: Iterable[Rating]) -> list[Rating]:
    """Return each rater's latest rating for each criterion of each text, given ratings in the order saved."""
    return list({(one.rater, key_of(one)): one for one in ratings}.values())


def counting(ratings: Iterable[Rating]) -> dict[Key, Rating]:
    """Return the rating that counts for each criterion of each text, given ratings in the order saved.

    That is the latest level of the marker for whom somebody decided, or else of whoever gave one first.
    """
    kept = list(ratings)
    decided = {key_of(one): one.rater for one in kept if one.primary}
    found: dict[Key, Rating] = {}
    for one in latest(kept):
        if one.level is not None and (key_of(one) not in found or one.rater == decided.get(key_of(one))):
            found[key_of(one)] = one
    return found
