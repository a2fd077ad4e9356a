"""Work handed out a little ahead, and ratings counted piece by piece of a Parquet file and added up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow.parquet as pq

from kit.cohort.engines import Cell

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

_COLUMNS = ["case", "item", "occasion", "missing", "value"]


class Future(Protocol[R_co]):
    """Something that has a result sooner or later."""

    def result(self) -> R_co:
        """Wait for it."""
        ...


def ahead(submit: Callable[[T], Future[R]], batches: Iterable[T], most: int) -> Iterator[R]:
    """Results in order, with at most ``most`` batches handed out and not yet taken back.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(ahead(lambda n: pool.submit(pow, n, 2), range(4), 2))
    [0, 1, 4, 9]
    """
    waiting: deque[Future[R]] = deque()
    for batch in batches:
        waiting.append(submit(batch))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def pieces(table: Path) -> list[tuple[str, int]]:
    """The row groups of a file, each with what it takes to count it elsewhere."""
    with pq.ParquetFile(table) as file:
        return [(str(table), n) for n in range(file.num_row_groups)]


def count(piece: tuple[str, int]) -> list[Cell]:
    """The cells of one row group."""
    path, number = piece
    with pq.ParquetFile(path) as file:
        rows = file.read_row_group(number, columns=_COLUMNS)
    grouped = rows.group_by(_COLUMNS[:4]).aggregate(
        [([], "count_all"), ("value", "sum"), ("value", "min"), ("value", "max")]
    )
    return [
        Cell(
            case=row["case"],
            item=row["item"],
            occasion=row["occasion"],
            missing=row["missing"],
            n=row["count_all"],
            total=row["value_sum"] or 0,
            low=row["value_min"],
            high=row["value_max"],
        )
        for row in grouped.to_pylist()
    ]


def together(counted: Iterable[list[Cell]]) -> list[Cell]:
    """Cells of several pieces as those of one.

    >>> one = Cell("c", "rate.a.b", "pre", None, 2, 5, 2, 3)
    >>> together([[one], [one._replace(n=1, total=4, low=4, high=4)]])
    [Cell(case='c', item='rate.a.b', occasion='pre', missing=None, n=3, total=9, low=2, high=4)]
    """
    sums: dict[tuple[str, str, str, str | None], Cell] = {}
    for cell in (one for cells in counted for one in cells):
        before = sums.get(cell[:4])
        sums[cell[:4]] = _added(before, cell) if before else cell
    return in_order(sums.values())


def _added(a: Cell, b: Cell) -> Cell:
    return a._replace(
        n=a.n + b.n,
        total=a.total + b.total,
        low=min((one for one in (a.low, b.low) if one is not None), default=None),
        high=max((one for one in (a.high, b.high) if one is not None), default=None),
    )


def in_order(cells: Iterable[Cell]) -> list[Cell]:
    """Sorted by case, item, occasion and reason, numbers before gaps."""
    return sorted(cells, key=lambda cell: (cell.case, cell.item, cell.occasion, cell.missing or ""))
