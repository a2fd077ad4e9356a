"""Alone or with a class: asked once, at the first start; changed later until the first hand-in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.content import compiled
from kit.handin.invitation import kept_invitation
from kit.handin.records import ABOUT
from kit.journal import read_workspace, update_workspace
from kit.model import Interface, KitError


def is_alone(kept: Mapping[str, Any]) -> bool | None:
    """What the learner answered, of what ``workspace.json`` says; ``None`` where they were not asked yet.

    >>> is_alone({"alone": True}), is_alone({"alone": "yes"}), is_alone({})
    (True, None, None)
    """
    alone = kept.get("alone")
    return alone if isinstance(alone, bool) else None


def handed_in(workspace: Path) -> bool:
    """Whether anything was handed in from this folder."""
    return any((workspace / "handin").glob(f"*/{ABOUT}"))


def take_alone(workspace: Path, alone: bool, was: bool | None, words: Interface | None = None) -> bool | None:
    """Keep that the course is taken alone, or with a class; returns what is so then.

    ``was`` is what the page showed. Where another window was first, its answer stays. Whoever leaves a class
    leaves its invitation, too, and the name in it. Raises `KitError` for a class that has work of theirs.
    """
    kept = read_workspace(workspace)
    now = is_alone(kept)
    if now is not was:
        return now
    changes: dict[str, Any] = {"alone": alone}
    if alone and now is False:
        if handed_in(workspace):
            raise KitError((words or compiled().words)["shell.stays_with_class"])
        if kept_invitation(kept):
            changes |= {"invitation": None, "learner": kept.get("learner_before", kept["learner"])}
    update_workspace(workspace, **changes)
    return alone
