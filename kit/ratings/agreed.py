"""The levels on which ratings and a gradebook last agreed, so that a later difference has a side."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from kit.ratings.database import Database
from kit.ratings.table import in_gradebook


def last_agreed(database: Database, item: str) -> dict[tuple[str, str], int]:
    """Levels by learner and criterion."""
    query = select(in_gradebook.c.learner, in_gradebook.c.criterion, in_gradebook.c.level)
    with database.reading() as connection:
        rows = connection.execute(query.where(in_gradebook.c.item == item))
        return {(learner, criterion): level for learner, criterion, level in rows}


def agree(database: Database, item: str, levels: Mapping[tuple[str, str], int]) -> None:
    """Note that both now have these levels."""
    if not levels:
        return
    rows = [
        {"learner": learner, "item": item, "criterion": criterion, "level": level}
        for (learner, criterion), level in levels.items()
    ]
    with database.writing() as connection:
        for row in rows:
            connection.execute(
                delete(in_gradebook).where(
                    *(in_gradebook.c[name] == row[name] for name in ("learner", "item", "criterion"))
                )
            )
        connection.execute(insert(in_gradebook), rows)
