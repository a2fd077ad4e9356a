"""Bytes on disk so that they stay: append and fsync, or temporary file, fsync and rename.

Nothing here knows what the bytes mean. A link in a file's place is refused, never followed.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class NotPlain(OSError):
    """Something that is not a plain file stands where a journal or a draft belongs."""

    def __init__(self, path: Path) -> None:
        super().__init__(0, "not a plain file", str(path))
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} is a link or a folder, no plain file; move it away or put the file itself there."


def _must_be_plain(path: Path) -> bool:
    """Whether the file exists; raises `NotPlain` where something else stands there."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode):
        raise NotPlain(path)
    return True


def open_plain(path: Path, flags: int, mode: int = 0o666) -> int:
    """`os.open` that refuses links; the caller closes it."""
    _must_be_plain(path)
    return os.open(path, flags | _NOFOLLOW | _BINARY, mode)


def read(path: Path, start: int = 0) -> bytes:
    """Bytes of a plain file from an offset on."""
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        file.seek(start)
        return file.read()


def sync(fd: int) -> None:
    """Wait until a file's bytes are on the disk itself."""
    if sys.platform == "darwin":
        # fsync on macOS stops at the drive's own cache.
        import fcntl

        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
        except OSError:
            pass
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on disk, where the system lets one."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_private(folder: Path) -> None:
    """Make a folder that only this user can enter, and what is missing above it."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotPlain(folder)
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
        sync_folder(one.parent)
    if os.name != "nt" and stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def append(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Append bytes and wait for the disk; where that fails, the file is as long as it was before."""
    existed = _must_be_plain(path)
    fd = open_plain(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, mode)
    try:
        before = os.fstat(fd).st_size
        try:
            _write_all(fd, data)
            sync(fd)
            if not existed:
                sync_folder(path.parent)
        except BaseException:
            _quietly(os.ftruncate, fd, before)
            raise
    finally:
        os.close(fd)


def truncate(path: Path, size: int) -> None:
    """Cut a file to a size and wait for the disk."""
    fd = open_plain(path, os.O_RDWR)
    try:
        os.ftruncate(fd, size)
        sync(fd)
    finally:
        os.close(fd)


def replace(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Put a whole file in place at once: temporary file, fsync, rename.

    The temporary name is always the same, so that one left behind by a power cut is written over
    next time. Callers hold a lock.
    """
    _must_be_plain(path)
    new = path.with_name(path.name + ".new")
    _quietly(new.unlink)
    fd = open_plain(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            _write_all(fd, data)
            sync(fd)
        finally:
            os.close(fd)
        # pathlib's replace is the same call; os.replace keeps both names in the error.
        os.replace(new, path)  # noqa: PTH105
    except BaseException:
        _quietly(new.unlink)
        raise
    sync_folder(path.parent)


def remove(path: Path) -> bool:
    """Remove a file and what an interrupted `replace` may have left of it; whether there was one."""
    new = path.with_name(path.name + ".new")
    found = False
    for one in (new, path):
        try:
            one.unlink()
            found = found or one is path
        except FileNotFoundError:
            pass
    if found:
        sync_folder(path.parent)
    return found


def _quietly(act: Callable[..., Any], *args: Any) -> None:
    # What is tidied up here is tidied up again at the next write; the first fault is the one to report.
    with contextlib.suppress(OSError):
        act(*args)
