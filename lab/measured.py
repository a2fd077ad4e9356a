"""One figure in the report, and the throwaway folder and user data that a measure runs in."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.markup import escape
from rich.table import Table


class Measured(NamedTuple):
    """A figure with its unit, a figure to compare it with, and how it was measured."""

    name: str
    value: float | None
    unit: str
    how: str
    beside: float | None = None
    """The figure to compare with, such as the same work without our part."""
    skipped: str | None = None
    """Why there is no figure."""


@contextmanager
def throwaway() -> Iterator[Path]:
    """Yield a temporary folder. Private answers that are written in the block go there too."""
    before = os.environ.get("KIT_DATA")
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as name:
        os.environ["KIT_DATA"] = str(Path(name) / "data")
        try:
            yield Path(name)
        finally:
            if before is None:
                del os.environ["KIT_DATA"]
            else:
                os.environ["KIT_DATA"] = before


def journal_line(about: dict[str, Any]) -> str:
    """Return a finished, shared answer as a journal line. ``about`` holds the fields that differ."""
    same = {"schema": 1, "parent": None, "item_hash": "0" * 12, "lane": "shared", "status": "done"}
    return json.dumps(same | about, ensure_ascii=False, separators=(",", ":")) + "\n"


def p95(values: list[float]) -> float:
    """Return the 95th percentile: 95 of 100 values don't exceed it.

    >>> p95([float(n) for n in range(1, 101)])
    95.0
    """
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def show(measured: Iterable[Measured]) -> None:
    """Print figures as a table."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("what")
    table.add_column("here", justify="right")
    table.add_column("compared with", justify="right")
    table.add_column("how")
    for one in measured:
        value = "skipped" if one.value is None else _with_unit(one.value, one.unit)
        beside = "" if one.beside is None else _with_unit(one.beside, one.unit)
        table.add_row(one.name, value, beside, escape(one.skipped or one.how))
    Console().print(table)


def _with_unit(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}".strip() if abs(value) >= 1000 else f"{value:.3g} {unit}".strip()
