"""One server per workspace: found if it runs, started as a child if not, and ended without leftovers."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil

from kit.files import replace
from kit.journal import read_workspace
from kit.launch.runtime import environment, runtime_folder, write_runtime
from kit.launch.workspace import FIRST, remember_port
from kit.model import KitError

_PATIENCE = 60.0
_TRIES = 5


class ServerFault(KitError):
    """The server could not be started; the sentence says why and what to do."""


@dataclass(frozen=True)
class Running:
    """A server that answers, and the process if it is our child.

    ``moved_from`` is the workspace's usual port, where another program has it today.
    """

    port: int
    token: str
    process: subprocess.Popen[bytes] | None = None
    moved_from: int | None = None

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://127.0.0.1:{self.port}/doc/tree/{FIRST}?token={self.token}"

    def wait(self) -> int:
        """Wait until the server ends by itself."""
        return self.process.wait() if self.process else 0

    def stop(self) -> None:
        """End the server and its kernels; returns when none is left."""
        if self.process is None or self.process.poll() is not None:
            return
        family = psutil.Process(self.process.pid).children(recursive=True)
        try:
            _ask(self.port, self.token, "api/shutdown", method="POST")
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.terminate()
        _, alive = psutil.wait_procs(family, timeout=5)
        for process in alive:
            process.kill()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()


def find_running(workspace: Path) -> Running | None:
    """The server that already serves this workspace, if one answers."""
    try:
        facts = json.loads(_note(workspace).read_text("utf-8"))
        found = Running(int(facts["port"]), str(facts["token"]))
        _ask(found.port, found.token, "api/status")
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def start_server(workspace: Path, *, port: int | None = None) -> Running:
    """Start the server for a workspace and return when it answers.

    Raises `ServerFault` where the port asked for is taken, or the server ended before it answered.
    """
    usual = read_workspace(workspace).get("port")
    for _ in range(_TRIES - 1):
        chosen = _choose_port(port, usual)
        try:
            return _start_on(workspace, chosen, usual if port is None else None)
        except ServerFault:
            # Two courses started in one moment can choose one port; the later one takes another.
            if port is not None or _is_free(chosen):
                raise
    return _start_on(workspace, _choose_port(port, usual), usual if port is None else None)


def _start_on(workspace: Path, chosen: int, usual: object) -> Running:
    runtime = write_runtime(_note(workspace).parent)
    token = secrets.token_urlsafe(24)
    log = runtime / "server.log"
    words = [str(workspace), str(runtime), str(chosen), FIRST, str(os.getpid())]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kit.launch.server", *words],
            cwd=workspace,
            env=environment(runtime, token),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            # Ctrl-C goes to us alone; we then ask the server to end, so that its kernels end too.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    moved = usual if isinstance(usual, int) and usual != chosen else None
    running = Running(chosen, token, process, moved)
    try:
        _wait_until_it_answers(running, log)
        note = json.dumps({"port": chosen, "token": token})
        replace(_note(workspace), note.encode("utf-8"), mode=0o600)
        if moved is None:
            remember_port(workspace, chosen)
    except BaseException:
        running.stop()
        raise
    return running


def _wait_until_it_answers(running: Running, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if running.process is not None and running.process.poll() is not None:
            break
        try:
            _ask(running.port, running.token, "api/status")
        except (OSError, ValueError):
            time.sleep(0.1)
        else:
            return
    raise ServerFault(f"Jupyter did not start; {log} says why, and `kit doctor` looks for the usual causes.")


def _ask(port: int, token: str, path: str, *, method: str = "GET") -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/{path}", method=method, headers={"Authorization": f"token {token}"}
    )
    # A proxy set for the web must not be asked for this computer.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=5) as answer:
        answer.read()


def _choose_port(asked: int | None, usual: object) -> int:
    if asked is not None:
        if _is_free(asked):
            return asked
        raise ServerFault(f"port {asked} is in use by another program; choose another, or leave out --port.")
    candidates = list(range(8890, 8990))
    if isinstance(usual, int):
        candidates.insert(0, usual)
    for port in candidates:
        if _is_free(port):
            return port
    raise ServerFault("no port from 8890 to 8989 is free; close some programs, or choose one with --port.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _note(workspace: Path) -> Path:
    return runtime_folder(str(read_workspace(workspace)["id"])) / "running.json"
