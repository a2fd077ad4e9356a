"""Run nbgrader's own marking pages on a server for the time of a measure."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.model import PlainError

_PATIENCE = 120.0
"""Seconds."""


@contextmanager
def serving_formgrader(root: Path, log: Path, token: str = "") -> Iterator[str]:
    """Serve Formgrader for a course root, on this computer only, while the block runs.

    Yields the server's address. A browser has to send the ``token`` once. Raises `KitError` with the last
    line of the ``log`` if the server doesn't start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "ServerApp.root_dir": root,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "IdentityProvider.token": token,
        "ServerApp.jpserver_extensions": {"nbgrader.server_extensions.formgrader": True},
    }
    words = ["-m", "jupyter", "server", "--no-browser", "--allow-root"]
    words += [f"--{name}={value}" for name, value in options.items()]
    own = {"JUPYTER_NO_CONFIG": "1", "JUPYTER_RUNTIME_DIR": str(log.with_name("runtime"))}
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, *words], cwd=root, stdout=said, stderr=subprocess.STDOUT, env=os.environ | own
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(server, f"{address}/api", log)
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)


def _wait(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # our own server
        except OSError:
            time.sleep(0.25)
        else:
            return
    last = (log.read_text("utf-8", "replace").strip().splitlines() or ["no message"])[-1]
    raise PlainError(f"Formgrader did not start: {last}")
