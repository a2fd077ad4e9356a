"""The base of the page's requests to the server: JSON at our own addresses, with Jupyter's authentication.

A change also needs Jupyter's protection against other pages (xsrf), as everywhere in Jupyter. A refused
request gets a sentence under ``message``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from pydantic import BaseModel, ConfigDict, ValidationError
from tornado import web

from kit.content import compiled
from kit.handin.invitation import MOST_BYTES
from kit.journal import read_workspace
from kit.launch.progress import Progress
from kit.model import Interface
from kit.model.errors import KitError, in_words

_LONGEST = 2 * MOST_BYTES
"""The most bytes in a request by default: enough for an invitation with its quotes escaped."""


class Told(BaseModel):
    """The body of a request from the page; each address that takes one has its own subclass."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=200)


_Kind = TypeVar("_Kind", bound=Told)


class OwnPages(JupyterHandler):
    """A handler that refuses requests that another site's page made, by a link for example.

    A browser sends the cookie with them, and may put what it gets into the folder for downloads.
    """

    async def prepare(self) -> None:  # type: ignore[override]  # as APIHandler does
        """Refuse them. A browser says ``none`` for an address that was typed or bookmarked."""
        if self.request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            self.current_user = None  # Jupyter's page for a refusal asks for it
            raise web.HTTPError(403)
        await super().prepare()


class Asked(OwnPages, APIHandler):
    """The handler of one address, for one workspace."""

    def initialize(self, workspace: Path, progress: Progress) -> None:
        """Take the workspace's folder and its learner's progress."""
        self.workspace, self.standing = workspace, progress

    def told(self, kind: type[_Kind], most: int = _LONGEST) -> _Kind:
        """Return the request's body as a ``kind``.

        Raises `KitError` if the body is longer than ``most`` bytes, or isn't a ``kind``.
        """
        words = self.words()
        if len(self.request.body) > most:
            raise KitError(words["shell.too_long"])
        try:
            return kind.model_validate_json(self.request.body)
        except ValidationError:
            raise KitError(words["shell.not_understood"]) from None

    def words(self) -> Interface:
        """Return the interface text for this learner, in their language."""
        return compiled().said_to(read_workspace(self.workspace)).words

    def answer(self, say: Callable[[], dict[str, Any]]) -> None:
        """Answer with what ``say`` returns, or with status 400 and the sentence of the error it raises."""
        try:
            said = say()
        except (KitError, OSError) as fault:
            self.set_status(400)
            said = {"message": in_words(fault)}
        self.finish(said)
