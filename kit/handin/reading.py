"""The one reader of hand-ins: a zip, a folder, or a platform's zip of zips. Nothing is extracted.

What it returns is what the files say; nothing in it is checked against a class list or a workspace.
"""

import io
import json
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict

from kit.handin.records import ABOUT, JOURNAL
from kit.model import KitError, NotFound

MOST_BYTES = 50_000_000
"""Largest file that is opened, and most bytes that are unpacked from it."""

_MOST_MEMBERS = 1_000
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip


class HandInFault(KitError):
    """A hand-in that cannot be read; ``why`` is the sentence without what to do about it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; take the zip that Hand in made.")
        self.why = why


class Received(BaseModel):
    """What a hand-in, a file or folder called ``name``, holds of the files asked for and says of itself.

    The journal's ``private`` lines are counted and not in it. ``learner`` is as ``handin.json`` writes it,
    whether or not it can be an id; ``at``, when it was handed in, is UTC where no zone is named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    files: dict[str, bytes]
    private: int
    learner: str | None
    workspace: str | None
    assignment: str | None
    at: datetime | None


def read_hand_in(path: Path, wanted: Collection[str] = (JOURNAL, ABOUT)) -> Received:
    """Read the ``wanted`` files of a hand-in, a folder or a zip, in whatever folder of the zip they lie.

    Raises `NotFound` where there is none, `HandInFault` where it is damaged, too large, or holds a link or a
    file twice.
    """
    if path.is_symlink():
        raise HandInFault(f"{path} is a link to another file")
    if path.is_dir():
        return _received(str(path), _from_folder(path, wanted))
    with _opened(path) as file:
        return _received(str(path), _from_zip(file, str(path), wanted))


def read_download(path: Path, wanted: Collection[str]) -> Iterator[Received | HandInFault]:
    """Every hand-in in a file: itself, or each zip inside where a platform packed many into one.

    A fault of one is given in its place, and the others follow.
    """
    try:
        if path.is_symlink():
            raise HandInFault(f"{path.name} is a link to another file")
        with _opened(path) as file:
            archive, members = _archive(file, path.name)
            inner = [one for one in members if one.filename.lower().endswith(".zip")]
            if not inner or any(_base(one) in wanted for one in members):
                yield _received(path.name, _from_zip(file, path.name, wanted))
                return
            for member in inner:
                try:
                    packed = io.BytesIO(_unpacked(archive, path.name, member, MOST_BYTES))
                    yield _received(_base(member), _from_zip(packed, _base(member), wanted))
                except HandInFault as fault:
                    yield fault
    except HandInFault as fault:
        yield fault


def people(workspaces: Sequence[set[str]]) -> list[set[int]]:
    """Hand-ins put together that share a workspace, directly or through others: one group a person.

    >>> people([{"A"}, {"B"}, {"B", "C"}, {"C"}])
    [{0}, {1, 2, 3}]
    """
    groups: list[tuple[set[str], set[int]]] = []
    for number, keys in enumerate(workspaces):
        linked = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if group not in linked]
        groups.append((keys.union(*(g[0] for g in linked)), {number}.union(*(g[1] for g in linked))))
    return [numbers for _, numbers in groups]


def _opened(path: Path) -> BinaryIO:
    if not path.exists():
        raise NotFound(f"there is no file {path}; check the name.")
    if not path.is_file():
        raise HandInFault(f"{path} is not a file")
    if path.stat().st_size > MOST_BYTES:
        raise HandInFault(f"{path} is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        return path.open("rb")
    except OSError as fault:
        raise HandInFault(f"{path} cannot be read ({fault.strerror})") from None


def _archive(file: BinaryIO, name: str) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGED:
        raise HandInFault(f"{name} is a damaged zip, or not a zip") from None
    found = archive.infolist()
    if len(found) > _MOST_MEMBERS:
        raise HandInFault(f"{name} holds more than {_MOST_MEMBERS:,} files")
    if any(stat.S_ISLNK(one.external_attr >> 16) for one in found):
        raise HandInFault(f"{name} holds a link to another file")
    # A Mac's zip has a shadow of each file.
    return archive, [one for one in found if not one.filename.startswith("__MACOSX/")]


def _base(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).name


def _from_zip(file: BinaryIO, name: str, wanted: Collection[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    archive, members = _archive(file, name)
    for member in members:
        base = _base(member)
        if base not in wanted or member.is_dir():
            continue
        if base in found:
            raise HandInFault(f"{name} holds {base} more than once")
        found[base] = _unpacked(archive, name, member, left)
        left -= len(found[base])
    return found


def _unpacked(archive: zipfile.ZipFile, name: str, member: zipfile.ZipInfo, most: int) -> bytes:
    # What a zip says of a member's size is not believed.
    try:
        with archive.open(member) as stream:
            data = stream.read(most + 1)
    except _DAMAGED:
        raise HandInFault(f"{name} is a damaged or locked zip") from None
    if len(data) > most:
        raise HandInFault(f"{_base(member)} in {name} is larger than {most // 1_000_000} MB")
    return data


def _from_folder(folder: Path, wanted: Collection[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for base in wanted:
        file = folder / base
        if file.is_symlink():
            raise HandInFault(f"{file} is a link to another file")
        if file.is_file():
            with _opened(file) as stream:
                found[base] = stream.read(MOST_BYTES)
    return found


def _received(name: str, files: dict[str, bytes]) -> Received:
    said = _said(files.get(ABOUT, b"{}"))
    private = 0
    if JOURNAL in files:
        lines = io.BytesIO(files[JOURNAL]).readlines()
        kept = [line for line in lines if not _is_private(line)]
        private = len(lines) - len(kept)
        files = {**files, JOURNAL: b"".join(kept)}
    whose = {key: said.get(key) for key in ("learner", "workspace", "assignment")}
    return Received(name=name, files=files, private=private, at=_moment(said.get("at", "")), **whose)


def _said(about: bytes) -> dict[str, str]:
    try:
        said: Any = json.loads(about)
    except (ValueError, RecursionError):
        return {}
    return {k: v for k, v in said.items() if isinstance(v, str)} if isinstance(said, dict) else {}


def _is_private(line: bytes) -> bool:
    try:
        return bool(json.loads(line)["lane"] != "shared")
    except (ValueError, KeyError, TypeError, RecursionError):
        return b"private" in line


def _moment(at: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
