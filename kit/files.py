"""Read files, replace them atomically, and tell whether a folder is synced or on a network drive.

Nothing here knows what the bytes mean. `open_plain`, `read_plain`, and `replace` refuse links.
"""

import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kit.model import KitError

_FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL

_SYNCED = {
    "OneDrive": re.compile(r"onedrive( ?- ?.*)?", re.IGNORECASE),
    "Dropbox": re.compile(r"dropbox( \(.*\))?", re.IGNORECASE),
    "iCloud Drive": re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs", re.IGNORECASE),
    "Google Drive": re.compile(r"google ?drive( \(.*\))?|googledrive-.*|my drive", re.IGNORECASE),
    "Nextcloud": re.compile(r"nextcloud( ?- ?.*)?", re.IGNORECASE),
    "Box": re.compile(r"box sync|box-box", re.IGNORECASE),
}
_NETWORK = re.compile(
    r"nfs4?|cifs|smb[23]?|smbfs|afpfs|afs|davfs|webdav|9p|fuse\.(sshfs|davfs2)", re.IGNORECASE
)


class NotPlain(OSError):
    """There is a link, folder, or device where one of our files belongs."""

    def __init__(self, path: Path) -> None:
        super().__init__(0, "not a plain file", str(path))

    def __str__(self) -> str:
        return (
            f"{self.filename} is a link or a folder, not a plain file; move it away or choose another name."
        )


def require_folder(folder: Path) -> None:
    """Raise `KitError` if this isn't a folder.

    >>> require_folder(Path("no_such_class"))
    Traceback (most recent call last):
    kit.model.errors.KitError: folder.none (folder=no_such_class)
    """
    if not folder.is_dir():
        raise KitError("folder.none", folder=folder)


def is_plain(path: Path) -> bool:
    """Return whether the file exists. Raises `NotPlain` if it is a link, folder, or device."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode):
        raise NotPlain(path)
    return True


def open_plain(path: Path, flags: int, mode: int = 0o666) -> int:
    """Open a file as `os.open` does, but raise `NotPlain` for a link. The caller closes the descriptor."""
    is_plain(path)
    return os.open(path, flags | _FLAGS, mode)


def read_plain(path: Path, start: int = 0) -> bytes:
    """Return a file's bytes from an offset on. Raises `NotPlain` for a link."""
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        file.seek(start)
        return file.read()


