"""An instructor's invitation: who the learner is in class, where hand-ins go, when they are due.

It is a small JSON file. Nothing in it is done by itself: it is shown, and kept once the learner says yes. Who
wrote it, nobody can prove. Where hand-ins go is words to read; where they are a folder of this computer,
*Hand in* names it before each click (`kit.handin.sending`).
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kit.content import compiled
from kit.journal import LEARNER_ID, read_workspace, update_workspace
from kit.model import Interface, KitError

MOST_BYTES = 20_000
"""What an invitation may hold."""

_Line = Annotated[str, Field(min_length=1, max_length=300)]


class Invitation(BaseModel):
    """What the file says: ``course`` is what the class is called, ``due`` has a day by assignment."""

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
        """The file."""
        return self.model_dump_json(by_alias=True, indent=1, exclude_none=True).encode("utf-8") + b"\n"

    def shown(self) -> dict[str, Any]:
        """What it says, for a page: as the file, and due dates in the course's order with titles."""
        dates = [
            {"assignment": one.id, "title": one.title, "notebook": f"{one.notebook}.ipynb", "due": str(due)}
            for one in compiled().assignments
            if (due := self.due.get(one.id)) is not None
        ]
        return {"learner": self.learner, "hand_in_to": self.hand_in_to, "due": dates, "course": self.course}


def read_invitation(text: str, words: Interface | None = None) -> Invitation:
    """The invitation that a file holds; raises `KitError` where it holds none of this course."""
    words = words or compiled().words
    try:
        invitation = Invitation.model_validate_json(text if len(text) <= MOST_BYTES else "")
    except ValidationError:
        raise KitError(words["shell.no_invitation"]) from None
    if unknown := invitation.due.keys() - {one.id for one in compiled().assignments}:
        raise KitError(words.fill("shell.unknown_assignment", assignment=min(unknown)))
    return invitation


def keep_invitation(workspace: Path, invitation: Invitation) -> None:
    """Take an invitation: the folder is that learner's from now on, and the course is taken with a class.

    Raises `KitError` where the folder is another learner's.
    """
    kept = read_workspace(workspace)
    own = kept["learner"]
    if own not in (None, invitation.learner):
        words = compiled().words
        raise KitError(words.fill("shell.other_invitation", theirs=invitation.learner, own=own))
    said = invitation.model_dump(mode="json", by_alias=True)
    # Who leaves the class again gets the name back that they had, if any.
    before = kept.get("learner_before", own) if kept_invitation(kept) else own
    changes = {"learner": invitation.learner, "learner_before": before, "alone": False, "invitation": said}
    update_workspace(workspace, **changes)


def kept_invitation(kept: Mapping[str, Any]) -> Invitation | None:
    """The invitation that was taken, of what ``workspace.json`` says; ``None`` where there is none."""
    try:
        return Invitation.model_validate_json(json.dumps(kept.get("invitation")))
    except ValidationError:
        return None
