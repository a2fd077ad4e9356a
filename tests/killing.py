"""Run a command in its own process and kill it at a chosen moment."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOUCHES = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "sqlite3.connect"}


def killed(root: Path, run: Callable[[], object], at: int = 0, later: float = 0.0) -> tuple[bool, int]:
    """Run a function in a forked process, and kill it once it has touched a folder ``at`` times.

    ``later`` is how many seconds to wait after that. Returns whether it was killed while it ran, and how
    often it touched the folder.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        count = itertools.count(1)

        def watch(event: str, about: tuple[Any, ...]) -> None:
            if event in TOUCHES and str(about[0]).startswith(str(root)):
                os.write(write, b".")
                if next(count) == at:
                    # Nothing handles this signal, so it ends the process as a kill would.
                    signal.setitimer(signal.ITIMER_REAL, max(later, 1e-6))

        with contextlib.suppress(BaseException), Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            sys.addaudithook(watch)
            run()
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        touched = len(told.read())
    return os.WIFSIGNALED(os.waitpid(child, 0)[1]), touched
