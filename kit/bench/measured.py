"""One figure of the report, and where the measuring happens: a folder and user data that are thrown away."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple


class Measured(NamedTuple):
    """A figure with its unit, what it is compared with, and how it was taken."""

    name: str
    value: float | None
    unit: str
    how: str
    beside: float | None = None
    """The same figure without our part, where there is one."""
    skipped: str | None = None
    """Why there is no figure."""


@contextmanager
def throwaway() -> Iterator[Path]:
    """A temporary folder; private answers written inside go there too."""
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
    """A finished and shared answer as a line of a journal; ``about`` gives all that differs."""
    same = {"schema": 1, "parent": None, "item_hash": "0" * 12, "lane": "shared", "status": "done"}
    return json.dumps(same | about, ensure_ascii=False, separators=(",", ":")) + "\n"


def p95(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed.

    >>> p95([float(n) for n in range(1, 101)])
    95.0
    """
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]
