"""A Parquet file that grows: small pieces in, row groups of a good size out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 100_000
"""Rows that are kept in memory before they are written."""


class GrowingTable:
    """Rows added batch by batch; a context manager that ends the file."""

    def __init__(self, path: Path, schema: pa.Schema, about: Mapping[str, str]) -> None:
        self.rows = 0
        self._schema = schema.with_metadata({f"kit.{key}": value for key, value in about.items()})
        self._writer: Any = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._kept: list[pa.RecordBatch] = []
        self._waiting = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Add rows; now and then a row group goes to the file."""
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
