"""DuckDB to find a course in a large table, straight from the Parquet file; the rest is done by processes."""

from pathlib import Path
from typing import Any

import duckdb

from kit.cohort.engines.processes import ProcessEngine
from kit.cohort.places import is_store
from kit.cohort.tables import SUMMED, ratings_of

_COLUMNS = ", ".join(f'"{name}"' for name in SUMMED)
_QUERY = f"select {_COLUMNS} from read_parquet(?) where course = ?"  # noqa: S608 - names of columns


class SQLEngine(ProcessEngine):
    """As many threads as workers, and a bound on memory."""

    name = "duckdb"

    def ratings_of(self, course: str, table: Path) -> list[dict[str, Any]]:
        """One query over the file; DuckDB reaches no store that fsspec knows."""
        if is_store(table):
            return ratings_of(course, table)
        with duckdb.connect(config={"threads": self.workers, "memory_limit": "512MB"}) as database:
            rows = database.execute(_QUERY, [str(table), course]).fetchall()
        return [dict(zip(SUMMED, row, strict=True)) for row in rows]
