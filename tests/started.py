"""Run ``kit start`` as a learner does, in a process that ends with the test."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Started:
    """A running ``kit start``."""

    def __init__(self, process: subprocess.Popen[str], lines: list[str], address: str) -> None:
        self.process = process
        self.lines = lines
        self.address = address

    def interrupt(self) -> int:
        """Press Ctrl-C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(120)


@contextmanager
def kit_starting(home: Path) -> Iterator[Callable[..., Started]]:
    """Yield a function that runs ``kit start --no-browser ARGUMENTS``, with user data in ``home``.

    If ``--browser`` is among the arguments, a browser does open: the one that ``BROWSER`` names.
    """
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Started:
        environment = {**os.environ, "KIT_DATA": str(home / "data"), "PYTHONUNBUFFERED": "1"}
        environment["JUPYTER_DATA_DIR"] = str(home / "jupyter")
        environment.pop("JUPYTERHUB_USER", None)
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("kit")), "start", "--no-browser", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            preexec_fn=_in_a_window if os.name == "posix" else None,
        )
        running.append(process)
        lines: list[str] = []
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line):
                return Started(process, lines, found.group())
        raise AssertionError("".join(lines))

    try:
        yield start
    finally:
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(120)


def _in_a_window() -> None:
    """Let a hang-up signal reach the course even if the tests run under ``nohup``."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
