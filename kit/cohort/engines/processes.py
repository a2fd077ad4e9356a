"""Processes of this machine; with one worker, this process alone. Work is handed out a little ahead."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kit.cohort.tables import ratings_of
from kit.model import KitError
from kit.pool import Pool

T = TypeVar("T")
R = TypeVar("R")


class ProcessEngine(Pool):
    """A pool of processes, begun with the first batch."""

    name = "process"
    ratings_of = staticmethod(ratings_of)

    def __init__(self, workers: int, scheduler: str | None) -> None:
        if scheduler is not None:
            raise KitError(f"--scheduler is for --engine dask; the engine {self.name} works on this machine.")
        super().__init__(workers)

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Results as they come; see `kit.cohort.engines.Engine`."""
        return self.as_done(work, batches)
