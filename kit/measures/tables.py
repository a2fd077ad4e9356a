"""The long table of self-ratings: one row for each answer that stands."""

from __future__ import annotations

from collections.abc import Iterable

from kit.measures.latest import latest
from kit.model import Response

COLUMNS = ("learner", "case", "occasion", "item", "value", "missing", "at")
"""Columns of the long table, everywhere in the kit."""

_ORDER = ("pre", "post", "then", "follow_up")


def long_table(responses: Iterable[Response], learner: str) -> list[dict[str, str | int | None]]:
    """Rows ``learner, case, occasion, item, value, missing, at``; a question not answered has no row.

    >>> long_table([], "lee")
    []
    """
    rows: list[dict[str, str | int | None]] = [
        {
            "learner": learner,
            "case": case,
            "occasion": occasion,
            "item": item,
            "value": answer.value,
            "missing": answer.missing,
            "at": answer.response.at.isoformat(),
        }
        for (case, item, occasion), answer in latest(responses).items()
    ]
    return sorted(rows, key=lambda r: (str(r["case"]), _ORDER.index(str(r["occasion"])), str(r["item"])))
