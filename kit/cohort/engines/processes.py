"""The engine for processes on this machine; with one worker, it runs everything in this process."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kit.cohort.tables import ratings_of
from kit.model import PlainError
from kit.pool import Pool

T = TypeVar("T")
R = TypeVar("R")


class ProcessEngine(Pool):
    """A pool of processes, started with the first batch."""

    name = "process"
    ratings_of = staticmethod(ratings_of)

    def __init__(self, workers: int, scheduler: str | None) -> None:
        if scheduler is not None:
            raise PlainError(
                f"--scheduler is only for --engine dask; the engine {self.name} runs on this machine."
            )
        super().__init__(workers)

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Yield results as they come; see `kit.cohort.engines.Engine`."""
        return self.as_done(work, batches)
