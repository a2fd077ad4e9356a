"""From nothing to the first form: importing, a server that answers, a kernel, and the form made in it.

The browser's own part (loading JupyterLab, drawing) is not in the figure, and the names say so.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kit.bench.measured import Measured, throwaway
from kit.model import KitError

_CELL = 'from kit import open_course\ncourse = open_course("ms_perez")\ncourse.choose("consent.use")'
_PATIENCE = 120
_TIMES = 7


def form() -> Iterator[Measured]:
    """Seconds until the server answers, and from there until the first form stands in its kernel."""
    from kit.launch import refresh, start_server

    with throwaway() as folder:
        began = time.perf_counter()
        workspace = folder / "course"
        refresh(workspace)
        running = start_server(workspace)
        answers = time.perf_counter() - began
        running.stop()
        yield Measured(
            "workspace and server, cold", answers, "s", "a new workspace copied, server answers; one run"
        )
        yield Measured(
            "kernel and first form, cold",
            _first_form(workspace / "notebooks" if (workspace / "notebooks").is_dir() else workspace),
            "s",
            "a kernel starts and makes the first form of 00; without the browser's part; one run",
        )


def _first_form(folder: Path) -> float:
    from jupyter_client.manager import KernelManager

    began = time.perf_counter()
    manager = KernelManager(kernel_name="python3")
    # ``python3`` is the interpreter that runs this, whatever kernels the machine has besides.
    manager.start_kernel(
        cwd=str(folder),
        env={**os.environ, "KIT_FORMS": "screen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    shown: list[str] = []
    try:
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=_PATIENCE)
        reply = client.execute_interactive(
            _CELL, timeout=_PATIENCE, output_hook=lambda m: shown.extend(m["content"].get("data", ()))
        )
        taken = time.perf_counter() - began
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)
    if reply["content"]["status"] != "ok" or "application/vnd.jupyter.widget-view+json" not in shown:
        raise KitError(
            f"no form was made, so there is nothing to measure: {reply['content'].get('evalue', shown)}"
        )
    return taken


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
