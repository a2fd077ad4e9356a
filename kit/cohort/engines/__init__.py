"""Who does the work of a cohort: processes of this machine, DuckDB beside them, or a Dask cluster.

Found by the entry point group ``kit.engines``; whichever is chosen, the numbers are the same. Files and texts
are read by processes, here or in the cluster; DuckDB finds a course in the table for the summary.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from kit.model import KitError, MissingExtra, NotFound

T = TypeVar("T")
R = TypeVar("R")

GROUP = "kit.engines"
# For a checkout that is run without being installed.
OURS = {
    "duckdb": "kit.cohort.engines.sql:SQLEngine",
    "process": "kit.cohort.engines.processes:ProcessEngine",
    "dask": "kit.cohort.engines.cluster:DaskEngine",
}


@runtime_checkable
class Engine(Protocol):
    """Made by ``factory(workers, scheduler)``, where ``factory`` is what the entry point names."""

    name: str

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Results as they come, in any order; only a few batches are on their way at any time."""
        ...

    def ratings_of(self, course: str, table: Path) -> list[dict[str, Any]]:
        """One course's rows of a Parquet table of ratings, their time left out."""
        ...

    def close(self) -> None:
        """Let go of processes and connections."""
        ...


def engine(name: str = "duckdb", *, workers: int = 1, scheduler: str | None = None) -> Engine:
    """The engine of that name, ours or another package's, at work until it is closed.

    Parameters
    ----------
    workers
        Processes at a time.
    scheduler
        Address of a cluster that runs already, for an engine that can use one.

    Raises
    ------
    NotFound
        No installed package offers such an engine.
    MissingExtra
        What it needs is not installed.

    Examples
    --------
    >>> engine("process").name
    'process'
    """
    if workers < 1:
        raise KitError(f"--workers {workers} leaves nobody to work; give 1 or more.")
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
