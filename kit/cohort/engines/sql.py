"""DuckDB for the sums, straight from the Parquet file; files and texts are read by processes."""

from __future__ import annotations

from pathlib import Path

import duckdb

from kit.cohort.engines import Cell
from kit.cohort.engines.processes import ProcessEngine, in_order

_QUERY = """
select "case", item, occasion, missing, count(*), coalesce(sum(value), 0)::bigint, min(value), max(value)
from read_parquet(?) group by all
"""


class SQLEngine(ProcessEngine):
    """As many threads as workers, and a bound on memory."""

    name = "duckdb"

    def summarise(self, table: Path) -> list[Cell]:
        """One query over the file."""
        with duckdb.connect(config={"threads": self.workers, "memory_limit": "512MB"}) as database:
            rows = database.execute(_QUERY, [str(table)]).fetchall()
        return in_order(Cell(*row) for row in rows)
