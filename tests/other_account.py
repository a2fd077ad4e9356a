"""A program that listens to ports on the same computer without a key, as another account could.

It runs in a separate process and prints what it hears. If the tests run as root, it can run as another
account ("nobody").
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

_PROGRAM = """
import os, sys
import zmq

account, words, *ports = sys.argv[1:]
if account == "another":  # after the import: another account can't read this one's Python
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
    assert os.getuid() == 65534
open_ports = {int(line.split()[1].split(":")[1], 16) for line in list(open("/proc/net/tcp"))[1:]}
assert set(map(int, ports)) <= open_ports, "every account sees which ports are open"
context, poller, port_of = zmq.Context(), zmq.Poller(), {}
for port in ports:
    socket = context.socket(zmq.SUB)
    socket.subscribe(b"")
    socket.connect(f"tcp://127.0.0.1:{port}")
    poller.register(socket, zmq.POLLIN)
    port_of[socket] = port
print("listening", flush=True)
while True:
    for socket, _ in poller.poll():
        heard = b"".join(socket.recv_multipart())
        print(port_of[socket], "words" if words.encode() in heard else "message", flush=True)
"""


@contextmanager
def with_modes(modes: Mapping[Path, int]) -> Iterator[None]:
    """Set the permissions of files and folders, and restore them at the end.

    One test at a time: others share the folders above, and would restore them too early.
    """
    import fcntl

    with Path(tempfile.gettempdir(), "partnership-kit-tests-modes.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        before = {path: path.stat().st_mode & 0o7777 for path in modes}
        try:
            for path, mode in modes.items():
                path.chmod(mode)
            yield
        finally:
            for path, mode in before.items():
                path.chmod(mode)


def passable(folder: Path) -> dict[Path, int]:
    """Return this account's folders above a folder, with permissions that let another account through."""
    above = [p for p in folder.parents if p.stat().st_uid == os.getuid() and p != Path("/")]
    return {path: (path.stat().st_mode & 0o7777) | 0o055 for path in above}


def run_python(script: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run an indented script in a separate Python process."""
    line = [sys.executable, "-c", textwrap.dedent(script)]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, env=environment, check=False)


ACCOUNTS = ("same", "another")
"""Which account listens: this one, or another one that may read none of this account's files."""


def why_not(account: str) -> str | None:
    """Return why listening as this account can't be tested here, or ``None`` if it can."""
    if not Path("/proc/net/tcp").exists():
        return "no /proc/net/tcp to find ports in"
    if account == "another" and os.geteuid() != 0:
        return "only root can become another account"
    return None


class Listener:
    """A running listener, with what it has heard so far on each port."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._heard: list[tuple[int, str]] = []
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first == "listening\n", first
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            port, what = line.split()
            self._heard.append((int(port), what))

    def messages(self, ports: set[int]) -> int:
        """Return how many messages were heard on these ports."""
        return sum(port in ports for port, _ in self._heard)

    def words(self, ports: set[int]) -> int:
        """Return how many messages on these ports held the words that the listener looks for."""
        return sum(port in ports and what == "words" for port, what in self._heard)


@contextmanager
def listening(account: str, words: str, ports: set[int]) -> Iterator[Listener]:
    """Listen to these ports as this account until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, account, words, *map(str, sorted(ports))],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Listener(process)
        assert process.poll() is None, "the listener ended early"
    finally:
        process.kill()
        process.wait()


def ports_of(pid: int) -> set[int]:
    """Return all ports that a process listens on."""
    found = psutil.Process(pid).net_connections("tcp4")
    return {one.laddr.port for one in found if one.status == psutil.CONN_LISTEN}
