"""Keep track of the text that each desk has open, so that a second marker gets a warning. No marks here."""

from __future__ import annotations

import os
import platform
import secrets
import zlib
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from kit.ratings.database import Database
from kit.ratings.tables import Moment, metadata

FRESH = timedelta(minutes=2)
"""A desk that hasn't reported for this long counts as closed."""

_table = sa.Table(
    "kit_open_text",
    metadata,
    # The desk's name from `new_desk`. A marker's name won't do: two people may both be "instructor".
    sa.Column("desk", sa.String(26), primary_key=True),
    sa.Column("rater", sa.String(120), nullable=False),
    sa.Column("item", sa.String(80), nullable=False),
    sa.Column("learner", sa.String(120), nullable=False),
    sa.Column("at", Moment, nullable=False),
)


def new_desk() -> str:
    """Return a new desk's name, made from its computer and process, so that a killed desk can be recognized.

    Examples
    --------
    >>> new_desk() == new_desk()
    False
    """
    return f"{_computer()}-{os.getpid()}-{secrets.token_hex(3)}"


def _computer() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_gone(desk: str) -> bool:
    """Return whether a desk ran on this computer and has ended; a desk on another computer counts as open."""
    # Imported here because it is needed only if another desk has the text open.
    from psutil import pid_exists

    computer, _, rest = desk.partition("-")
    process = rest.partition("-")[0]
    return computer == _computer() and process.isdecimal() and not pid_exists(int(process))


def open_text(database: Database, desk: str, rater: str, item: str, learner: str | None) -> list[str]:
    """Note which text a desk has open, and return who else has it open now.

    Parameters
    ----------
    desk
        The name of the open desk, from `new_desk`.
    learner
        The learner whose text for ``item`` is open, or ``None`` if the desk has closed its text.

    Returns
    -------
    list of str
        The markers at other desks, sorted. It holds ``rater`` too if another desk uses the same name.

    Raises
    ------
    RatingFault
        The database can't be written now.

    Examples
    --------
    >>> import tempfile
    >>> from kit.ratings import open_ratings
    >>> with tempfile.TemporaryDirectory() as folder, open_ratings(folder) as store:
    ...     open_text(store.database, "first", "ana", "equity.reflection", "amy")
    ...     open_text(store.database, "second", "ben", "equity.reflection", "amy")
    ...     open_text(store.database, "first", "ana", "equity.reflection", None)
    []
    ['ana']
    []
    """
    now = datetime.now(UTC)
    with database.writing() as connection:
        _table.create(connection, checkfirst=True)
        gone = sa.or_(_table.c.desk == desk, _table.c.at <= now - FRESH)
        connection.execute(sa.delete(_table).where(gone))
        if learner is None:
            return []
        of = {"item": item, "learner": learner}
        connection.execute(sa.insert(_table), [{"desk": desk, "rater": rater, "at": now, **of}])
        query = sa.select(_table.c.desk, _table.c.rater).filter_by(**of).where(_table.c.desk != desk)
        return sorted({str(one.rater) for one in connection.execute(query) if not _is_gone(one.desk)})
