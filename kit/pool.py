"""Share work among processes on this machine. Only a few batches are handed out ahead.

Results come in order, or as they are done.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kit.model import PlainError

T = TypeVar("T")
R = TypeVar("R")


def ahead(submit: Callable[[T], Future[R]], batches: Iterable[T], most: int) -> Iterator[R]:
    """Yield results in order. At most ``most`` batches are handed out and not yet returned.

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
    """Yield results as they are done, so that a slow one doesn't delay the rest. ``most`` is as in `ahead`.

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
    # Ctrl-C reaches every process in the terminal. Workers ignore it; the main process ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Pool:
    """Worker processes, started with the first batch. With one worker, this process does the work.

    Parameters
    ----------
    workers
        How many processes.

    Raises
    ------
    KitError
        A worker process was killed. Raised while results are taken.

    Examples
    --------
    >>> list(Pool(1).map(len, ["a", "bc"]))
    [1, 2]
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Yield results in order. The function, batches, and results are pickled."""
        return self._shared(ahead, work, batches)

    def as_done(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Yield results as they are done."""
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
            # Spawned, not forked: a fork of a process with threads may hang, and Windows can't fork.
            self._pool = ProcessPoolExecutor(
                self.workers, multiprocessing.get_context("spawn"), initializer=_leave_interrupts
            )
        pool = self._pool
        try:
            yield from handed_out(lambda batch: pool.submit(work, batch), batches, 2 * self.workers)
        except BrokenProcessPool:
            raise PlainError(
                "a worker process was killed, usually because memory ran out, so the work isn't complete; "
                "run it again with fewer --workers."
            ) from None

    def close(self) -> None:
        """End the processes, and drop work that hasn't started."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
