"""How ratings go into the tables, within one transaction: new rows first, then which of them count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from kit.model import Rating
from kit.ratings.faults import RatingFault
from kit.ratings.table import primary_change, rating

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
    of = dict(zip(("learner", "item", "criterion"), key, strict=True))
    where = [rating.c[name] == value for name, value in of.items()]
    earlier = connection.execute(select(rating.c.id).where(rating.c.primary, *where)).scalar_one()
    _count(connection, [earlier], False)
    _count(connection, [id], True)
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
