"""The base handlers of the desk: what each address checks before it answers, and how it answers.

They answer only a page that this server sent and that was opened with the token. The page sends the token in
a header, which no other page can do. A cookie won't do, since a browser sends it to every port of a computer.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from tornado import web

from kit.content import sentence_of
from kit.desk.desk import Desk
from kit.model import KitError, NotFound

TOKEN = "X-Kit-Token"  # noqa: S105  # a header's name
WINDOW = "X-Kit-Window"
"""The header with the id that a page chose for itself."""
OTHER_WINDOW = "desk.other_window"
"""The code that a page gets while another one marks."""
MOST = 100_000
"""The most bytes that the page may send in one request."""

RULES = "; ".join(
    (
        "default-src 'none'",
        *(f"{what}-src 'self'" for what in ("script", "style", "font", "img", "connect")),
        *(f"{what} 'none'" for what in ("base-uri", "form-action", "frame-ancestors")),
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": RULES,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Sent = TypeVar("Sent", bound="Told")


class Told(BaseModel):
    """The base class of everything that the page sends; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OfOurs(web.RequestHandler):
    """A handler that answers only requests to this computer's name, and only from its own pages."""

    def set_default_headers(self) -> None:
        """Set headers that let the page load and request only the desk's own files, and be framed by none."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse a request to another host name, or from another page."""
        port = self.settings["port"]
        hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        if self.request.host not in hosts:
            raise web.HTTPError(403)
        origin = self.request.headers.get("Origin")
        if origin is not None and origin not in [f"http://{host}" for host in hosts]:
            raise web.HTTPError(403)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Send only the status code."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(str(status_code))


class Asked(OfOurs):
    """A handler that answers only requests with the token, from the one window that marks. Answers are JSON.

    The page that was opened last is that window. Any other is told so, and gets and changes nothing.
    """

    opens = False
    """Whether whoever asks this becomes the window that marks."""

    @property
    def desk(self) -> Desk:
        """The desk that this server serves."""
        desk: Desk = self.settings["desk"]
        return desk

    def prepare(self) -> None:
        """Refuse a request without the token, or from another site."""
        super().prepare()
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise web.HTTPError(403)
        sent = self.request.headers.get(TOKEN, "").encode("utf-8", "replace")
        if not hmac.compare_digest(sent, self.settings["token"].encode()):
            raise web.HTTPError(403)
        window = self.request.headers.get(WINDOW, "")
        if self.opens:
            self.settings["window"] = window
        elif window != self.settings["window"]:
            self.set_status(409)
            self.finish({"code": OTHER_WINDOW})

    def told(self, kind: type[Sent]) -> Sent:
        """Return what the page sent; raises `HTTPError` 400 if it has another form."""
        try:
            return kind.model_validate_json(self.request.body)
        except ValidationError:
            raise web.HTTPError(400) from None

    async def answer(self, ask: Callable[[], dict[str, Any]], *, aside: bool = False) -> None:
        """Answer with the result of ``ask``, or with the sentence of its `KitError`.

        ``ask`` may wait for the disk. ``aside`` is for long work that saves nothing: it runs outside the
        queue of the marker's steps.
        """
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None if aside else self.settings["worker"], ask)
        except KitError as fault:
            self.set_status(404 if isinstance(fault, NotFound) else 409)
            found = {"sentence": sentence_of(fault)}
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(found))
