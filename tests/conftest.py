"""``kit start`` as a learner runs it, ended after the test."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """How many workers ``-n auto`` takes: none for one file, where starting them would cost more."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    named = {argument.split("::")[0] for argument in config.args}
    if len(named) == 1 and Path(named.pop()).is_file():
        return 0
    return min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


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


def in_a_window() -> None:
    """Let a hang-up reach the course also where the tests themselves run under ``nohup``."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def kit_start(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """Run ``kit start --no-browser ARGUMENTS``; user data lie in a temporary folder."""
    environment = {**os.environ, "KIT_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    environment["JUPYTER_DATA_DIR"] = str(tmp_path / "jupyter")
    environment.pop("JUPYTERHUB_USER", None)
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Started:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("kit")), "start", "--no-browser", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            preexec_fn=in_a_window if os.name == "posix" else None,
        )
        running.append(process)
        lines: list[str] = []
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line):
                return Started(process, lines, found.group())
        raise AssertionError("".join(lines))

    yield start
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(120)
