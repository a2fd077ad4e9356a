"""A journal's bytes on disk: appended with rollback, cut, removed; private folders.

Whole files are replaced by `kit.files`.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from kit.files import NotPlain, is_plain, open_plain, sync, sync_folder, write_all
from kit.files import replace as replace_whole


def read(path: Path, start: int = 0) -> bytes:
    """Bytes of a plain file from an offset on."""
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        file.seek(start)
        return file.read()


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


def append(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Append bytes and wait for the disk; where that fails, the file is as long as it was before."""
    existed = is_plain(path)
    fd = open_plain(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, mode)
    try:
        before = os.fstat(fd).st_size
        try:
            write_all(fd, data)
            sync(fd)
            if not existed:
                sync_folder(path.parent)
        except BaseException:
            # The first fault is the one to report.
            with contextlib.suppress(OSError):
                os.ftruncate(fd, before)
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


def replace(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put a whole file in place at once. Callers hold a lock, so the temporary name is always the same."""
    replace_whole(path, data, mode, temporary=_new(path))


def _new(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def remove(*paths: Path) -> None:
    """Remove files, where they are, and what an interrupted `replace` may have left of them."""
    for path in paths:
        try:
            _new(path).unlink(missing_ok=True)
            path.unlink()
        except FileNotFoundError:
            continue
        sync_folder(path.parent)