def sync(fd: int) -> None:
    """Wait until a file's bytes are on the disk itself."""
    if sys.platform == "darwin":
        # On macOS, fsync doesn't flush the drive's own cache.
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names to disk, if the system allows it."""
    if os.name != "nt":
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all bytes, even if the system takes only some at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def read_text(path: Path, newline: str | None = None) -> str:
    """Return a text file's content without a byte order mark. Raises `KitError` if it isn't UTF-8.

    ``newline`` is passed to `open`; ``""`` keeps the file's line endings.
    """
    try:
        with path.open(encoding="utf-8-sig", newline=newline) as file:
            return file.read()
    except UnicodeDecodeError:
        raise KitError("file.not_text", file=path) from None


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Make an `OSError` name this file, instead of its temporary file or, as on a full disk, no file."""
    try:
        yield
    except NotPlain:
        raise
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def replace(path: Path, data: bytes, mode: int | None = None, temporary: Path | None = None) -> None:
    """Replace a whole file atomically: temporary file in its folder, fsync, rename, fsync of the folder.

    ``mode`` is the new file's permissions; ``None`` keeps those of the old file. A caller that holds a lock
    can name the ``temporary`` file, so that a leftover from a power cut is overwritten next time. If writing
    or renaming raises `OSError`, the old file is unchanged.
    """
    _put({path: temporary or _beside(path)}, {path: data}, mode)


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Replace files that belong together. All are written and synced before the first one is replaced.

    A full disk therefore changes none of them. Each keeps its permissions.
    """
    _put({path: _beside(path) for path in files}, files)


def _put(new: Mapping[Path, Path], files: Mapping[Path, bytes], mode: int | None = None) -> None:
    try:
        for path, data in files.items():
            _write_beside(path, new[path], data, mode)
        for path, one in new.items():
            with _naming(path):
                one.replace(path)
    except BaseException:
        for one in new.values():
            _drop(one)
        raise
    for folder in {path.parent for path in files}:
        sync_folder(folder)


def _write_beside(path: Path, new: Path, data: bytes, mode: int | None) -> None:
    if is_plain(path) and mode is None:
        mode = stat.S_IMODE(path.stat().st_mode)
    with _naming(path):
        _drop(new)
        _write_new(new, data, 0o666 if mode is None else mode)
        if mode is not None and stat.S_IMODE(new.stat().st_mode) != mode:
            new.chmod(mode)


def _write_new(new: Path, data: bytes, mode: int) -> None:
    fd = open_plain(new, _NEW, mode)
    try:
        write_all(fd, data)
        sync(fd)
    finally:
        os.close(fd)


def create(path: Path, data: bytes, mode: int) -> bool:
    """Create a whole file atomically. Returns ``False``, without changing anything, if the path exists."""
    new = _beside(path)
    try:
        _write_new(new, data, mode)
        try:
            # A link fails if the name is taken; a rename would overwrite.
            os.link(new, path)
        except FileExistsError:
            return False
        except OSError:
            # This file system has no links.
            if path.exists():
                return False
            new.rename(path)
        sync_folder(path.parent)
        return True
    finally:
        _drop(new)


@contextmanager
def replacing(*paths: Path) -> Iterator[list[Path]]:
    """Yield temporary files that replace ``paths``, in order, if the block succeeds. Their mode is 0600.

    This is for libraries that write to a file by its name. If the block raises, no file is replaced. Raises
    `KitError` if a path is a folder, or two paths are the same.
    """
    for path in paths:
        if path.is_dir():
            raise KitError("file.is_folder", file=path)
    if len({path.resolve() for path in paths}) < len(paths):
        raise KitError("file.same_name", file=paths[0])
    new = [_beside(path) for path in paths]
    try:
        for one, path in zip(new, paths, strict=True):
            with _naming(path):
                one.parent.mkdir(parents=True, exist_ok=True)
                os.close(open_plain(one, _NEW, 0o600))
        yield new
        for one in new:
            with one.open("rb+") as file:
                sync(file.fileno())
        for one, path in zip(new, paths, strict=True):
            one.replace(path)
        for folder in {path.parent for path in paths}:
            sync_folder(folder)
    finally:
        for one in new:
            _drop(one)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")


def _drop(path: Path) -> None:
    # The first error is the one to report. Deleting an answer also deletes what is left over (`withdraw`).
    with suppress(OSError):
        path.unlink()


def synced_by(folder: Path) -> str | None:
    """Return the cloud service that syncs a folder, judging by the names in its path, or ``None``.

    >>> synced_by(Path("/home/rosa/OneDrive - District 7")), synced_by(Path("/home/rosa/my dropbox notes"))
    ('OneDrive', None)
    """
    parts = {*folder.parts, *folder.resolve().parts}
    return next((name for name, shape in _SYNCED.items() if any(map(shape.fullmatch, parts))), None)


def network_drive(folder: Path) -> str | None:
    """Return the network file system of a folder's innermost mount, or ``None`` if it is local or unknown."""
    folder = folder.resolve()
    if folder.drive.startswith("\\\\"):
        return "network share"
    try:
        import psutil

        mounts = [(Path(p.mountpoint), p.fstype, p.opts) for p in psutil.disk_partitions(all=True)]
    except (ImportError, OSError):
        return None
    under = [mount for mount in mounts if folder.is_relative_to(mount[0])]
    if not under:
        return None
    _, kind, options = max(under, key=lambda mount: len(mount[0].parts))
    return kind if _NETWORK.fullmatch(kind.lower()) or "remote" in options.split(",") else None
