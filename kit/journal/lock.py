"""Allow one writer at a time: a lock file in the user's own folder, and a lock on the journal file itself.

Lock files are never kept next to a notebook, because nbgrader would submit them.
"""

import contextlib
import getpass
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kit.journal.places import user_data

WAIT = 10.0
"""Seconds to wait for another window before giving up."""


class Busy(OSError):
    """Another window has been writing for longer than `WAIT`."""


def _ours(folder: Path) -> bool:
    # Whether the folder exists (it is made if needed) and nobody else can put anything into it.
    try:
        try:
            state = folder.lstat()
        except FileNotFoundError:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode):
            return False
        if os.name == "nt":
            return True
        if state.st_uid != os.getuid() or not os.access(folder, os.W_OK):
            return False
        if stat.S_IMODE(state.st_mode) != 0o700:
            folder.chmod(0o700)
    except OSError:
        return False
    return True


def lock_folder() -> Path:
    """Return the folder for lock files: next to the private lanes, or else this user's folder under ``/tmp``.

    Variables that may differ between windows (``XDG_RUNTIME_DIR``, ``TMPDIR``) don't change it. On Windows
    the second choice is under the system's temporary folder. Raises `PermissionError` if neither can be used.
    """
    user = re.sub(r"[^A-Za-z0-9_-]", "_", getpass.getuser() if os.name == "nt" else str(os.getuid()))
    elsewhere = Path(tempfile.gettempdir()) if os.name == "nt" else Path("/tmp")  # noqa: S108  # see `_ours`
    folders = user_data() / f"locks-{user}", elsewhere / f"partnership-kit-{user}"
    for folder in folders:
        if _ours(folder):
            return folder
    raise PermissionError(13, "no folder for lock files", str(folders[0]))


def hold(fd: int) -> bool:
    """Lock an open file itself until it is closed; return ``False`` on Windows or where locks don't work.

    This keeps two windows apart even if each uses a different lock folder. Raises `Busy`.
    """
    try:
        import fcntl
    except ImportError:
        return False
    until = time.monotonic() + WAIT
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _wait(until)
        except OSError:
            return False
        else:
            return True


def _wait(until: float) -> None:
    if time.monotonic() > until:
        raise Busy(11, "another window is saving")
    time.sleep(0.002)


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
        # Python in a browser has neither module, and only one process.
        return True
    try:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    except OSError:
        return False
    return True


@contextlib.contextmanager
def locked(name: str, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of that name, or raise `Busy` after ``wait`` seconds (`WAIT` unless given).

    The system releases it when a process dies.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    fd = os.open(lock_folder() / f"{name}.lock", flags, 0o600)
    try:
        until = time.monotonic() + (WAIT if wait is None else wait)
        while not _take(fd):
            _wait(until)
        yield
    finally:
        # Closing releases the lock, on Windows too.
        os.close(fd)
