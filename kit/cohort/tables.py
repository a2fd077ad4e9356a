"""The tables of a cohort: their columns, their rows as Arrow, and a Parquet file that grows.

Ratings are the long table with a column for the course; readings are the reader's levels for each text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kit.cohort.dictionary import COLUMNS, TABLES, dictionary_rows
from kit.spreadsheet import csv_text

ROW_GROUP = 100_000
"""Number of rows that are kept in memory before they are written."""

_TEXT, _NUMBER, _TIME = pa.string(), pa.int8(), pa.timestamp("us", tz="UTC")

RATINGS = pa.schema(
    {
        **dict.fromkeys(("course", "learner", "case", "occasion", "item"), _TEXT),
        "value": _NUMBER,
        "missing": _TEXT,
        "at": _TIME,
    }
)
READINGS = pa.schema(
    {
        **dict.fromkeys(("course", "learner", "item", "criterion"), _TEXT),
        "level": _NUMBER,
        "abstained": pa.bool_(),
        "gate": _TEXT,
    }
)

ATTAINMENT = pa.schema([(one.name, pa.type_for_alias(one.type)) for one in TABLES["attainment"]])

SUMMED = ("learner", "case", "occasion", "item", "value", "missing")
"""The columns that means and counts need."""


def ratings(rows: Iterable[Mapping[str, Any]]) -> pa.RecordBatch:
    """Convert rows of the long table, whose ``at`` is text, to Arrow."""
    return pa.RecordBatch.from_pylist(
        [{**row, "at": datetime.fromisoformat(row["at"])} for row in rows], schema=RATINGS
    )


def readings(rows: Iterable[Mapping[str, Any]]) -> pa.RecordBatch:
    """Convert readings, one row for each text and criterion, to Arrow."""
    return pa.RecordBatch.from_pylist(list(rows), schema=READINGS)


def ratings_of(course: str, table: Path) -> list[dict[str, Any]]:
    """Return one course's rows of a table of ratings, without their times."""
    with table.open("rb") as file:
        rows: list[dict[str, Any]] = pq.read_table(
            file, columns=list(SUMMED), filters=[("course", "=", course)]
        ).to_pylist()
    return rows


def rows_of(table: Path) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table in batches."""
    with pq.ParquetFile(table) as file:
        yield from file.iter_batches(batch_size=ROW_GROUP)


def write_attainment(
    rows: Sequence[Mapping[str, Any]], tables: Iterable[str], csv: Path, parquet: Path, dictionary: Path
) -> None:
    """Write levels by course, term, assignment and criterion, and the data dictionary of all ``tables``."""
    cells = [[row[name] for name in ATTAINMENT.names] for row in rows]
    csv.write_text(csv_text(ATTAINMENT.names, cells), encoding="utf-8")
    write: Any = pq.write_table
    write(pa.Table.from_pylist(list(rows), schema=ATTAINMENT), parquet, compression="zstd")
    dictionary.write_text(csv_text(COLUMNS, dictionary_rows(tables)), encoding="utf-8")


class GrowingTable:
    """A Parquet file that grows batch by batch; a context manager that closes it at the end."""

    def __init__(self, path: Path, schema: pa.Schema, about: Mapping[str, str]) -> None:
        self.rows = 0
        self._schema = schema.with_metadata({f"kit.{key}": value for key, value in about.items()})
        self._writer: Any = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._kept: list[pa.RecordBatch] = []
        self._waiting = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Add rows, and write a row group whenever `ROW_GROUP` rows are waiting."""
        self._kept.append(batch)
        self._waiting += batch.num_rows
        self.rows += batch.num_rows
        if self._waiting >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        table = pa.Table.from_batches(self._kept).replace_schema_metadata(self._schema.metadata)
        self._writer.write_table(table, row_group_size=ROW_GROUP)
        self._kept, self._waiting = [], 0

    def __enter__(self) -> GrowingTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        try:
            if kind is None and self._waiting:
                self._flush()
        finally:
            self._writer.close()
