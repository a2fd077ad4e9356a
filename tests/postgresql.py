"""A PostgreSQL server for the tests, without a port, on computers that have PostgreSQL installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

_PATIENCE = 60.0
"""How many seconds to wait for the server to start."""
_OWNER = "kit"


def why_not() -> str | None:
    """Return why no server can be started on this computer, or ``None`` if one can."""
    if _program("initdb") is None or _program("postgres") is None:
        return "PostgreSQL is not installed here, and KIT_POSTGRESQL names no server"
    try:
        import psycopg  # noqa: F401  # whether it is there
    except ImportError:
        return "psycopg is not installed"
    return None


@contextmanager
def running() -> Iterator[str]:
    """Start a server that listens only on a Unix socket; yields the address of its first database."""
    # The server refuses to run as root, so it gets another account, which must be able to reach its folder.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    account = {"user": 65534, "group": 65534, "extra_groups": []} if as_root else {}
    folder = Path(tempfile.mkdtemp(prefix="kit-pg-", dir="/tmp"))  # a socket's name is short
    data, said = folder / "data", folder / "log.txt"
    said.touch()
    if as_root:
        for path in (folder, said):
            os.chown(path, 65534, 65534)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(folder)}
    words = [_program("initdb"), "-D", data, "-U", _OWNER, "--auth=trust", "--encoding=UTF8", "--no-sync"]
    subprocess.run(words, check=True, capture_output=True, env=environment, cwd=folder, **account)
    with said.open("wb") as log:
        server = subprocess.Popen(
            [_program("postgres"), "-D", data, "-k", folder, "-h", ""],
            stdout=log, stderr=subprocess.STDOUT, env=environment, cwd=folder, **account,
        )  # fmt: skip
    try:
        address = f"postgresql://{_OWNER}@/postgres?{urlencode({'host': str(folder)})}"
        _wait(server, address, said)
        yield address
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    """Make an empty database with this name and drop it at the end; yields its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
        try:
            head, mark, options = server.partition("?")
            yield f"{head.rpartition('/')[0]}/{name}{mark}{options}"
        finally:
            connection.execute(f'drop database "{name}" with (force)')


def _program(name: str) -> str | None:
    # Debian installs the servers of several versions side by side, outside PATH.
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next(
        (str(place / name) for place in places if (place / name).is_file()), None
    )


def _wait(server: subprocess.Popen[bytes], address: str, said: Path) -> None:
    import psycopg

    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(said.read_text("utf-8", "replace"))
