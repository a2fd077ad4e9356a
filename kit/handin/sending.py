"""A hand-in is sent: copied to a folder that the instructor named, once the learner says so.

The folder is typed at the start or stands in an invitation that was confirmed. Whoever asks for a copy names
the folder that was shown first, so nothing goes anywhere unseen.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from kit.content import compiled
from kit.files import NotPlain, replace
from kit.handin.invitation import kept_invitation
from kit.handin.reading import read_hand_in
from kit.handin.records import JOURNAL, HandIn, HandInFault, zip_name
from kit.journal import kept_under, learner_of, read_lines, read_workspace, update_workspace
from kit.model import Interface, KitError, NotFound

_GROUP_OR_OTHERS_READ, _GROUP_OR_OTHERS_PASS = 0o055, 0o011


class NotSent(KitError):
    """A hand-in was made and not sent; the sentence says why and what to do."""


class Sent(BaseModel):
    """Where a hand-in went, and when; ``sha256`` is of the file that went."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str
    at: AwareDatetime
    sha256: str


def name_folder(workspace: Path, folder: str, words: Interface | None = None) -> Path | None:
    """Send hand-ins of this workspace to a folder from now on; ``""`` sends them nowhere.

    Raises `NotSent` where the folder will not do.
    """
    if not folder:
        update_workspace(workspace, hand_in_to=None)
        return None
    place = Path(folder).expanduser().absolute()
    _refuse(place, workspace, words or compiled().words)
    update_workspace(workspace, hand_in_to=str(place))
    return place


def folder_for(workspace: Path) -> Path | None:
    """Where hand-ins of this workspace go, if a folder was named; nothing is looked up there."""
    kept = read_workspace(workspace)
    if isinstance(typed := kept.get("hand_in_to"), str):
        return Path(typed)
    invitation = kept_invitation(kept)
    said = (invitation.hand_in_to if invitation else None) or ""
    # What a file from somebody says reaches no other computer: looking for \\server\share would greet it.
    return Path(said) if Path(said).is_absolute() and not said.startswith(("\\\\", "//")) else None


def send(workspace: Path, made: HandIn, shown: str, words: Interface | None = None) -> Sent:
    """Copy the zip of a hand-in to the folder that was ``shown`` to the learner, and remember that.

    Raises `NotSent` where that is not the folder any more, or the copy can't be made there.
    """
    words = words or compiled().words
    folder = folder_for(workspace)
    if folder is None or str(folder) != shown:
        raise NotSent(words["send.changed"])
    data = made.zip.read_bytes()
    _refuse(folder, workspace, words)
    try:
        _refuse_another_learners(folder / made.zip.name, str(read_workspace(workspace)["id"]), words)
        replace(folder / made.zip.name, data, mode=0o600)
    except OSError as fault:
        raise NotSent(_because(fault, folder, words)) from fault
    sent = Sent(to=shown, at=datetime.now(UTC), sha256=hashlib.sha256(data).hexdigest())
    every = kept_under(read_workspace(workspace), "sent")
    update_workspace(workspace, sent=every | {made.assignment: sent.model_dump(mode="json")})
    return sent


def sent_before(workspace: Path, made: HandIn) -> Sent | None:
    """When and where the file that lies in ``handin/`` was sent; ``None`` where just this one was not."""
    return _sent(kept_under(read_workspace(workspace), "sent"), made.assignment, made.zip)


def sent_answers(workspace: Path) -> frozenset[str]:
    """Ids of the answers in those hand-ins of a workspace that were sent just as they lie there."""
    every, learner = kept_under(read_workspace(workspace), "sent"), learner_of(workspace)
    found: set[str] = set()
    for journal in (workspace / "handin").glob(f"*/{JOURNAL}"):
        assignment = journal.parent.name
        if _sent(every, assignment, workspace / "handin" / zip_name(assignment, learner)):
            found |= {response.id for response in read_lines(journal)[0]}
    return frozenset(found)


def _sent(every: Mapping[str, Any], assignment: str, made: Path) -> Sent | None:
    try:
        sent = Sent.model_validate(every.get(assignment))
        return sent if hashlib.sha256(made.read_bytes()).hexdigest() == sent.sha256 else None
    except (OSError, ValidationError):
        return None


def _refuse(folder: Path, workspace: Path, words: Interface) -> None:
    """Raise `NotSent` unless the folder is there, lies elsewhere, and is closed to other accounts."""
    try:
        place = folder.resolve(strict=True)
        if not place.is_dir():
            raise NotSent(words.fill("send.missing", folder=folder))
        if place.is_relative_to(workspace.resolve()):
            raise NotSent(words.fill("send.own", folder=folder))
        if os.name != "nt" and _open_to_others(place):
            raise NotSent(words.fill("send.open", folder=folder))
    except OSError as fault:
        raise NotSent(_because(fault, folder, words)) from fault


def _open_to_others(place: Path) -> bool:
    """Whether another account can list the folder or reach a file in it: through every folder above it."""
    if not stat.S_IMODE(place.stat().st_mode) & _GROUP_OR_OTHERS_READ:
        return False
    return all(stat.S_IMODE(above.stat().st_mode) & _GROUP_OR_OTHERS_PASS for above in place.parents)


def _refuse_another_learners(there: Path, workspace: str, words: Interface) -> None:
    # Names of learners without an id are short, so two can meet; and an id can be typed wrong.
    with suppress(NotFound, HandInFault):
        if read_hand_in(there).workspace not in (None, workspace):
            raise NotSent(words.fill("send.taken", file=there))


def _because(fault: OSError, folder: Path, words: Interface) -> str:
    if isinstance(fault, NotPlain):
        return words.fill("send.other", folder=folder, reason=str(fault).rstrip("."))
    match fault.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return words.fill("send.missing", folder=folder)
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return words.fill("send.full", folder=folder)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return words.fill("send.read_only", folder=folder)
    return words.fill("send.other", folder=folder, reason=fault.strerror or fault)
