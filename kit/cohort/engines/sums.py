"""Ratings counted piece by piece of a Parquet file, and the pieces added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from kit.cohort.engines.protocol import Cell

_COLUMNS = ["item", "occasion", "missing", "value"]


def pieces(table: Path) -> list[tuple[str, int]]:
    """The row groups of a file, each with what it takes to count it elsewhere."""
    with pq.ParquetFile(table) as file:
        return [(str(table), n) for n in range(file.num_row_groups)]


def count(piece: tuple[str, int]) -> list[Cell]:
    """The cells of one row group."""
    path, number = piece
    with pq.ParquetFile(path) as file:
        rows = file.read_row_group(number, columns=_COLUMNS)
    grouped = rows.group_by(["item", "occasion", "missing"]).aggregate([([], "count_all"), ("value", "sum")])
    return [
        Cell(row["item"], row["occasion"], row["missing"], row["count_all"], row["value_sum"] or 0)
        for row in grouped.to_pylist()
    ]


def together(counted: Iterable[list[Cell]]) -> list[Cell]:
    """Cells of several pieces as those of one.

    >>> one = Cell("rate.a.b", "pre", None, 2, 5)
    >>> together([[one], [one._replace(n=1, total=4)]])
    [Cell(item='rate.a.b', occasion='pre', missing=None, n=3, total=9)]
    """
    sums: dict[tuple[str, str, str | None], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for cell in (one for cells in counted for one in cells):
        n, total = sums[cell[:3]]
        sums[cell[:3]] = (n + cell.n, total + cell.total)
    return in_order(Cell(*key, n, total) for key, (n, total) in sums.items())


def in_order(cells: Iterable[Cell]) -> list[Cell]:
    """Sorted by item, occasion and reason, numbers before gaps."""
    return sorted(cells, key=lambda cell: (cell.item, cell.occasion, cell.missing or ""))
