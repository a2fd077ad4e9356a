"""The two tables of a cohort: their columns, and rows made into Arrow's columns.

Ratings are the long table with the course in front; readings are what the reader says of each text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

RATINGS = pa.schema(
    [
        ("course", pa.string()),
        ("learner", pa.string()),
        ("case", pa.string()),
        ("occasion", pa.string()),
        ("item", pa.string()),
        ("value", pa.int8()),
        ("missing", pa.string()),
        ("at", pa.timestamp("us", tz="UTC")),
    ]
)

READINGS = pa.schema(
    [
        ("course", pa.string()),
        ("learner", pa.string()),
        ("item", pa.string()),
        ("criterion", pa.string()),
        ("level", pa.int8()),
        ("abstained", pa.bool_()),
        ("gate", pa.string()),
    ]
)


def ratings(rows: Iterable[Mapping[str, Any]]) -> pa.RecordBatch:
    """Rows of the long table, whose ``at`` is text, as Arrow.

    >>> row = {"course": "fall", "learner": "lee", "case": "c", "occasion": "pre", "item": "rate.a.b",
    ...        "value": 3, "missing": None, "at": "2026-10-01T12:00:00+00:00"}
    >>> ratings([row]).column("value").to_pylist()
    [3]
    """
    return pa.RecordBatch.from_pylist(
        [{**row, "at": datetime.fromisoformat(row["at"])} for row in rows], schema=RATINGS
    )


def readings(rows: Iterable[Mapping[str, Any]]) -> pa.RecordBatch:
    """What was read, a row for each text and criterion, as Arrow."""
    return pa.RecordBatch.from_pylist(list(rows), schema=READINGS)
