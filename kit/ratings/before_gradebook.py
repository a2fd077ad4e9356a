"""What ratings of earlier versions know of the gradebook, for the migration of a class's marks."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from kit.ratings.database import Database
from kit.ratings.tables import Key, about

_MIGRATED = {"key": "marks", "value": "gradebook"}


class Before(NamedTuple):
    """The state of an earlier version's ratings."""

    seen: dict[Key, int]
    """The gradebook's levels as the ratings last saw them."""
    put_back: dict[Key, tuple[float | None, float | None, bool]]
    """Marks of the gradebook that waited to be restored: score, extra credit, and whether it needs a mark."""


def read_before(database: Database) -> Before | None:
    """Return what is to be migrated, or ``None`` if these ratings were migrated or never needed it."""
    found: tuple[dict[Key, sa.Row[tuple[object, ...]]], ...]
    with database.reading() as connection:
        if connection.execute(sa.select(about.c.key).filter_by(key=_MIGRATED["key"])).first():
            return None
        tables = sa.MetaData()
        tables.reflect(connection)
        found = tuple(
            {
                (row.learner, row.item, row.criterion): row
                for row in connection.execute(sa.select(tables.tables[name]))
            }
            if name in tables.tables
            else {}
            for name in ("kit_in_gradebook", "kit_put_back")
        )
    seen, back = found
    return Before(
        {key: row.level for key, row in seen.items()},
        {key: (row.score, row.extra, bool(row.needs_mark)) for key, row in back.items()},
    )


def note_migrated(database: Database) -> None:
    """Note that the gradebook has every mark of these ratings that counts."""
    with database.writing() as connection:
        if not connection.execute(sa.select(about.c.key).filter_by(key=_MIGRATED["key"])).first():
            connection.execute(sa.insert(about).values(**_MIGRATED))
