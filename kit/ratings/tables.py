"""The tables of ratings, and how ratings go into them in one transaction: rows first, then which count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.types import TypeDecorator

from kit.model import Rating
from kit.ratings.faults import RatingFault

VERSION = 1

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time with its zone, in UTC; SQLite keeps no zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; for SQLite without the zone."""
        utc = value and value.astimezone(UTC)
        return utc.replace(tzinfo=None) if utc and dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Back in UTC."""
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


_KEY = {"learner": 120, "item": 80, "criterion": 60}


def _key_columns(*, primary_key: bool = False) -> list[Column[str]]:
    return [Column(name, String(n), primary_key=primary_key, nullable=False) for name, n in _KEY.items()]


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
    *_key_columns(),
    Column("level", SmallInteger),
    Column("at", Moment, nullable=False),
    Column("revision", String(26)),
    Column("primary", Boolean, nullable=False),
    Column("reason", Text),
    CheckConstraint("level between 0 and 3", name="kit_rating_level"),
    sqlite_autoincrement=True,
)
Index("kit_rating_of", *(rating.c[name] for name in _KEY))
# The database itself refuses a second one that counts, whoever writes.
Index(
    "kit_rating_primary",
    *(rating.c[name] for name in _KEY),
    unique=True,
    sqlite_where=rating.c.primary.is_(True),
    postgresql_where=rating.c.primary.is_(True),
)

primary_change = Table(
    "kit_primary_change",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    *_key_columns(),
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
    *_key_columns(primary_key=True),
    Column("level", SmallInteger, nullable=False),
)
"""The level that ratings and gradebook last agreed on; tells which of the two was changed since."""

FIELDS = [rating.c[name] for name in Rating.model_fields]

Key: TypeAlias = tuple[str, str, str]
"""Learner, item, criterion."""

_AT_ONCE = 500


def key_of(one: Rating) -> Key:
    """What exactly one rating counts for."""
    return one.learner, one.item, one.criterion


def rating_of(row: Row[Any]) -> Rating:
    """The rating of a row of `FIELDS`."""
    return Rating(**row._mapping)


def keep(connection: Connection, given: Sequence[Rating]) -> list[Rating]:
    """Keep ratings and return them as they count now; raises `RatingFault` before anything is written."""
    known = {one.id: one for one in _kept(connection, given)}
    counting = dict(_primaries(connection, given))
    firsts: list[str] = []
    moved: list[Rating] = []
    new: dict[str, Rating] = {}
    for one in given:
        if _same(known.get(one.id) or new.get(one.id), one):
            continue
        new[one.id] = one
        key = key_of(one)
        if key not in counting and one.level is not None:
            counting[key] = one.id
            firsts.append(one.id)
        elif one.primary:
            if not (one.reason or "").strip():
                raise RatingFault(
                    f"{one.criterion} in {one.item} by {one.learner} already has a rating that counts; "
                    "give a reason to put another in its place."
                )
            counting[key] = one.id
            moved.append(one)
    if new:
        # None counts yet, so that no order of writing meets the rule of one in between.
        connection.execute(insert(rating), [{**one.model_dump(), "primary": False} for one in new.values()])
    _count(connection, firsts, True)
    for one in moved:
        replace(connection, key_of(one), one.id, one.rater, str(one.reason).strip())
    final = set(counting.values())
    return [one.model_copy(update={"primary": one.id in final}) for one in given]


def replace(connection: Connection, key: Key, id: str, by: str, reason: str) -> None:
    """Let another kept rating count, and write down that it does."""
    where = [rating.c[name] == value for name, value in zip(_KEY, key, strict=True)]
    earlier = connection.execute(select(rating.c.id).where(rating.c.primary, *where)).scalar_one()
    _count(connection, [earlier], False)
    _count(connection, [id], True)
    note_change(connection, key, earlier, id, by, reason)


def note_change(connection: Connection, key: Key, earlier: str, id: str, by: str, reason: str) -> None:
    """Write down that another rating counts, or that the earlier one was decided for."""
    of = dict(zip(_KEY, key, strict=True))
    change = {"earlier": earlier, "rating": id, "by": by, "at": datetime.now(UTC), "reason": reason}
    connection.execute(insert(primary_change), [{**of, **change}])


def _same(kept: Rating | None, one: Rating) -> bool:
    if kept is None:
        return False
    aside = {"primary"}
    if kept.model_dump(exclude=aside) != one.model_dump(exclude=aside):
        raise RatingFault(f"two ratings have the id {one.id} and differ; leave the id out of the new one.")
    return True


def _kept(connection: Connection, given: Sequence[Rating]) -> Iterator[Rating]:
    for some in _pieces([one.id for one in given]):
        rows = connection.execute(select(*FIELDS).where(rating.c.id.in_(some)))
        yield from (rating_of(row) for row in rows)


def _primaries(connection: Connection, given: Sequence[Rating]) -> Iterator[tuple[Key, str]]:
    columns = (rating.c.learner, rating.c.item, rating.c.criterion, rating.c.id)
    for some in _pieces(sorted({one.learner for one in given})):
        query = select(*columns).where(rating.c.primary, rating.c.learner.in_(some))
        for learner, item, criterion, id in connection.execute(query):
            yield (learner, item, criterion), id


def _pieces(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def _count(connection: Connection, ids: list[str], counts: bool) -> None:
    if ids:
        query = update(rating).where(rating.c.id == bindparam("this")).values(primary=counts)
        connection.execute(query, [{"this": id} for id in ids])
