"""Keep whether a learner works alone or with a class, which the first start asks.

A learner can leave a class only until a hand-in was sent.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.journal import kept_under, read_workspace, update_workspace
from kit.model import KitError


def is_alone(kept: Mapping[str, Any]) -> bool | None:
    """Return what ``workspace.json`` says the learner answered; ``None`` if they haven't been asked yet.

    >>> is_alone({"alone": True}), is_alone({"alone": "yes"}), is_alone({})
    (True, None, None)
    """
    alone = kept.get("alone")
    return alone if isinstance(alone, bool) else None


def was_sent(workspace: Path) -> bool:
    """Return whether the course sent any hand-in from this folder. One that only lies here was not sent."""
    return bool(kept_under(read_workspace(workspace), "sent"))


def take_alone(workspace: Path, alone: bool, was: bool | None) -> bool | None:
    """Save whether the course is taken alone or with a class; return the answer that now applies.

    ``was`` is the answer that the page showed. If another window changed it first, that change is kept.
    Taking it alone also removes the learner id, and the invitation that it came with. Raises `KitError` if
    the learner leaves a class after something was sent.
    """
    kept = read_workspace(workspace)
    now = is_alone(kept)
    if now is not was:
        return now
    changes: dict[str, Any] = {"alone": alone}
    if alone:
        if now is False and was_sent(workspace):
            raise KitError("class.stays")
        # An id that was typed goes too; with it, no invitation could be taken.
        changes |= {"invitation": None, "learner": None}
    update_workspace(workspace, **changes)
    return alone
