"""The tables of ratings, and their version. Nothing here decides which rating counts."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

VERSION = 1

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time with its zone, in UTC; SQLite keeps no zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; for SQLite without the zone."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


about = Table(
    "kit_ratings_about",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

rating = Table(
    "kit_rating",
    metadata,
    # The order in which ratings came; a clock may be wrong.
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(26), nullable=False, unique=True),
    Column("rater", String(120), nullable=False),
    Column("learner", String(120), nullable=False),
    Column("item", String(80), nullable=False),
    Column("criterion", String(60), nullable=False),
    Column("level", SmallInteger),
    Column("at", Moment, nullable=False),
    Column("revision", String(26)),
    Column("primary", Boolean, nullable=False),
    Column("reason", Text),
    CheckConstraint("level between 0 and 3", name="kit_rating_level"),
    sqlite_autoincrement=True,
)
Index("kit_rating_of", rating.c.learner, rating.c.item, rating.c.criterion)
# The database itself refuses a second one that counts, whoever writes.
Index(
    "kit_rating_primary",
    rating.c.learner,
    rating.c.item,
    rating.c.criterion,
    unique=True,
    sqlite_where=rating.c.primary.is_(True),
    postgresql_where=rating.c.primary.is_(True),
)

primary_change = Table(
    "kit_primary_change",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("learner", String(120), nullable=False),
    Column("item", String(80), nullable=False),
    Column("criterion", String(60), nullable=False),
    Column("earlier", String(26), ForeignKey("kit_rating.id"), nullable=False),
    Column("rating", String(26), ForeignKey("kit_rating.id"), nullable=False),
    Column("by", String(120), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)

sheet_code = Table(
    "kit_sheet_code",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("rater", String(120), nullable=False),
    Column("learner", String(120), nullable=False),
    Column("item", String(80), nullable=False),
    Column("revision", String(26), nullable=False),
    Column("opening", String(64), nullable=False),
    Index("kit_sheet_code_of", "rater", "learner", "item", "revision", unique=True),
)

in_gradebook = Table(
    "kit_in_gradebook",
    metadata,
    Column("learner", String(120), primary_key=True),
    Column("item", String(80), primary_key=True),
    Column("criterion", String(60), primary_key=True),
    Column("level", SmallInteger, nullable=False),
)
"""The level that ratings and gradebook last agreed on; tells which of the two was changed since."""
