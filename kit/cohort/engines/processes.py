"""Processes of this machine; with one worker, this process alone. Also what every engine needs.

Work is handed out a little ahead, and ratings are counted piece by piece of a Parquet file and added up.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow.parquet as pq

from kit.cohort.engines import Cell
from kit.model import KitError

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

_COLUMNS = ["case", "item", "occasion", "missing", "value"]


class _Future(Protocol[R_co]):
    def result(self) -> R_co: ...


def ahead(submit: Callable[[T], _Future[R]], batches: Iterable[T], most: int) -> Iterator[R]:
    """Results in order, with at most ``most`` batches handed out and not yet taken back.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(ahead(lambda n: pool.submit(pow, n, 2), range(4), 2))
    [0, 1, 4, 9]
    """
    waiting: deque[_Future[R]] = deque()
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
            *(row["case"], row["item"], row["occasion"], row["missing"]),
            *(row["count_all"], row["value_sum"] or 0, row["value_min"], row["value_max"]),
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


def _leave_interrupts() -> None:
    # Ctrl-C reaches every process of the terminal; the one that asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class ProcessEngine:
    """A pool of processes, begun with the first batch."""

    name = "process"

    def __init__(self, workers: int, scheduler: str | None) -> None:
        if scheduler is not None:
            raise KitError(f"--scheduler is for --engine dask; the engine {self.name} works on this machine.")
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Results in order; see `kit.cohort.engines.Engine`."""
        if self.workers == 1:
            yield from map(work, batches)
            return
        if self._pool is None:
            # Spawned, not forked: a copy of a process with threads may hang, and Windows has no other.
            self._pool = ProcessPoolExecutor(
                self.workers, multiprocessing.get_context("spawn"), initializer=_leave_interrupts
            )
        pool = self._pool
        try:
            yield from ahead(lambda batch: pool.submit(work, batch), batches, 2 * self.workers)
        except BrokenProcessPool:
            raise KitError(
                "a working process was ended from outside, most often for want of memory, so nothing was "
                "written; run it again with fewer --workers."
            ) from None

    def summarise(self, table: Path) -> list[Cell]:
        """Row groups counted by the pool and added up."""
        return together(self.map(count, pieces(table)))

    def close(self) -> None:
        """End the processes; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
