"""Track whether a hand-in's file was saved again after it was remade without a deleted answer.

The older file stays in the browser's downloads until the learner deletes it, because no page can. Files made
by a command never went there.
"""

import hashlib
from pathlib import Path
from typing import Literal

from kit.journal import kept_under, read_workspace, update_workspace

_KEPT = "made_anew"
_DOWNLOADS = "in_downloads"


def note_made_anew(workspace: Path, assignment: str, made: Path) -> None:
    """Record that an answer was removed from the file; if nothing is left, there is no file."""
    _keep(workspace, assignment, made, saved=False)


def note_saved(workspace: Path, assignment: str, made: Path) -> None:
    """Record that the current file went to the browser's downloads, where an older one may be."""
    every = kept_under(read_workspace(workspace), _DOWNLOADS)
    before = kept_under(every, assignment)
    now = _sha256(made)
    older = bool(before) and (before.get("older") is True or before.get("last") != now)
    if before != (after := {"last": now, "older": older}):
        update_workspace(workspace, **{_DOWNLOADS: every | {assignment: after}})
    if assignment in kept_under(read_workspace(workspace), _KEPT):
        _keep(workspace, assignment, made, saved=True)


def made_anew(workspace: Path, assignment: str, made: Path) -> Literal["unsaved", "saved"] | None:
    """Return whether a remade file was saved since; ``None`` for any other file, such as a later hand-in."""
    kept = kept_under(kept_under(read_workspace(workspace), _KEPT), assignment)
    if not kept or kept.get("sha256") != _sha256(made):
        return None
    return "saved" if kept.get("saved") is True else "unsaved"


def in_downloads(workspace: Path, assignment: str, made: Path) -> dict[str, bool]:
    """Return whether this file went to the browser's downloads, and whether an older one of its name did."""
    kept = kept_under(kept_under(read_workspace(workspace), _DOWNLOADS), assignment)
    this = bool(kept) and kept.get("last") == _sha256(made)
    return {"this": this, "older": bool(kept) and (not this or kept.get("older") is True)}


def _keep(workspace: Path, assignment: str, made: Path, *, saved: bool) -> None:
    every = kept_under(read_workspace(workspace), _KEPT)
    now = {"sha256": _sha256(made), "saved": saved}
    if every.get(assignment) != now:
        update_workspace(workspace, **{_KEPT: every | {assignment: now}})


def _sha256(made: Path) -> str | None:
    try:
        return hashlib.sha256(made.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
