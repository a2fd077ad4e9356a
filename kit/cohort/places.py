"""Read and write a cohort's files in folders on this machine or in a store (``s3://bucket/…``).

A place is a path from pathlib, or one from universal-pathlib, which works the same way and reads a store
through fsspec. Links, ledgers and permissions exist only on this machine, never in a store.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, NamedTuple, cast

from kit.files import read_plain, replace
from kit.journal import read_workspace
from kit.journal.workspace import workspace_said
from kit.model import MissingExtra, PlainError

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_EXTRAS = {"s3": "s3", "s3a": "s3"}


class Entry(NamedTuple):
    """A file or folder inside a folder."""

    name: str
    is_folder: bool


def is_store(name: object) -> bool:
    """Whether a name is the address of a store (``scheme://…``).

    >>> is_store("s3://bucket/fall"), is_store("/srv/fall"), is_store(r"C:\\fall")
    (True, False, False)
    """
    return bool(_ADDRESS.match(str(name)))


def place(name: Path | str) -> Path:
    """Return the path for a name; for a store, it isn't a `pathlib.Path` but works like one.

    Raises
    ------
    MissingExtra
        A package that the store needs is not installed.
    KitError
        The kind of store is unknown, or the address can't be used.
    """
    if not is_store(name):
        return Path(name)
    kind = str(name).partition("://")[0].lower()
    try:
        from upath import UPath

        made = UPath(str(name))
        _ = made.fs
    except ImportError:
        raise MissingExtra(
            f"{kind}:// needs a package for that kind of store", _EXTRAS.get(kind, "scale")
        ) from None
    except Exception as fault:
        raise PlainError(
            f"{name} can't be used ({type(fault).__name__}: {fault}); check the address."
        ) from None
    return cast(Path, made)


def exists(path: Path) -> bool:
    """Whether a file or folder exists; raises `KitError` if a store can't be reached."""
    if not is_store(path):
        return path.exists()
    try:
        return path.exists()
    except Exception as fault:
        raise PlainError(
            f"{path} can't be reached ({type(fault).__name__}: {fault}); check the address and your "
            "permission to read it."
        ) from None


def absolute(path: Path) -> str:
    """Return the absolute path, since workers may have another working directory."""
    return str(path) if is_store(path) else os.path.abspath(path)  # noqa: PTH100 - doesn't resolve links


def entries(folder: Path) -> list[Entry]:
    """List a folder, sorted by name, without links and hidden files."""
    if is_store(folder):
        listed = _store(folder).ls(_in_store(folder), detail=True)
        inside = [
            Entry(one["name"].rstrip("/").rpartition("/")[2], one["type"] == "directory") for one in listed
        ]
    else:
        with os.scandir(folder) as found:
            inside = [
                Entry(one.name, one.is_dir()) for one in found if not one.is_symlink() and _is_usual(one)
            ]
    return sorted(one for one in inside if one.name and not one.name.startswith("."))


def _is_usual(entry: "os.DirEntry[str]") -> bool:
    return entry.is_dir() or entry.is_file()


class Ahead:
    """A cache of one listed folder in a store: later questions about its files cost no request."""

    def __init__(self) -> None:
        self._listed: PurePath | None = None

    def list(self, folder: Path) -> None:
        """List a folder and everything below it, unless the last listing covers it."""
        if not is_store(folder):
            return
        inside = PurePath(_in_store(folder))
        if self._listed is not None and inside.is_relative_to(self._listed):
            return
        store = _store(folder)
        store.invalidate_cache()
        store.find(_in_store(folder))
        self._listed = inside


def workspace_in(folder: Path) -> dict[str, Any]:
    """Read a course folder's ``workspace.json``; raises the same errors as `kit.journal.read_workspace`."""
    if not is_store(folder):
        return read_workspace(folder)
    return workspace_said((folder / ".partnership" / "workspace.json").read_bytes(), folder)


def read(path: Path) -> bytes:
    """Read a file's bytes, without following a link."""
    return path.read_bytes() if is_store(path) else read_plain(path)


def size_of(path: Path) -> int:
    """Return a file's size in bytes."""
    return path.stat().st_size if is_store(path) else path.lstat().st_size


def stamp(path: Path) -> str:
    """Return a string that changes with the file: its size, and its time or ETag; "-" if it is missing."""
    try:
        if is_store(path):
            about = _store(path).info(_in_store(path))
            changed = next((str(about[key]) for key in _CHANGED if about.get(key)), "")
            return f"{about.get('size')} {changed}"
        seen = path.lstat()
        return f"{seen.st_size} {seen.st_mtime_ns}"
    except OSError:
        return "-"


_CHANGED = ("ETag", "etag", "LastModified", "mtime", "created")


def write(path: Path, data: bytes) -> None:
    """Write a file and create its folder if needed.

    On this machine, the file is written atomically. Only its owner can read it or open a folder made for it.
    """
    if is_store(path):
        _store(path).makedirs(_in_store(path.parent), exist_ok=True)
        _store(path).pipe_file(_in_store(path), data)
        return
    # With ``parents=True``, only the last folder would be closed.
    for folder in reversed([one for one in path.parents if not one.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)
    replace(path, data, 0o600)


def remove(path: Path) -> None:
    """Remove a file, or a folder with everything in it, if it exists."""
    if is_store(path):
        if path.exists():
            _store(path).rm(_in_store(path), recursive=True)
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def names_in(folder: Path) -> Iterator[str]:
    """Yield the names of the files in a folder; nothing if there is no such folder."""
    if exists(folder):
        yield from (one.name for one in entries(folder) if not one.is_folder)


def json_in(path: Path) -> Any:
    """Read a JSON file; return ``None`` if it is missing or isn't valid JSON."""
    try:
        return json.loads(read(path))
    except (FileNotFoundError, ValueError):
        return None


def _store(path: Path) -> Any:
    return cast(Any, path).fs


def _in_store(path: Path) -> str:
    return str(cast(Any, path).path)
