"""How long a learner waits for an import, the first form, and a saved answer, and how fast texts are read.

No figure here includes the browser's part (loading JupyterLab, drawing). ``pages.py`` measures that.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kit.model import PlainError
from lab.measured import Measured, p95, throwaway

_CELL = 'from kit import open_course\ncourse = open_course("ms_perez")\ncourse.choose("consent.use")'
_PATIENCE = 120
_STARTS, _SAVES = 7, 200
_READING = 1.0
"""Seconds."""
_ANSWER = "At the fall conference a grandfather laid our report face down after the first page. " * 7


def form() -> Iterator[Measured]:
    """Yield the seconds until the server answers, and the seconds until a kernel has made the first form."""
    from kit.launch import refresh, start_server

    with throwaway() as folder:
        began = time.perf_counter()
        workspace = folder / "course"
        refresh(workspace)
        running = start_server(workspace)
        answers = time.perf_counter() - began
        running.stop()
        yield Measured(
            "workspace and server, cold",
            answers,
            "s",
            "from copying a new workspace until the server answers; one run",
        )
        yield Measured(
            "kernel and first form, cold",
            _first_form(workspace / "notebooks" if (workspace / "notebooks").is_dir() else workspace),
            "s",
            "from the kernel's start to the first form of 00, without the browser; one run",
        )


def _first_form(folder: Path) -> float:
    from jupyter_client.manager import KernelManager

    began = time.perf_counter()
    manager = KernelManager(kernel_name="python3")
    # ``python3`` is the interpreter that runs this, whatever other kernels are installed.
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
        raise PlainError(
            f"no form was made, so there is nothing to measure: {reply['content'].get('evalue', shown)}"
        )
    return taken


def importing() -> Iterator[Measured]:
    """Yield the median import time over new processes, without Python's own start, which is given too."""
    bare = _median("pass")
    how = f"median of {_STARTS} new processes, less the start of Python; compared with the start of Python"
    for code in ("import kit", "from kit import open_course"):
        yield Measured(code, max(0.0, _median(code) - bare) * 1000, "ms", how, beside=bare * 1000)


def _median(code: str) -> float:
    return statistics.median(_seconds(code) for _ in range(_STARTS))


def _seconds(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def saving() -> Iterator[Measured]:
    """Yield the 95th percentile of saving an answer. Each save is on disk before the next one starts.

    Saves alternate with bare writes of the same bytes, so that other load on the machine affects both.
    """
    from kit.journal import line_of, make_workspace, open_journal

    with throwaway() as folder:
        workspace = make_workspace(folder / "course")
        journal = open_journal(workspace)
        ours, bare, parent = [], [], None
        for _ in range(_SAVES):
            began = time.perf_counter()
            saved = journal.save(
                "equity.reflection", _ANSWER, case="ms_perez", item_hash="0" * 12, parent=parent
            )
            ours.append(time.perf_counter() - began)
            parent = saved.id
            bare.append(_bare(workspace / "bare", line_of(saved)))
    yield Measured(
        "save an answer, p95",
        p95(ours) * 1000,
        "ms",
        f"{_SAVES} revisions of {len(_ANSWER)} characters; compared with append and fsync of the same bytes",
        beside=p95(bare) * 1000,
    )


def _bare(path: Path, line: bytes) -> float:
    began = time.perf_counter()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, line)
    os.fsync(handle)
    os.close(handle)
    return time.perf_counter() - began


def reading() -> Iterator[Measured]:
    """Yield the texts read per second. The texts combine the rubric's own anchors, about 150 words each."""
    from kit.content import compiled
    from kit.reading import reader

    chosen = reader()
    levels = [c.levels for c in compiled().rubric.criteria]
    texts = ["\n\n".join(criterion[n].anchor for criterion in levels) for n in range(4)]
    for text in texts:
        chosen.read(text, id="warm")
    read, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < _READING:
        for text in texts:
            chosen.read(text, id="bench", dimension="equity")
        read += len(texts)
    words = sum(len(text.split()) for text in texts) // len(texts)
    yield Measured(
        "texts read", read / taken, "texts/s", f"reader {chosen.name}, one core, {words} words per text"
    )
