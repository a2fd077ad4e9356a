"""How long importing takes in a new process, beside a Python that imports nothing.

``import kit`` alone is light because the course is loaded when it is first asked for; both are shown.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from kit.bench.measured import Measured

_TIMES = 7


def importing() -> Iterator[Measured]:
    """Median over new processes; the start of Python itself stands beside it and is not in the figure."""
    bare = _median("pass")
    how = f"median of {_TIMES} new processes, less the start of Python; beside: the start of Python"
    for code in ("import kit", "from kit import open_course"):
        yield Measured(code, max(0.0, _median(code) - bare) * 1000, "ms", how, beside=bare * 1000)


def _median(code: str) -> float:
    return statistics.median(_seconds(code) for _ in range(_TIMES))


def _seconds(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began
