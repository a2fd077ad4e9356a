"""Processes of this machine that share a piece of work, handed out a little ahead.

Results come in order, or as they are done.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

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


def as_done(submit: Callable[[T], Future[R]], batches: Iterable[T], most: int) -> Iterator[R]:
    """Results as they come, so that a slow one keeps none of the others waiting; ``most`` as for `ahead`.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     sorted(as_done(lambda n: pool.submit(pow, n, 2), range(4), 2))
    [0, 1, 4, 9]
    """
    waiting: set[Future[R]] = set()
    for batch in batches:
        waiting.add(submit(batch))
        if len(waiting) >= most:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for one in done:
                yield one.result()
    for one in as_completed(waiting):
        yield one.result()


def _leave_interrupts() -> None:
    # Ctrl-C reaches every process of the terminal; the one that asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Pool:
    """Processes, begun with the first batch; with one worker, this process alone.

    Parameters
    ----------
    workers
        How many processes.

    Raises
    ------
    KitError
        While results are taken: a process was ended from outside.

    Examples
    --------
    >>> list(Pool(1).map(len, ["a", "bc"]))
    [1, 2]
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Results in order; work and batches travel as pickles."""
        return self._shared(ahead, work, batches)

    def as_done(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Results as they come."""
        return self._shared(as_done, work, batches)

    def _shared(
        self,
        handed_out: Callable[[Callable[[T], Future[R]], Iterable[T], int], Iterator[R]],
        work: Callable[[T], R],
        batches: Iterable[T],
    ) -> Iterator[R]:
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
            yield from handed_out(lambda batch: pool.submit(work, batch), batches, 2 * self.workers)
        except BrokenProcessPool:
            raise KitError(
                "a working process was ended from outside, most often for want of memory, so the work is "
                "not whole; run it again with fewer --workers."
            ) from None

    def close(self) -> None:
        """End the processes; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
