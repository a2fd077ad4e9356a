"""``kit start`` and ``kit mark`` as people run them, in a process that is gone when the test is over."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Marking:
    """A running ``kit mark``, asked as its page asks it."""

    def __init__(self, course: Path, assignment: str) -> None:
        words = [sys.executable, "-c", "from kit.cli import main; main()", "mark", str(course), assignment]
        self.process = subprocess.Popen(
            [*words, "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout is not None
        found = re.search(r":(\d+)/#(\S+)", self.process.stdout.readline())
        assert found
        self.port, self.token = int(found[1]), found[2]

    def ask(self, path: str, body: dict[str, object] | None = None) -> Any:
        """What it answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        sent = body and json.dumps(body)
        connection.request("POST" if body else "GET", f"/api/{path}", sent, {"X-Kit-Token": self.token})
        return json.loads(connection.getresponse().read())

    def texts(self) -> list[dict[str, Any]]:
        """Every text that waits on the desk."""
        return [self.ask(f"text/{one['code']}") for one in self.ask("desk")["texts"]]

    def give(self, text: Mapping[str, Any], criterion: str, level: int) -> None:
        """Press a key: a level, acknowledged."""
        about = {"code": text["code"], "revision": text["revision"], "criterion": criterion}
        assert self.ask("level", {**about, "level": level})["criteria"][criterion]["own"] == level

    def end(self, signal_: int = signal.SIGINT) -> None:
        """Press Ctrl-C, or kill it."""
        self.process.send_signal(signal_)
        self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()


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
    """A function that runs ``kit start --no-browser ARGUMENTS``; user data lie below ``home``.

    With ``--browser`` among the arguments a browser is opened after all: the one that ``BROWSER`` names.
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
    """Let a hang-up reach the course also where the tests themselves run under ``nohup``."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
