"""Which text each desk has open now, so that a second marker can be told. Nothing here is a mark."""

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
"""After so long without a sign a desk counts as gone."""

_table = sa.Table(
    "kit_open_text",
    metadata,
    # A desk and not a marker, as `new_desk` names it: two people may both be called "instructor".
    sa.Column("desk", sa.String(26), primary_key=True),
    sa.Column("rater", sa.String(120), nullable=False),
    sa.Column("item", sa.String(80), nullable=False),
    sa.Column("learner", sa.String(120), nullable=False),
    sa.Column("at", Moment, nullable=False),
)


def new_desk() -> str:
    """Name a desk by its computer and its process, so that one that was killed is known to be gone.

    Examples
    --------
    >>> new_desk() == new_desk()
    False
    """
    return f"{_computer()}-{os.getpid()}-{secrets.token_hex(3)}"


def _computer() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_gone(desk: str) -> bool:
    """Whether a desk ran on this computer and doesn't any more; of another computer nothing is known."""
    # Only a marker who comes upon an open text needs it.
    from psutil import pid_exists

    computer, _, rest = desk.partition("-")
    process = rest.partition("-")[0]
    return computer == _computer() and process.isdecimal() and not pid_exists(int(process))


def open_text(database: Database, desk: str, rater: str, item: str, learner: str | None) -> list[str]:
    """Note which text a desk has open, and say who else has it open now.

    Parameters
    ----------
    desk
        Stands for one desk that somebody opened: `new_desk`.
    learner
        Whose text of ``item``; ``None``: none any more.

    Returns
    -------
    list of str
        The markers at other desks; the same name as ``rater`` where two desks go by one.

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
