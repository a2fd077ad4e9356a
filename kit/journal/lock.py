"""One writer at a time: a lock file in the user's runtime folder, never beside a notebook.

(nbgrader would submit a lock file that lay in the workspace.)
"""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import stat
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

WAIT = 10.0
"""Seconds to wait for another window before giving up."""


class Busy(OSError):
    """Another window has been writing for longer than `WAIT`."""


def _ours(folder: Path) -> bool:
    # Whether the folder is there (made if need be) and nobody else can put anything into it.
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
    except OSError:
        return False
    safe = os.name == "nt" or (state.st_uid == os.getuid() and os.access(folder, os.W_OK))
    return stat.S_ISDIR(state.st_mode) and safe


def lock_folder() -> Path:
    """Where lock files lie: the runtime folder, else a folder of this user's in the temporary one."""
    from platformdirs import user_runtime_path

    with warnings.catch_warnings():
        # Without XDG_RUNTIME_DIR it warns and names a temporary folder, which is what we want then.
        warnings.simplefilter("ignore")
        folder = user_runtime_path("partnership-kit", appauthor=False)
    if _ours(folder):
        return folder
    user = re.sub(r"[^A-Za-z0-9_-]", "_", getpass.getuser() if os.name == "nt" else str(os.getuid()))
    folder = Path(tempfile.gettempdir()) / f"partnership-kit-{user}"
    if _ours(folder):
        return folder
    raise PermissionError(13, "no folder for lock files", str(folder))


def _take(fd: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return _take_on_windows(fd)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_on_windows(fd: int) -> bool:
    try:
        import msvcrt
    except ImportError:
        # A browser's Python has neither, and only one process.
        return True
    try:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    except OSError:
        return False
    return True


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the lock of that name, or raise `Busy`; the system lets go of it when a process dies."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    fd = os.open(lock_folder() / f"{name}.lock", flags, 0o600)
    try:
        until = time.monotonic() + WAIT
        while not _take(fd):
            if time.monotonic() > until:
                raise Busy(11, "another window is saving")
            time.sleep(0.01)
        yield
    finally:
        # Closing lets go, on Windows too.
        os.close(fd)
