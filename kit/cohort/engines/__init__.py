"""The engines that do a cohort's work: processes on this machine, with or without DuckDB, or a Dask cluster.

They are found by the entry point group ``kit.engines``, and all give the same numbers. Processes, here or in
the cluster, read files and texts; DuckDB only finds a course in the table for the summary.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from kit.model import MissingExtra, NotFound, PlainError

T = TypeVar("T")
R = TypeVar("R")

GROUP = "kit.engines"
# For running from a checkout that isn't installed.
OURS = {
    "duckdb": "kit.cohort.engines.sql:SQLEngine",
    "process": "kit.cohort.engines.processes:ProcessEngine",
    "dask": "kit.cohort.engines.cluster:DaskEngine",
}


@runtime_checkable
class Engine(Protocol):
    """An engine, created by ``factory(workers, scheduler)``; the entry point names the factory."""

    name: str

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Yield results as they come, in any order; only a few batches are in progress at a time."""
        ...

    def ratings_of(self, course: str, table: Path) -> list[dict[str, Any]]:
        """Return one course's rows of a Parquet table of ratings, without their times."""
        ...

    def close(self) -> None:
        """Close processes and connections."""
        ...


def engine(name: str = "duckdb", *, workers: int = 1, scheduler: str | None = None) -> Engine:
    """Create the engine with the given name, the kit's own or another package's; the caller must close it.

    Parameters
    ----------
    workers
        Number of processes.
    scheduler
        Address of a running cluster, for an engine that can use one.

    Raises
    ------
    KitError
        ``workers`` is below 1, or the engine can't use ``scheduler``.
    NotFound
        No installed package offers such an engine, or what it offers isn't an engine.
    MissingExtra
        A package that the engine needs is not installed.

    Examples
    --------
    >>> engine("process").name
    'process'
    """
    if workers < 1:
        raise PlainError(f"--workers {workers} is too few; give 1 or more.")
    try:
        made = _factory(name)(workers, scheduler)
    except ModuleNotFoundError as fault:
        raise MissingExtra(f"the engine {name} needs {fault.name}", "scale") from None
    if not isinstance(made, Engine):
        raise NotFound(f"{name} is not an engine; it needs name, map, ratings_of and close.")
    return made


def _factory(name: str) -> Callable[[int, str | None], Any]:
    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered and name not in OURS:
        raise NotFound(f"there is no engine {name!r}; choose one of: {', '.join(sorted({*offered, *OURS}))}.")
    point = offered.get(name) or EntryPoint(name, OURS[name], GROUP)
    found: Callable[[int, str | None], Any] = point.load()
    return found
