"""Engines by name, found by the entry point group ``kit.engines``."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

from kit.cohort.engines.protocol import Engine
from kit.model import KitError, MissingExtra, NotFound

GROUP = "kit.engines"
OURS = {
    "duckdb": "kit.cohort.engines.sql:SQLEngine",
    "process": "kit.cohort.engines.processes:ProcessEngine",
    "dask": "kit.cohort.engines.cluster:DaskEngine",
}
"""The kit's own, so that a checkout that is run without being installed has them as well."""


def engine(name: str = "duckdb", *, workers: int = 1, scheduler: str | None = None) -> Engine:
    """The engine of that name, at work until it is closed.

    Parameters
    ----------
    name
        ``duckdb``, ``process``, ``dask``, or what another package offers.
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
        raise NotFound(f"{name} is not an engine; it needs name, map, summarise and close.")
    return made


def _factory(name: str) -> Callable[[int, str | None], Any]:
    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name in offered:
        found: Callable[[int, str | None], Any] = offered[name].load()
        return found
    if name not in OURS:
        raise NotFound(f"there is no engine {name!r}; choose one of: {', '.join(sorted({*offered, *OURS}))}.")
    module, _, attribute = OURS[name].partition(":")
    ours: Callable[[int, str | None], Any] = getattr(importlib.import_module(module), attribute)
    return ours
