"""The one reader of hand-ins: a zip, a folder, or a platform's zip of zips. Nothing is extracted.

What it returns is what the files say; nothing in it is checked against a class list or a workspace. Whatever
is wrong with a file is a `HandInFault` that names it, so that the others go on.
"""

import io
import json
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict

from kit.handin.records import ABOUT, JOURNAL, HandInFault
from kit.handin.zips import Left, Zip, in_mb, told
from kit.journal.lines import MOST_SEQ
from kit.model import NotFound

MOST_BYTES = 50_000_000
"""Largest file that is opened, and largest file that is unpacked from it."""

MOST_TOGETHER = 500_000_000
"""Most bytes that are unpacked from one file, zips inside it and what is in them together."""

MOST_NOTEBOOK = 10_000_000
"""Largest notebook that is read."""

_MOST_ABOUT = 200_000
_MOST_LEVELS = 50
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)  # the course is younger
_AHEAD = timedelta(days=1)


class Received(BaseModel):
    """What a hand-in, a file or folder called ``name``, holds of the files asked for and says of itself.

    The journal's ``private`` lines are counted and not in it. ``learner`` is as ``handin.json`` writes it,
    whether or not it can be an id. ``folder`` is the one that the file lay in; of one in a zip, the zip and
    the folders in it too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    folder: str
    files: dict[str, bytes]
    private: int
    learner: str | None
    workspace: str | None
    assignment: str | None
    seq: int | None
    """The last number of the workspace's journal when it was handed in; earlier hand-ins do not say."""
    at: datetime
    """When it was handed in; where it does not say so, or says what cannot be, when the file arrived."""
    odd_time: str | None
    """What it says of its time, where that cannot be."""


def read_hand_in(path: Path, wanted: Collection[str] = (JOURNAL, ABOUT)) -> Received:
    """Read the ``wanted`` files of a hand-in, a folder or a zip, in whatever folder of the zip they lie.

    Raises `NotFound` where there is none, `HandInFault` where it cannot be read, is too large, or holds a
    link or a file twice.
    """
    name = str(path)
    with told(name, "cannot be read"):
        if path.is_symlink():
            raise HandInFault(f"{name} is a link to another file")
        if not path.exists():
            raise NotFound(f"there is no file {name}; check the name.")
        if path.is_dir():
            return _received(name, path.parent.name, _from_folder(path, wanted), _arrival(path))
        with _opened(path) as file:
            found = _from_zip(Zip(file, name), wanted, Left(MOST_BYTES))
            return _received(name, path.parent.name, found, _arrival(path))


def read_download(path: Path, wanted: Collection[str]) -> Iterator[Received | HandInFault]:
    """Every hand-in in a file: itself, or each zip inside where a platform packed many into one.

    A fault of one is given in its place, and the others follow.
    """
    try:
        with told(path.name, "cannot be read"):
            if path.is_symlink():
                raise HandInFault(f"{path.name} is a link to another file")
            with _opened(path) as file:
                yield from _each(Zip(file, path.name), path, wanted)
    except HandInFault as fault:
        yield fault


def _each(packed: Zip, path: Path, wanted: Collection[str]) -> Iterator[Received | HandInFault]:
    arrived, left = _arrival(path), Left(MOST_TOGETHER)
    inner = [one for one in packed.members if one.name.lower().endswith(".zip")]
    if not inner or any(one.name in wanted for one in packed.members):
        yield _received(path.name, path.parent.name, _from_zip(packed, wanted, left), arrived)
        return
    for member in inner:
        try:
            data = io.BytesIO(packed.unpacked(member, MOST_BYTES, left))
            with told(member.name):
                found = _from_zip(Zip(data, member.name), wanted, left)
                folder = f"{path.parent.name}/{path.name}/{member.folder}"
                one = _received(member.name, folder, found, arrived)
        except HandInFault as fault:
            yield HandInFault(fault.why if member.name in fault.why else f"{member.name}: {fault.why}")
        else:
            yield one


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


