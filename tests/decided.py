"""Decisions between raters, read from the database, where the reason and who decided are kept."""

import sqlalchemy as sa

from kit.ratings.tables import decision


def decided(store, learner=None):
    """Who decided and why, in order; what was taken back is there too."""
    with store.database.reading() as connection:
        rows = connection.execute(sa.select(decision).order_by(decision.c.number)).all()
    return [(row.by, row.reason) for row in rows if learner in (None, row.learner)]
