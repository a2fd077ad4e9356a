"""Back up a whole workspace to one encrypted file and restore it: both lanes, drafts, its identity.

Inside the file (see `kit.journal.sealed`) is a zip with ``workspace.json``, ``responses.jsonl``,
``private.jsonl`` and ``drafts/``. This is the only way to move private answers to
another computer.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kit.files import create, is_plain, read_plain
from kit.journal import disk
from kit.journal.files import open_journal
from kit.journal.lines import read_bytes
from kit.journal.lock import locked
from kit.journal.places import WORKSPACE_ID, private_folder
from kit.journal.sealed import seal, unseal
from kit.journal.workspace import read_workspace, write_workspace
from kit.model import KitError, Response

LEAST = 12
"""The minimum number of characters in a passphrase."""

_MOST_BYTES = 500_000_000
_ABOUT, _SHARED, _PRIVATE = "workspace.json", "responses.jsonl", "private.jsonl"
_DRAFT = re.compile(r"drafts/(?:[a-z0-9_]{1,60}/)?[a-z0-9_.]{1,80}(?:@[a-z_]{1,20})?\.json")


class Restored(NamedTuple):
    """The result of a restore: answers in the folder now, drafts that were added, and notes to show."""

    answers: int
    drafts: int
    notes: tuple[str, ...]


def check_passphrase(passphrase: str) -> None:
    """Raise `KitError` if a passphrase is too short to protect anything."""
    if len(passphrase.strip()) < LEAST:
        raise KitError("backup.passphrase", least=LEAST)


def back_up(workspace: Path, file: Path, passphrase: str) -> int:
    """Write a whole workspace into a new encrypted file, mode 0600; return the number of answers.

    Raises `KitError` if the file already exists or the passphrase is too short.
    """
    check_passphrase(passphrase)
    if file.exists() or file.is_symlink():
        raise KitError("backup.exists", file=file)
    journal = open_journal(workspace)
    with locked(journal.workspace):
        files = dict(_files(workspace, private_folder(journal.workspace)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not create(file, seal(packed.getvalue(), passphrase), 0o600):
        raise KitError("backup.exists", file=file)
    return len(journal.responses())


def _files(workspace: Path, private: Path) -> Iterator[tuple[str, bytes]]:
    yield _ABOUT, json.dumps(read_workspace(workspace)).encode()
    drafts = [(p.relative_to(private).as_posix(), p) for p in sorted(private.glob("drafts/**/*.json"))]
    wanted = [(_SHARED, workspace / _SHARED), (_PRIVATE, private / _PRIVATE)]
    for name, path in (*wanted, *((name, path) for name, path in drafts if _DRAFT.fullmatch(name))):
        if is_plain(path):
            yield name, read_plain(path)


def restore(workspace: Path, file: Path, passphrase: str) -> Restored:
    """Restore a backup into a folder that is new, holds no answers yet, or is the backup's own.

    In its own folder this adds what is missing; only ``workspace.json`` is overwritten. Raises `KitError`
    with one sentence, and changes nothing, if the passphrase is wrong, the file is damaged, or the folder
    holds other answers.
    """
    if not file.is_file():
        raise KitError("file.none", file=file)
    if file.stat().st_size > _MOST_BYTES:
        raise KitError("backup.too_large", file=file)
    files = _unpacked(unseal(file.read_bytes(), passphrase, str(file)), file)
    about = json.loads(files[_ABOUT])
    _refuse_other_answers(workspace, about["id"], file)
    private = private_folder(about["id"])
    disk.make_private(private)
    notes: list[str] = []
    with suppress(PermissionError):  # a folder of another account, shared on purpose
        disk.make_private(workspace.resolve())
    write_workspace(workspace, {**about, "port": None})
    responses: list[Response] = []
    for name, place, mode in ((_SHARED, workspace, 0o666), (_PRIVATE, private, 0o600)):
        data = files.get(name, b"")
        found, faults = read_bytes(data, name)
        notes += faults
        responses += found
        if data and not is_plain(place / name):
            create(place / name, data, mode)
    journal = open_journal(workspace)
    journal.add(responses)
    drafts = 0
    for name in filter(_DRAFT.fullmatch, files):
        disk.make_private(private / "drafts")
        disk.make_private((private / name).parent)
        drafts += create(private / name, files[name], 0o600)
    return Restored(len(journal.responses()), drafts, tuple(notes))


def _unpacked(packed: bytes, file: Path) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    left = _MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            for name in archive.namelist():
                if name in (_ABOUT, _SHARED, _PRIVATE) or _DRAFT.fullmatch(name):
                    with archive.open(name) as member:
                        files[name] = member.read(left + 1)
                    left -= len(files[name])
                    if left < 0:
                        raise ValueError
        about = json.loads(files[_ABOUT])
        if not WORKSPACE_ID.fullmatch(about["id"]):
            raise ValueError
    except Exception:
        # A person with the passphrase can pack anything; the standard library has a dozen errors for it.
        raise KitError("backup.no_course_folder", file=file) from None
    return files


def _refuse_other_answers(workspace: Path, id: str, file: Path) -> None:
    try:
        here = read_workspace(workspace)["id"]
    except KitError as error:
        if error.code != "workspace.none":
            raise
        names = [p.name for p in workspace.iterdir()] if workspace.is_dir() else []
        if workspace.exists() and (not workspace.is_dir() or any(not n.startswith(".") for n in names)):
            raise KitError("backup.other_files", folder=workspace, file=file) from None
        return
    journal = open_journal(workspace)
    if here != id and (journal.responses() or journal.drafts()):
        raise KitError("backup.other_answers", folder=workspace, file=file)
