"""Send a hand-in: copy it to the instructor's folder, after the learner agrees.

The learner types the folder at the start, or it comes from an invitation that they accepted. To send a copy,
the caller passes the folder that the learner was shown, so nothing is sent to a folder they haven't seen.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from kit.files import NotPlain, replace
from kit.handin.invitation import kept_invitation
from kit.handin.reading import answers_in, read_hand_in
from kit.handin.records import JOURNAL, HandIn, zip_name
from kit.journal import kept_under, learner_of, read_workspace, update_workspace
from kit.model import KitError

_GROUP_OR_OTHERS_READ, _GROUP_OR_OTHERS_PASS = 0o055, 0o011


class Sent(BaseModel):
    """Where and when a hand-in was sent; ``sha256`` is the hash of the file that was sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str
    at: AwareDatetime
    sha256: str


def name_folder(workspace: Path, folder: str) -> Path | None:
    """Set the folder that this workspace's hand-ins are sent to; ``""`` turns sending off.

    Raises `KitError` if the folder can't be used.
    """
    if not folder:
        update_workspace(workspace, hand_in_to=None)
        return None
    place = Path(folder).expanduser().absolute()
    _refuse(place, workspace)
    update_workspace(workspace, hand_in_to=str(place))
    return place


def folder_for(workspace: Path) -> Path | None:
    """Return the folder for this workspace's hand-ins, if one is set; the folder itself is not accessed."""
    kept = read_workspace(workspace)
    if isinstance(typed := kept.get("hand_in_to"), str):
        return Path(typed)
    invitation = kept_invitation(kept)
    said = (invitation.hand_in_to if invitation else None) or ""
    # Looking up \\server\share would contact another computer, which somebody else's file must not do.
    return Path(said) if Path(said).is_absolute() and not said.startswith(("\\\\", "//")) else None


def send(workspace: Path, made: HandIn, shown: str) -> Sent:
    """Copy a hand-in's zip to the folder that was ``shown`` to the learner, and record that it was sent.

    Raises `KitError` if the folder has changed since, or the copy can't be made there.
    """
    folder = folder_for(workspace)
    if folder is None or str(folder) != shown:
        raise KitError("send.changed")
    data = made.zip.read_bytes()
    _refuse(folder, workspace)
    try:
        _refuse_another_learners(folder / made.zip.name, str(read_workspace(workspace)["id"]))
        replace(folder / made.zip.name, data, mode=0o600)
    except OSError as fault:
        raise _not_sent(fault, folder) from fault
    sent = Sent(to=shown, at=datetime.now(UTC), sha256=hashlib.sha256(data).hexdigest())
    every = kept_under(read_workspace(workspace), "sent")
    update_workspace(workspace, sent=every | {made.assignment: sent.model_dump(mode="json")})
    return sent


def sent_before(workspace: Path, made: HandIn) -> Sent | None:
    """Return when and where the file in ``handin/`` was sent; ``None`` if this exact file wasn't."""
    return _sent(kept_under(read_workspace(workspace), "sent"), made.assignment, made.zip)


def sent_answers(workspace: Path) -> frozenset[str]:
    """Return the ids of the answers in a workspace's hand-ins that were sent and haven't changed since."""
    every, learner = kept_under(read_workspace(workspace), "sent"), learner_of(workspace)
    found: set[str] = set()
    for journal in (workspace / "handin").glob(f"*/{JOURNAL}"):
        assignment = journal.parent.name
        made = workspace / "handin" / zip_name(assignment, learner)
        if _sent(every, assignment, made):
            found |= answers_in(made)
    return frozenset(found)


def _sent(every: Mapping[str, Any], assignment: str, made: Path) -> Sent | None:
    try:
        sent = Sent.model_validate(every.get(assignment))
        return sent if hashlib.sha256(made.read_bytes()).hexdigest() == sent.sha256 else None
    except (OSError, ValidationError):
        return None


def _refuse(folder: Path, workspace: Path) -> None:
    """Raise `KitError` unless the folder exists outside the workspace and other accounts can't read it."""
    try:
        place = folder.resolve(strict=True)
        if not place.is_dir():
            raise KitError("send.missing", folder=folder)
        if place.is_relative_to(workspace.resolve()):
            raise KitError("send.own", folder=folder)
        if os.name != "nt" and _open_to_others(place):
            raise KitError("send.open", folder=folder)
    except OSError as fault:
        raise _not_sent(fault, folder) from fault


def _open_to_others(place: Path) -> bool:
    """Return whether another account can list the folder, or reach a file in it through all folders above."""
    if not stat.S_IMODE(place.stat().st_mode) & _GROUP_OR_OTHERS_READ:
        return False
    return all(stat.S_IMODE(above.stat().st_mode) & _GROUP_OR_OTHERS_PASS for above in place.parents)


def _refuse_another_learners(there: Path, workspace: str) -> None:
    # Without an id, learners get short names, so two can be the same; and an id can be mistyped.
    try:
        theirs = read_hand_in(there).workspace
    except KitError:
        return
    if theirs not in (None, workspace):
        raise KitError("send.taken", file=there)


def _not_sent(fault: OSError, folder: Path) -> KitError:
    match fault.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return KitError("send.missing", folder=folder)
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return KitError("send.full", folder=folder)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return KitError("send.read_only", folder=folder)
    place = fault.filename if isinstance(fault, NotPlain) else folder
    return KitError("send.other", folder=place, reason=fault.strerror or str(fault))
