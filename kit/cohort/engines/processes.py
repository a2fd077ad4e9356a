"""Processes of this machine; with one worker, this process alone. Work is handed out a little ahead."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kit.cohort.tables import ratings_of
from kit.model import KitError

T = TypeVar("T")
R = TypeVar("R")


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


def _leave_interrupts() -> None:
    # Ctrl-C reaches every process of the terminal; the one that asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class ProcessEngine:
    """A pool of processes, begun with the first batch."""

    name = "process"
    ratings_of = staticmethod(ratings_of)

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

    def close(self) -> None:
        """End the processes; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
