"""Which text each marker has open now, so that a second one can be told. Nothing here is a mark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from kit.ratings.database import Database
from kit.ratings.tables import Moment, metadata

FRESH = timedelta(minutes=2)
"""After so long without a sign a marker counts as gone."""

_table = sa.Table(
    "kit_open",
    metadata,
    sa.Column("rater", sa.String(120), primary_key=True),
    sa.Column("item", sa.String(80), primary_key=True),
    sa.Column("learner", sa.String(120), nullable=False),
    sa.Column("at", Moment, nullable=False),
)


def open_text(database: Database, rater: str, item: str, learner: str | None) -> list[str]:
    """Note which text a marker has open (``None``: none any more); returns who else has it open now.

    Examples
    --------
    >>> import tempfile
    >>> from kit.ratings import open_ratings
    >>> with tempfile.TemporaryDirectory() as folder, open_ratings(folder) as store:
    ...     open_text(store.database, "ana", "equity.reflection", "amy")
    ...     open_text(store.database, "ben", "equity.reflection", "amy")
    ...     open_text(store.database, "ana", "equity.reflection", None)
    []
    ['ana']
    []
    """
    now = datetime.now(UTC)
    of = {"rater": rater, "item": item}
    with database.writing() as connection:
        _table.create(connection, checkfirst=True)
        connection.execute(sa.delete(_table).filter_by(**of))
        if learner is None:
            return []
        connection.execute(sa.insert(_table), [{**of, "learner": learner, "at": now}])
        query = sa.select(_table.c.rater).filter_by(item=item, learner=learner)
        fresh = query.where(_table.c.rater != rater, _table.c.at > now - FRESH).order_by(_table.c.rater)
        return [str(one) for one in connection.execute(fresh).scalars()]
