"""Find a server of a workspace, start it as a child process if it isn't running, and stop it completely.

A workspace has two: one for the course's pages, and JupyterLab for its notebooks, if somebody asks for it.
Any program can have the port, so the token is sent only to a program that has shown it already knows it.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import psutil

from kit.files import replace
from kit.journal import read_workspace
from kit.journal.lock import locked
from kit.launch.runtime import (
    RUNNING,
    environment,
    forget_running,
    make_runtime,
    runtime_folder,
    write_runtime,
)
from kit.launch.server import REFUSED
from kit.model import KitError
from kit.pages import place, proof, redirect
from kit.pages.notebook_copies import for_owner_alone, remember_port

_PATIENCE = 60.0
_TRIES = 5
_LAB_PORT = 8990
"""The port of JupyterLab, if it is free. Pages get lower ones."""


@dataclass(frozen=True)
class Running:
    """A server that answers, of pages or of notebooks (``lab``), and its process if it is our child.

    ``moved_from`` is the workspace's usual port if another program has it this time.
    """

    workspace: Path
    port: int
    token: str
    process: subprocess.Popen[bytes] | None = None
    moved_from: int | None = None
    lab: bool = False

    @property
    def address(self) -> str:
        """The address that a person can copy into a browser; the token is in it."""
        if not self.lab:
            return self.page_address
        notebook, _ = place.address(self.workspace)
        return f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?token={self.token}"

    @property
    def page_address(self) -> str:
        """The same for the page, which both servers have."""
        notebook, step = place.address(self.workspace)
        # Somebody who comes for the first time begins on Home.
        page = f"{notebook.removesuffix('.ipynb') if step else 'index'}.html#token={self.token}"
        return f"http://127.0.0.1:{self.port}/partnership-kit/course/{page}{step.replace('#', '&step=')}"

    def open_page(self) -> bool:
        """Open the course in the browser where the learner left off; return whether that worked."""
        try:
            file = redirect.write(self.workspace, self.port, self.token, None if self.lab else self.address)
        except OSError:
            return False
        if webbrowser.open(file.as_uri()):
            return True
        redirect.remove(self.workspace, file.name)
        return False

    def wait(self) -> int:
        """Wait until the server exits, and return its exit code; 0 at once if it isn't our child."""
        return self.process.wait() if self.process else 0

    def stop(self) -> None:
        """Stop the server and its kernels if it is our child; return when none is left."""
        if self.process is None:
            return
        self._end(self.process)
        redirect.remove_all(self.workspace)
        forget_running(_folder(self.workspace, lab=self.lab), self.process.pid)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is not None:
            return
        family = psutil.Process(process.pid).children(recursive=True)
        try:
            self._ask_to_end()
            process.wait(10)
        except (OSError, HTTPException, subprocess.TimeoutExpired):
            process.terminate()
        _, alive = psutil.wait_procs(family, timeout=5)
        for left in alive:
            left.kill()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()

    def _ask_to_end(self) -> None:
        if not proof.ask(self.port, self.token):
            raise ConnectionError(f"port {self.port} is not ours")
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/shutdown",
            method="POST",
            headers={"Authorization": f"token {self.token}"},
        )
        with proof.without_proxy().open(request, timeout=5) as answer:
            answer.read()


def find_running(workspace: Path, *, lab: bool = False) -> Running | None:
    """Return the server that already serves this workspace, or ``None`` if none proves to be ours."""
    try:
        facts = json.loads((_folder(workspace, lab=lab) / RUNNING).read_text("utf-8"))
        found = Running(workspace, int(facts["port"]), str(facts["token"]), lab=lab)
        server = psutil.Process(int(facts["pid"]))
        # Another process may have the number of one that has ended.
        if server.create_time() != float(facts["began"]) or not proof.ask(found.port, found.token):
            return None
    except (OSError, ValueError, KeyError, TypeError, psutil.Error, HTTPException):
        return None
    return found


def start_server(workspace: Path, *, port: int | None = None, lab: bool = False) -> Running:
    """Start a workspace's server of pages, or JupyterLab (``lab``), and return when it answers.

    Of two starts at the same moment, the second one returns the server of the first.

    Raises `KitError` if the requested port or every candidate port is taken, or if the server exits or
    times out before it answers.
    """
    with locked(f"{read_workspace(workspace)['id']}-start", _PATIENCE):
        return find_running(workspace, lab=lab) or _start(workspace, port, lab)


def _start(workspace: Path, port: int | None, lab: bool) -> Running:
    usual = _LAB_PORT if lab else _usual_port(workspace)
    for _ in range(_TRIES - 1):
        chosen = _choose_port(port, usual)
        try:
            return _start_on(workspace, chosen, usual if port is None else None, lab)
        except KitError as error:
            # Two courses that start at the same moment can choose the same port; the later one tries another.
            if error.code != "server.port_taken" or port is not None:
                raise
    return _start_on(workspace, _choose_port(port, usual), usual if port is None else None, lab)


def _start_on(workspace: Path, chosen: int, usual: int | None, lab: bool) -> Running:
    folder = _folder(workspace, lab=lab)
    with for_owner_alone():
        runtime = write_runtime(folder) if lab else make_runtime(folder)
    redirect.remove_all(workspace)
    token = secrets.token_urlsafe(24)
    log = runtime / "server.log"
    program = f"kit.launch.{'server' if lab else 'pages_server'}"
    words = [program, str(workspace), str(runtime), str(chosen), str(os.getpid())]
    with for_owner_alone(), log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", *words],
            # What a relative path names is looked for here, not in a folder that others may write to.
            cwd=runtime,
            env=environment(runtime, token),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            # Ctrl-C must reach only us; we then ask the server to stop, so that its kernels stop too.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    moved = usual if usual != chosen and not lab else None
    running = Running(workspace, chosen, token, process, moved, lab)
    try:
        _wait_until_it_answers(running, log)
        began = psutil.Process(process.pid).create_time()
        note = json.dumps({"port": chosen, "token": token, "pid": process.pid, "began": began})
        replace(runtime / RUNNING, note.encode("utf-8"), mode=0o600)
        # What a browser keeps of unsaved words belongs to the pages' port.
        if moved is None and not lab:
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
        with suppress(OSError, HTTPException):
            if proof.ask(running.port, running.token):
                return
        time.sleep(0.1)
    if running.process is not None and running.process.poll() == REFUSED:
        raise KitError("server.refused", reason=log.read_text("utf-8", "replace").splitlines()[-1])
    # Jupyter logs one of two messages: when it checks the port, or when it binds it a moment later. Checking
    # the port again here would prove nothing, since it may be free by now.
    said = log.read_text("utf-8", "replace")
    taken = any(f"port {running.port} is {words}" in said for words in ("not available", "already in use"))
    if taken:
        raise KitError("server.port_taken", log=log)
    raise KitError("server.not_started", log=log)


def _usual_port(workspace: Path) -> int | None:
    """Return the port that the workspace remembers, if any program of this account can have it."""
    port = read_workspace(workspace).get("port")
    return port if type(port) is int and 1024 <= port <= 65535 else None


def _choose_port(asked: int | None, usual: int | None) -> int:
    if asked is not None:
        if _is_free(asked):
            return asked
        raise KitError("server.port_in_use", port=asked)
    candidates = list(range(8890, 8990))
    if usual is not None:
        candidates.insert(0, usual)
    for port in candidates:
        if _is_free(port):
            return port
    raise KitError("server.no_port")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _folder(workspace: Path, *, lab: bool) -> Path:
    folder = runtime_folder(str(read_workspace(workspace)["id"]))
    return folder if lab else folder / "pages"
