"""Delete a learner from the ratings, comments included, so that no byte of them is left in the file."""

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
        The database, in the form that `kit.ratings.open_ratings` accepts.
    learner
        The learner's id.

    Returns
    -------
    int
        How many rows were deleted.

    Raises
    ------
    kit.model.KitError
        The database doesn't exist, is in use, or isn't a database of ratings; nothing was deleted.
    """
    database = Database(place, create=False)
    try:
        with database.writing() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            # Read the tables from the database, since rooms above this one add their own tables to it.
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
    """Rewrite a SQLite file, so that its free pages no longer hold deleted data."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete=ON")
        database.execute("VACUUM")
