"""Hand-in zips looked into, member by member; nothing is extracted."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from kit.handin.unpacking import MOST_BYTES, MOST_MEMBERS
from kit.model import KitError

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip


def member(path: Path, name: str) -> bytes | None:
    """Bytes of the member of that file name, in whatever folder of the zip; ``None`` where there is none.

    Raises
    ------
    KitError
        The zip is damaged, or the member stands in it twice or is larger than any hand-in's.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            found = [info for info in infos if PurePosixPath(info.filename).name == name]
            if not found:
                return None
            if len(found) > 1 or len(infos) > MOST_MEMBERS:
                raise KitError(f"{path} holds {name} more than once; ask for the zip that Hand in wrote.")
            with archive.open(found[0]) as stream:
                data = stream.read(MOST_BYTES + 1)
    except _DAMAGED:
        raise KitError(f"{path} is a damaged or locked zip; ask for it again.") from None
    if len(data) > MOST_BYTES:
        raise KitError(f"{name} in {path} is larger than 50 MB; ask for the zip that Hand in wrote.")
    return data


def about(data: bytes | None) -> dict[str, str]:
    """What a ``handin.json`` says of ``learner``, ``workspace`` and ``assignment``, as far as it is text."""
    try:
        said: Any = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {k: v for k in ("learner", "workspace", "assignment") if isinstance(v := said.get(k), str)}


def named(path: Path, assignments: frozenset[str]) -> dict[str, str]:
    """Assignment and learner as a zip's name tells them, ``<assignment>_<learner>.zip``.

    >>> named(Path("iep_meeting_lee.zip"), frozenset({"iep_meeting", "start"}))
    {'assignment': 'iep_meeting', 'learner': 'lee'}
    """
    for assignment in sorted(assignments):
        if match := re.fullmatch(rf"{re.escape(assignment)}_(.+)", path.stem):
            return {"assignment": assignment, "learner": match[1]}
    return {}
