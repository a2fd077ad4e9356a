"""The levels that markers give the course's marked sample texts for comparison. They aren't marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from kit.ratings.database import Database
from kit.ratings.tables import calibration


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
    of = {"rater": rater, "text": text, "at": datetime.now(UTC)}
    with database.writing() as connection:
        known = sa.select(calibration.c.criterion).filter_by(rater=rater, text=text)
        had = set(connection.execute(known).scalars())
        rows = [of | {"criterion": name, "level": level} for name, level in levels.items() if name not in had]
        if rows:
            connection.execute(sa.insert(calibration), rows)


def levels_of(database: Database, rater: str) -> dict[str, dict[str, int]]:
    """Return a marker's levels by text and criterion."""
    found: dict[str, dict[str, int]] = {}
    with database.reading() as connection:
        query = sa.select(calibration).filter_by(rater=rater).order_by(calibration.c.at)
        for row in connection.execute(query):
            found.setdefault(row.text, {})[row.criterion] = row.level
    return found
