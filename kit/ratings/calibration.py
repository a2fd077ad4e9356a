"""The levels that markers give the course's marked sample texts for comparison. They aren't marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from kit.ratings.database import Database
from kit.ratings.faults import check_rater
from kit.ratings.tables import Moment, metadata

_table = sa.Table(
    "kit_calibration",
    metadata,
    sa.Column("rater", sa.String(120), primary_key=True),
    sa.Column("text", sa.String(60), primary_key=True),
    sa.Column("criterion", sa.String(60), primary_key=True),
    sa.Column("level", sa.SmallInteger, nullable=False),
    sa.Column("at", Moment, nullable=False),
)


def keep_levels(database: Database, rater: str, text: str, levels: Mapping[str, int]) -> None:
    """Save a marker's levels for a sample text. Their first levels stay, since those were given unseen.

    Examples
    --------
    >>> import tempfile
    >>> from kit.ratings import open_ratings
    >>> with tempfile.TemporaryDirectory() as folder, open_ratings(folder) as store:
    ...     keep_levels(store.database, "ana", "equity_weak", {"event": 1})
    ...     keep_levels(store.database, "ana", "equity_weak", {"event": 3})
    ...     levels_of(store.database, "ana")
    {'equity_weak': {'event': 1}}
    """
    check_rater(rater)
    with database.writing() as connection:
        _table.create(connection, checkfirst=True)
        known = sa.select(_table.c.criterion).filter_by(rater=rater, text=text)
        had = set(connection.execute(known).scalars())
        rows = [
            {"rater": rater, "text": text, "criterion": criterion, "level": level, "at": datetime.now(UTC)}
            for criterion, level in levels.items()
            if criterion not in had
        ]
        if rows:
            connection.execute(sa.insert(_table), rows)


def levels_of(database: Database, rater: str) -> dict[str, dict[str, int]]:
    """Return a marker's levels by text and criterion."""
    found: dict[str, dict[str, int]] = {}
    with database.reading() as connection:
        if not sa.inspect(connection).has_table(_table.name):
            return {}
        for row in connection.execute(sa.select(_table).filter_by(rater=rater).order_by(_table.c.at)):
            found.setdefault(row.text, {})[row.criterion] = row.level
    return found
