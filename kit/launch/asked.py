"""How the page asks the server, and tells it: JSON, for whoever Jupyter lets in, at our own addresses.

A change needs Jupyter's own proof against other pages (xsrf), as everywhere in it. What is refused is refused
in a sentence, under ``message``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from jupyter_server.base.handlers import APIHandler
from pydantic import BaseModel, ConfigDict, ValidationError

from kit.content import compiled
from kit.handin.invitation import MOST_BYTES
from kit.journal import read_workspace
from kit.launch.progress import Progress
from kit.model import Interface
from kit.model.errors import KitError, in_words

_LONGEST = 2 * MOST_BYTES
"""Bytes of what the page may tell: an invitation, with its quotes escaped."""


class Told(BaseModel):
    """What the page tells; each address has a kind of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=200)


_Kind = TypeVar("_Kind", bound=Told)


class Asked(APIHandler):
    """One address, for one workspace."""

    def initialize(self, workspace: Path, progress: Progress) -> None:
        """Take the folder, and what knows where its learner stands."""
        self.workspace, self.standing = workspace, progress

    def told(self, kind: type[_Kind], most: int = _LONGEST) -> _Kind:
        """What the page told; raises `KitError` where it is anything else."""
        words = self.words()
        if len(self.request.body) > most:
            raise KitError(words["shell.too_long"])
        try:
            return kind.model_validate_json(self.request.body)
        except ValidationError:
            raise KitError(words["shell.not_understood"]) from None

    def words(self) -> Interface:
        """What is said to this learner, in their language."""
        return compiled().said_to(read_workspace(self.workspace)).words

    def answer(self, say: Callable[[], dict[str, Any]]) -> None:
        """Answer with what ``say`` returns, or with the sentence of its fault."""
        try:
            said = say()
        except (KitError, OSError) as fault:
            self.set_status(400)
            said = {"message": in_words(fault)}
        self.finish(said)
