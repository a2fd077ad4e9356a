"""Answers out of a file from elsewhere: a hand-in's zip or a journal. Read, never extracted."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict

from kit.handin.records import ABOUT, JOURNAL
from kit.journal import LEARNER_ID, merge, read_bytes, read_workspace
from kit.model import JournalFault, KitError, NotFound, Response

MOST_BYTES = 50_000_000
"""Largest file, and largest unpacked member, that is read."""

MOST_MEMBERS = 1_000
MOST_SEQ = 10**9


class Unpacked(BaseModel):
    """What a file holds: answers, whose they are as far as it says, and what could not be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    responses: tuple[Response, ...]
    learner: str | None
    notes: tuple[str, ...]


def unpack(file: Path) -> Unpacked:
    """Read a hand-in's zip or a journal.

    Raises
    ------
    NotFound
        There is no such file.
    KitError
        It is neither, or too large, or damaged.
    JournalFault
        Two of its lines have one id and differ.
    """
    if not file.is_file():
        raise NotFound(f"there is no file {file}; check the name.")
    if file.stat().st_size > MOST_BYTES:
        raise KitError(
            f"{file} is larger than 50 MB, so it is no hand-in or journal of this course; "
            "choose another file."
        )
    data = file.read_bytes()
    if data.startswith(b"PK"):
        lines, about = _members(file, data)
        name = JOURNAL
    else:
        lines, about, name = data, None, file.name
    responses, notes = read_bytes(lines, name)
    if any(r.seq > MOST_SEQ for r in responses):
        raise JournalFault(f"{file}: a line counts beyond {MOST_SEQ:,}; take an unedited copy of the file.")
    if not responses and about is None:
        raise KitError(
            f"{file} holds no answers of this course; choose a hand-in (handin/….zip) or a responses.jsonl."
        )
    learner = _named(about) if about is not None else _beside(file) or _only_workspace(responses)
    return Unpacked(responses=tuple(merge((), responses)), learner=learner, notes=tuple(notes))


def _members(file: Path, data: bytes) -> tuple[bytes, bytes | None]:
    """The bytes of ``responses.jsonl`` and ``handin.json``; a zip made again around a folder will do."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise KitError(
                    f"{file} holds more than {MOST_MEMBERS:,} files; choose the zip that Hand in wrote."
                )
            found = {}
            for wanted in (JOURNAL, ABOUT):
                members = [m for m in archive.infolist() if PurePosixPath(m.filename).name == wanted]
                if len(members) > 1:
                    raise KitError(
                        f"{file} holds {wanted} more than once; choose the zip that Hand in wrote."
                    )
                for member in members:
                    with archive.open(member) as stream:
                        found[wanted] = stream.read(MOST_BYTES + 1)
                    if len(found[wanted]) > MOST_BYTES:
                        raise KitError(
                            f"{wanted} in {file} is larger than 50 MB; choose the zip that Hand in wrote."
                        )
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        raise KitError(f"{file} is a damaged or locked zip; copy it again from the other computer.") from None
    if JOURNAL not in found:
        raise KitError(f"{file} has no {JOURNAL} in it; choose the zip that Hand in wrote, or a journal.")
    return found[JOURNAL], found.get(ABOUT)


def _named(about: bytes) -> str | None:
    try:
        learner = json.loads(about)["learner"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return learner if isinstance(learner, str) and LEARNER_ID.fullmatch(learner) else None


def _beside(file: Path) -> str | None:
    """The learner of the workspace whose journal this is, where the whole folder was copied."""
    try:
        workspace = read_workspace(file.resolve().parent)
    except KitError:
        return None
    learner = str(workspace["learner"] or workspace["id"])
    return learner if LEARNER_ID.fullmatch(learner) else None


def _only_workspace(responses: list[Response]) -> str | None:
    ids = {r.workspace for r in responses}
    return ids.pop() if len(ids) == 1 else None
