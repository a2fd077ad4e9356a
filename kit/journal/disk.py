"""Append a journal's bytes under its own lock, remove files, and make private folders.

`kit.files` replaces whole files.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kit.files import NotPlain, open_plain, sync, sync_folder, write_all
from kit.files import replace as replace_whole
from kit.journal.lock import hold


def make_private(folder: Path) -> None:
    """Make a folder that only this user can enter, and any missing folders above it."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotPlain(folder)
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
        sync_folder(one.parent)
    if os.name != "nt" and stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)


@contextlib.contextmanager
def alone(path: Path, mode: int = 0o666) -> Iterator[tuple[int, bool]]:
    """Open a file for appending, made if needed; yield its descriptor and whether it is locked."""
    while True:
        fd = open_plain(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, mode)
        try:
            locked = hold(fd)
            # While we waited, another window may have put a new file in its place.
            if _is_still(path, fd):
                yield fd, locked
                return
        finally:
            os.close(fd)


def _is_still(path: Path, fd: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(fd))
    except FileNotFoundError:
        return False


def append(path: Path, data: bytes, mode: int = 0o666) -> os.stat_result | None:
    """Append lines and wait for the disk. A last line that was cut off is ended first; nothing is removed.

    On failure, the file is restored to its earlier content, unless another window's bytes may follow ours;
    then both stay. Returns the file's earlier status, or ``None`` if something else may be between its old
    end and the lines.
    """
    with alone(path, mode) as (fd, locked):
        state = os.fstat(fd)
        before = state.st_size
        torn = before > 0 and _read_at(fd, before - 1, 1) != b"\n"
        if torn:
            data = b"\n" + data
        try:
            write_all(fd, data)
            sync(fd)
            if not before:
                # The file may be new, or its name lost from the disk in a crash.
                sync_folder(path.parent)
        except BaseException:
            # The first fault is the one to report.
            with contextlib.suppress(OSError):
                if locked and data.startswith(_read_at(fd, before, len(data) + 1)):
                    os.ftruncate(fd, before)
            raise
    return state if locked and not torn else None


def _read_at(fd: int, start: int, most: int) -> bytes:
    os.lseek(fd, start, os.SEEK_SET)
    return os.read(fd, most)


def replace(path: Path, data: bytes, mode: int | None = None) -> None:
    """Replace a whole file in one step. Callers hold a lock, so the temporary name can always be the same."""
    replace_whole(path, data, mode, temporary=_new(path))


def _new(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def remove(*paths: Path) -> None:
    """Remove files that exist, and temporary files that an interrupted `replace` may have left."""
    for path in paths:
        try:
            _new(path).unlink(missing_ok=True)
            path.unlink()
        except FileNotFoundError:
            continue
        sync_folder(path.parent)
