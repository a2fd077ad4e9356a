"""The server's addresses for the page's requests: each only carries what `kit.pages.requests` answers."""

from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado import web

from kit.launch.own_pages import OwnPages
from kit.model import KitError, coded
from kit.pages.requests import Requests, sentence_for

_PREFIX = PurePosixPath("partnership-kit")
_READS = ("progress", "words", "her_words")
"""The requests that a GET may make, because they change nothing."""


class Asked(OwnPages, APIHandler):
    """The handler of one request.

    A change also needs Jupyter's protection against other pages (xsrf), as everywhere in Jupyter.
    """

    def initialize(self, requests: Requests, name: str) -> None:
        """Take what answers, and the request's name."""
        self._requests, self._name = requests, name

    @web.authenticated
    def post(self) -> None:
        """Answer a request with a body."""
        self._answer(self.request.body)

    def _answer(self, body: bytes) -> None:
        """Answer, or refuse with status 400, the error's code, and its sentence under ``message``."""
        try:
            reply = self._requests.ask(self._name, body)
        except (KitError, OSError) as fault:
            self.set_status(400)
            sentence = sentence_for(self._requests.workspace, fault)
            reply = {"code": coded(fault).code, "message": sentence}
        self.finish(reply)


class AskedForReading(Asked):
    """The handler of a request that changes nothing."""

    @web.authenticated
    def get(self) -> None:
        """Answer the request."""
        self._answer(b"{}")


def routes(base: str, workspace: Path) -> list[tuple[str, type[APIHandler], dict[str, Any]]]:
    """Return the addresses, for `tornado.web.Application.add_handlers`."""
    requests = Requests(workspace)
    return [
        (
            f"{base}{_PREFIX / name}",
            AskedForReading if name in _READS else Asked,
            {"requests": requests, "name": name},
        )
        for name in requests.names
    ]
