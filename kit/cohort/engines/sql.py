"""The engine that uses DuckDB to find a course in a large Parquet file; processes do the rest."""

from pathlib import Path
from typing import Any

import duckdb

from kit.cohort.engines.processes import ProcessEngine
from kit.cohort.places import is_store
from kit.cohort.tables import SUMMED, ratings_of

_COLUMNS = ", ".join(f'"{name}"' for name in SUMMED)
_QUERY = f"select {_COLUMNS} from read_parquet(?) where course = ?"  # noqa: S608 - names of columns


class SQLEngine(ProcessEngine):
    """A process engine with DuckDB, which uses as many threads as there are workers, and limited memory."""

    name = "duckdb"

    def ratings_of(self, course: str, table: Path) -> list[dict[str, Any]]:
        """Query the file with DuckDB, or read it with Arrow if it is in a store, which DuckDB can't reach."""
        if is_store(table):
            return ratings_of(course, table)
        with duckdb.connect(config={"threads": self.workers, "memory_limit": "512MB"}) as database:
            rows = database.execute(_QUERY, [str(table), course]).fetchall()
        return [dict(zip(SUMMED, row, strict=True)) for row in rows]
