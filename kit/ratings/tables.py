"""The tables of ratings. A transaction writes the ratings first, then sets which of them count."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import sqlalchemy as sa

from kit.model import Rating
from kit.ratings.faults import RatingFault

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

_AT_ONCE = 500


def key_of(one: Rating) -> Key:
    """Return a rating's learner, item and criterion, for which one rating counts."""
    return one.learner, one.item, one.criterion


def latest(ratings: Iterable[Rating]) -> list[Rating]:
    """Return each rater's latest rating for each criterion of each text, given ratings in the order saved."""
    return list({(one.rater, key_of(one)): one for one in ratings}.values())


def keep(connection: sa.Connection, given: Sequence[Rating]) -> list[Rating]:
    """Save ratings and return them with ``primary`` set; raises `RatingFault` before anything is written."""
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
                    "give a reason for replacing it."
                )
            counting[key] = one.id
            moved.append(one)
    if new:
        # Insert them all as not primary, so that no order of rows breaks the rule of one primary.
        connection.execute(
            sa.insert(rating), [{**one.model_dump(), "primary": False} for one in new.values()]
        )
    count(connection, firsts, True)
    for one in moved:
        replace(connection, key_of(one), one.id, one.rater, str(one.reason).strip())
    final = set(counting.values())
    return [one.model_copy(update={"primary": one.id in final}) for one in given]


def replace(connection: sa.Connection, key: Key, id: str, by: str, reason: str) -> None:
    """Make another saved rating the primary one, and record the change."""
    earlier = primary_of(connection, key)
    count(connection, [earlier], False)
    count(connection, [id], True)
    note_change(connection, key, earlier, id, by, reason)


def primary_of(connection: sa.Connection, key: Key) -> str:
    """Return the id of the rating that counts."""
    where = [rating.c[name] == value for name, value in zip(_KEY, key, strict=True)]
    return str(connection.execute(sa.select(rating.c.id).where(rating.c.primary, *where)).scalar_one())


def note_change(connection: sa.Connection, key: Key, earlier: str, id: str, by: str, reason: str) -> None:
    """Record that another rating counts."""
    of = dict(zip(_KEY, key, strict=True))
    change = {"earlier": earlier, "rating": id, "by": by, "at": datetime.now(UTC), "reason": reason}
    connection.execute(sa.insert(primary_change), [{**of, **change}])


def _same(kept: Rating | None, one: Rating) -> bool:
    if kept is None:
        return False
    aside = {"primary"}
    if kept.model_dump(exclude=aside) != one.model_dump(exclude=aside):
        raise RatingFault(f"two different ratings have the id {one.id}; leave the id out of the new one.")
    return True


def _kept(connection: sa.Connection, given: Sequence[Rating]) -> Iterator[Rating]:
    for some in _pieces([one.id for one in given]):
        rows = connection.execute(sa.select(*FIELDS).where(rating.c.id.in_(some)))
        yield from (Rating(**row._mapping) for row in rows)


def _primaries(connection: sa.Connection, given: Sequence[Rating]) -> Iterator[tuple[Key, str]]:
    columns = (rating.c.learner, rating.c.item, rating.c.criterion, rating.c.id)
    for some in _pieces(sorted({one.learner for one in given})):
        query = sa.select(*columns).where(rating.c.primary, rating.c.learner.in_(some))
        for learner, item, criterion, id in connection.execute(query):
            yield (learner, item, criterion), id


def _pieces(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def count(connection: sa.Connection, ids: list[str], counts: bool) -> None:
    """Set whether saved ratings count."""
    if ids:
        query = sa.update(rating).where(rating.c.id == sa.bindparam("this")).values(primary=counts)
        connection.execute(query, [{"this": id} for id in ids])