def too_deep(value: object, most: int = _MOST_LEVELS) -> bool:
    """Whether lists and objects lie more than so many levels deep in each other.

    >>> too_deep({"a": [1, 2]}, 2), too_deep({"a": [1, [2]]}, 2)
    (False, True)
    """
    level: list[Any] = [value]
    for _ in range(most + 1):
        level = [one for one in level if isinstance(one, dict | list)]
        if not level:
            return False
        level = [child for one in level for child in (one.values() if isinstance(one, dict) else one)]
    return True


def _opened(path: Path) -> BinaryIO:
    if not path.is_file():
        raise HandInFault(f"{path} is not a file")
    if path.stat().st_size > MOST_BYTES:
        raise HandInFault(f"{path} is larger than {in_mb(MOST_BYTES)}")
    return path.open("rb")


def _arrival(path: Path) -> datetime:
    # Unpacking a download can give a file any time.
    now = datetime.now(UTC)
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return now
    return changed if _BEGAN <= changed <= now else now


def _most(name: str) -> int:
    if name == ABOUT:
        return _MOST_ABOUT
    return min(MOST_BYTES, MOST_NOTEBOOK) if name.endswith(".ipynb") else MOST_BYTES


def _from_zip(packed: Zip, wanted: Collection[str], left: Left) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for member in packed.members:
        if member.name in wanted:
            if member.name in found:
                raise HandInFault(f"{packed.name} holds {member.name} more than once")
            found[member.name] = packed.unpacked(member, _most(member.name), left)
    return found


def _from_folder(folder: Path, wanted: Collection[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for base in wanted:
        file = folder / base
        if file.is_symlink():
            raise HandInFault(f"{file} is a link to another file")
        if file.is_file():
            if file.stat().st_size > _most(base):
                raise HandInFault(f"{file} is larger than {in_mb(_most(base))}")
            found[base] = file.read_bytes()
    return found


def _received(name: str, folder: str, files: dict[str, bytes], arrived: datetime) -> Received:
    said = _said(files.get(ABOUT, b"{}"))
    private = 0
    if JOURNAL in files:
        lines = io.BytesIO(files[JOURNAL]).readlines()
        kept = [one for number, one in enumerate(lines, start=1) if not _is_private(one, number, name)]
        private = len(lines) - len(kept)
        files = {**files, JOURNAL: b"".join(kept)}
    whose = {key: _text(said.get(key)) for key in ("learner", "workspace", "assignment")}
    at, odd_time = _when(said.get("at"), arrived)
    seq = said.get("seq")
    return Received(
        name=name,
        folder=folder,
        files=files,
        private=private,
        at=at,
        odd_time=odd_time,
        seq=seq if type(seq) is int and 0 <= seq <= MOST_SEQ else None,
        **whose,
    )


def _said(about: bytes) -> dict[str, Any]:
    try:
        said: Any = json.loads(about)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _text(said: object) -> str | None:
    return said if isinstance(said, str) else None


def _is_private(line: bytes, number: int, name: str) -> bool:
    try:
        said = json.loads(line)
        # Whatever is deep has many brackets, and hardly any line has.
        if line.count(b"[") + line.count(b"{") > _MOST_LEVELS and too_deep(said):
            raise RecursionError
        return bool(said["lane"] != "shared")
    except RecursionError:
        why = f"{JOURNAL} in {name} is no journal: line {number} is nested more than {_MOST_LEVELS} deep"
        raise HandInFault(why) from None
    except (ValueError, KeyError, TypeError):
        return b"private" in line


def _when(said: object, arrived: datetime) -> tuple[datetime, str | None]:
    if said is None:
        return arrived, None
    try:
        moment = datetime.fromisoformat(str(said))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = datetime.min.replace(tzinfo=UTC)
    if _BEGAN <= moment <= datetime.now(UTC) + _AHEAD:
        return moment, None
    return arrived, re.sub(r"[^\w:.+ -]", "?", str(said)[:40])
