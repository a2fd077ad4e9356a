"""How long one saved answer takes, beside a bare append and fsync of the same bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from kit.bench.measured import Measured, percentile, throwaway

_TIMES = 200
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
        percentile(ours, 0.95) * 1000,
        "ms",
        f"{_TIMES} revisions of {len(_ANSWER)} characters; beside: append and fsync of the same bytes",
        beside=percentile(bare, 0.95) * 1000,
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
