"""An instructor's invitation: the learner's id in class, where hand-ins go, and when they are due.

It is a small JSON file. It takes effect only after the learner sees it and accepts. Nobody can prove who
wrote it. Where hand-ins go is text to read; if it is a folder on this computer, *Hand in* shows it before
each click (`kit.handin.sending`).
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kit.content import compiled
from kit.journal import LEARNER_ID, read_workspace, update_workspace
from kit.model import KitError

MOST_BYTES = 20_000
"""The maximum length of an invitation, in characters."""

_Line = Annotated[str, Field(min_length=1, max_length=300)]


class Invitation(BaseModel):
    """The file's content: ``course`` is the name of the class, and ``due`` has dates by assignment."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    learner: str = Field(pattern=rf"^(?:{LEARNER_ID.pattern})$")
    hand_in_to: _Line | None = None
    due: dict[str, date] = Field(default_factory=dict, max_length=100)
    course: _Line | None = None

    @field_validator("hand_in_to", "course")
    @classmethod
    def _on_one_line(cls, line: str | None) -> str | None:
        if line is not None and not line.isprintable():
            raise ValueError("not on one line")
        return line

    def to_json(self) -> bytes:
        """Return the file's content."""
        return self.model_dump_json(by_alias=True, indent=1, exclude_none=True).encode("utf-8") + b"\n"

    def shown(self) -> dict[str, Any]:
        """Return its content for a page; due dates are in course order and have titles."""
        dates = [
            {"assignment": one.id, "title": one.title, "notebook": f"{one.notebook}.ipynb", "due": str(due)}
            for one in compiled().assignments
            if (due := self.due.get(one.id)) is not None
        ]
        return {"learner": self.learner, "hand_in_to": self.hand_in_to, "due": dates, "course": self.course}


def read_invitation(text: str) -> Invitation:
    """Return the invitation in a file's text; raise `KitError` if it isn't one of this course."""
    try:
        invitation = Invitation.model_validate_json(text if len(text) <= MOST_BYTES else "")
    except ValidationError:
        raise KitError("invitation.not_one") from None
    if unknown := invitation.due.keys() - {one.id for one in compiled().assignments}:
        raise KitError("invitation.unknown_assignment", assignment=min(unknown))
    return invitation


def keep_invitation(workspace: Path, invitation: Invitation) -> None:
    """Accept an invitation: the folder gets that learner id, and the course is taken with a class.

    Raises `KitError` if the folder is another learner's.
    """
    own = read_workspace(workspace)["learner"]
    if own not in (None, invitation.learner):
        raise KitError("invitation.other_learner", learner=invitation.learner, own=own)
    said = invitation.model_dump(mode="json", by_alias=True)
    update_workspace(workspace, learner=invitation.learner, alone=False, invitation=said)


def kept_invitation(kept: Mapping[str, Any]) -> Invitation | None:
    """Return the accepted invitation from the content of ``workspace.json``; ``None`` if there is none."""
    try:
        return Invitation.model_validate_json(json.dumps(kept.get("invitation")))
    except ValidationError:
        return None
