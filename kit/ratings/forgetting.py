"""A learner taken out of the ratings, comments and all, so that no byte of the file keeps them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from kit.ratings.database import Database


def forget_rated(place: Path | str, learner: str) -> int:
    """Delete every row about a learner.

    Parameters
    ----------
    place
        The database, as `kit.ratings.open_ratings` takes it.
    learner
        The id.

    Returns
    -------
    int
        How many rows there were.

    Raises
    ------
    kit.model.KitError
        The database isn't there, is in use, or is none of ratings; then nothing was deleted.
    """
    database = Database(place, create=False)
    try:
        with database.writing() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            # As it stands there: rooms above keep tables of their own in it.
            tables = sa.MetaData()
            tables.reflect(connection)
            about = [one for one in reversed(tables.sorted_tables) if "learner" in one.c]
            rows = [
                connection.execute(sa.delete(one).where(one.c.learner == learner)).rowcount for one in about
            ]
            file = connection.engine.url.database if connection.dialect.name == "sqlite" else None
    finally:
        database.close()
    if file is not None:
        rewrite(Path(file))
    return sum(rows)


def rewrite(file: Path) -> None:
    """Write a SQLite file anew, without what was deleted from it and still lay in its free pages."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete=ON")
        database.execute("VACUUM")
