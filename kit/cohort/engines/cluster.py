"""A Dask cluster: one that runs already, or processes of this machine. Its workers see the same files."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import distributed

from kit.cohort.tables import ratings_of
from kit.model import KitError
from kit.pool import ahead

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE = "20s"
_dask: Any = distributed  # has types only here and there


class DaskEngine:
    """Futures of ``dask.distributed``, a few ahead of each worker."""

    name = "dask"
    ratings_of = staticmethod(ratings_of)

    def __init__(self, workers: int, scheduler: str | None) -> None:
        self._cluster: Any = None
        if scheduler is None:
            # No dashboard, and a key made for this run: whoever connects without it could run code as us.
            self._cluster = _dask.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                security=True,
                silence_logs=logging.ERROR,
            )
        try:
            self._client: Any = _dask.Client(self._cluster or scheduler, timeout=_PATIENCE)
        except (OSError, ValueError) as fault:
            raise KitError(
                f"no Dask scheduler answers at {scheduler}; start one with dask scheduler, and workers that "
                f"see the same folders with dask worker {scheduler} ({type(fault).__name__})."
            ) from None

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Results in order; see `kit.cohort.engines.Engine`."""
        # scheduler_info() names five workers at most.
        workers = max(1, sum(self._client.nthreads().values()))
        try:
            yield from ahead(
                lambda batch: self._client.submit(work, batch, pure=False), batches, 2 * workers + 1
            )
        except _dask.scheduler.KilledWorker:
            raise KitError(
                "a worker of the cluster died several times at one batch, most often for want of memory, so "
                "nothing was written; give the workers more."
            ) from None

    def close(self) -> None:
        """Leave the cluster, and end it where it is our own."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
