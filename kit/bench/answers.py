"""What happens to an answer: how long saving it takes, and how many texts the reader reads in a second."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from kit.bench.measured import Measured, throwaway

_TIMES = 200
_SECONDS = 1.0
_ANSWER = "At the fall conference a grandfather laid our report face down after the first page. " * 7


def saving() -> Iterator[Measured]:
    """95th percentile of a save, each of them on disk before the next begins."""
    from kit.journal import make_workspace, open_journal

    with throwaway() as folder:
        workspace = make_workspace(folder / "course")
        journal = open_journal(workspace)
        ours, parent = [], None
        for _ in range(_TIMES):
            began = time.perf_counter()
            saved = journal.save(
                "equity.reflection", _ANSWER, case="ms_perez", item_hash="0" * 12, parent=parent
            )
            ours.append(time.perf_counter() - began)
            parent = saved.id
        line = saved.model_dump_json(by_alias=True).encode() + b"\n"
        bare = _bare(workspace / "bare", line)
    yield Measured(
        "save an answer, p95",
        _p95(ours) * 1000,
        "ms",
        f"{_TIMES} revisions of {len(_ANSWER)} characters; beside: append and fsync of the same bytes",
        beside=_p95(bare) * 1000,
    )


def _bare(path: Path, line: bytes) -> list[float]:
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(handle, line)
        os.fsync(handle)
        os.close(handle)
        taken.append(time.perf_counter() - began)
    return taken


def _p95(values: list[float]) -> float:
    return sorted(values)[round(0.95 * len(values)) - 1]


def reading() -> Iterator[Measured]:
    """Texts a second over the rubric's own anchors, put together to about 150 words each."""
    from kit.content import compiled
    from kit.reading import reader

    chosen = reader()
    levels = [c.levels for c in compiled().rubric.criteria]
    texts = ["\n\n".join(criterion[n].anchor for criterion in levels) for n in range(4)]
    for text in texts:
        chosen.read(text, id="warm")
    read, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < _SECONDS:
        for text in texts:
            chosen.read(text, id="bench", dimension="equity")
        read += len(texts)
    words = sum(len(text.split()) for text in texts) // len(texts)
    yield Measured(
        "texts read", read / taken, "texts/s", f"reader {chosen.name}, one core, {words} words a text"
    )
