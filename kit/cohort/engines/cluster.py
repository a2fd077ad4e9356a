"""The engine for a Dask cluster: a running one, or one that it starts on this machine.

The workers must see the same files under the same names: on one machine, in a folder that all of them mount
at the same place, or in a store.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import distributed

from kit.cohort.tables import ratings_of
from kit.model import PlainError

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE = "20s"
_dask: Any = distributed  # only partly typed


class DaskEngine:
    """An engine that submits futures to ``dask.distributed``, a few more than there are workers."""

    name = "dask"
    ratings_of = staticmethod(ratings_of)

    def __init__(self, workers: int, scheduler: str | None) -> None:
        self._cluster: Any = None
        if scheduler is None:
            # No dashboard, and a key for this run only: without it, anyone who connects could run code as us.
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
            raise PlainError(
                f"no Dask scheduler answers at {scheduler}; start one with `dask scheduler`, and workers "
                f"that see the same folders with `dask worker {scheduler}` ({type(fault).__name__})."
            ) from None

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Yield results as they come; see `kit.cohort.engines.Engine`."""
        # scheduler_info() lists five workers at most, so nthreads() counts them.
        most = 2 * max(1, sum(self._client.nthreads().values())) + 1
        coming, waiting = _dask.as_completed(loop=self._client.loop), 0
        try:
            for batch in batches:
                coming.add(self._client.submit(work, batch, pure=False))
                waiting += 1
                if waiting >= most:
                    yield next(coming).result()
                    waiting -= 1
            for future in coming:
                yield future.result()
        except _dask.scheduler.KilledWorker:
            raise PlainError(
                "a worker of the cluster stopped several times on one batch, probably because it ran out of "
                "memory; give the workers more memory, then run the same command to go on."
            ) from None

    def close(self) -> None:
        """Disconnect from the cluster, and shut it down if this engine started it."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
