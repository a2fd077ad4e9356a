"""A workspace: its identity in ``workspace.json``, and its learner."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ulid import ULID

from kit.files import NotPlain, read_plain
from kit.journal import disk
from kit.journal.lock import hold, locked
from kit.journal.places import WORKSPACE_ID, private_folder
from kit.model import KitError

LEARNER_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,62}[A-Za-z0-9])?")
"""The form of a learner's id, which becomes part of file names, here and in nbgrader."""


def _file(folder: Path) -> Path:
    return folder / ".partnership" / "workspace.json"


def find_workspace(start: Path) -> Path | None:
    """Return the course folder that ``start`` is or is inside of, or ``None``."""
    start = start.resolve()
    return next((f for f in (start, *start.parents) if _file(f).is_file()), None)


def read_workspace(folder: Path) -> dict[str, Any]:
    """Return the content of ``workspace.json``.

    It always has ``schema``, ``id``, ``learner`` and ``port``. It may have the ``voice`` drawn, ``reading``,
    ``alone``, the ``language`` of buttons and pages, the ``invitation`` that was accepted, where
    hand-ins go (``hand_in_to``), which ones were sent (``sent``), where the learner is (``place``), and, by
    notebook, the steps ``seen``.

    Raises `KitError` if the folder is no workspace, or if the file is damaged or a link.
    """
    file = _file(folder)
    for one in (file.parent, *file.parent.glob("*")):
        if one.is_symlink():
            raise KitError("workspace.link", file=one)
    try:
        return workspace_said(read_plain(file), folder)
    except (FileNotFoundError, NotADirectoryError):
        raise KitError("workspace.none", folder=folder) from None
    except NotPlain:
        return workspace_said(b"", folder)


def workspace_said(data: bytes, folder: Path) -> dict[str, Any]:
    """Parse the bytes of a folder's ``workspace.json``; raise `KitError` if they are damaged.

    >>> workspace_said(b'{"id": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}', Path("fall"))["learner"] is None
    True
    """
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not WORKSPACE_ID.fullmatch(str(said.get("id", ""))):
        raise KitError("workspace.damaged", file=_file(folder))
    return {"schema": 1, "learner": None, "port": None} | said


def kept_under(kept: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return an entry of ``workspace.json`` that is a dict; an empty dict if it is missing or anything else.

    >>> kept_under({"sent": {"equity": 1}}, "sent"), kept_under({"sent": "?"}, "sent")
    ({'equity': 1}, {})
    """
    found = kept.get(name)
    return found if isinstance(found, dict) else {}


def _checked(learner: str) -> str:
    if not LEARNER_ID.fullmatch(learner):
        raise KitError("workspace.learner_id", learner=learner)
    return learner


def make_workspace(folder: Path, learner: str | None = None) -> Path:
    """Make a folder a workspace if it isn't one; return the folder.

    A learner id is written into a workspace that has none. If a workspace has another id, it keeps that one
    and `KitError` says so: two people need two folders.
    """
    if learner is not None:
        _checked(learner)
    # Of two first starts at the same moment, the second one finds what the first one made.
    with locked("new-workspace"):
        try:
            now = read_workspace(folder)
        except KitError as error:
            if error.code != "workspace.none":
                raise
            id = str(ULID())
            write_workspace(folder, {"schema": 1, "id": id, "learner": learner, "port": None})
            # The folder tells an import that this account's answers are the learner's own.
            with suppress(OSError):
                disk.make_private(private_folder(id))
            return folder
    if learner is not None and now["learner"] is None:
        update_workspace(folder, learner=learner)
    elif learner not in (None, now["learner"]):
        raise KitError("workspace.other_learner", folder=folder, own=now["learner"], learner=learner)
    return folder


def update_workspace(folder: Path, **changes: Any) -> dict[str, Any]:
    """Change entries of ``workspace.json``; return its new content.

    The id never changes, because private answers are stored under it.
    """
    if changes.get("learner") is not None:
        _checked(changes["learner"])
    changes.pop("id", None)
    with locked(read_workspace(folder)["id"]), _held(folder / ".partnership"):
        now = read_workspace(folder) | changes
        write_workspace(folder, now)
    return now


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Lock the folder itself if possible: another window may keep its lock files elsewhere."""
    try:
        fd = os.open(folder, os.O_RDONLY)
    except OSError:
        # Windows can't open a folder.
        yield
        return
    try:
        hold(fd)
        yield
    finally:
        os.close(fd)


def write_workspace(folder: Path, data: dict[str, Any]) -> None:
    """Write ``workspace.json``; make its folder if needed."""
    (folder / ".partnership").mkdir(parents=True, exist_ok=True)
    disk.replace(_file(folder), json.dumps(data, indent=1).encode("utf-8") + b"\n")


def learner_of(folder: Path) -> str:
    """Return the learner's id if one was given; otherwise the workspace's id."""
    return learner_in(read_workspace(folder))


def learner_in(said: Mapping[str, Any]) -> str:
    """Return the same, from the content of ``workspace.json``."""
    return _checked(str(said["learner"])) if said["learner"] else str(said["id"])
