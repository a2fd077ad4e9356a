"""What every address of the desk checks before it answers, and how it answers.

Only a page that this server gave out, and that was opened with its token, is answered: the token comes in a
header, which no other page can send, and not in a cookie, which a browser sends to every port of a computer.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from tornado import web

from kit.desk.desk import Desk
from kit.model import KitError, NotFound

TOKEN = "X-Kit-Token"  # noqa: S105  # a header's name
MOST = 100_000
"""Bytes that the page may send at once."""

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
    """Base of what the page sends; more than is known is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OfOurs(web.RequestHandler):
    """An address that answers only under its own name and to its own pages."""

    def set_default_headers(self) -> None:
        """Let the browser run, ask and frame nothing but the desk's own."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse another name than this computer's, and another page than ours."""
        port = self.settings["port"]
        hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        if self.request.host not in hosts:
            raise web.HTTPError(403)
        origin = self.request.headers.get("Origin")
        if origin is not None and origin not in [f"http://{host}" for host in hosts]:
            raise web.HTTPError(403)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no more than the number."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(str(status_code))


class Asked(OfOurs):
    """An address that answers only to who has the token; answers are JSON."""

    @property
    def desk(self) -> Desk:
        """The sitting."""
        desk: Desk = self.settings["desk"]
        return desk

    def prepare(self) -> None:
        """Refuse whoever lacks the token."""
        super().prepare()
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise web.HTTPError(403)
        sent = self.request.headers.get(TOKEN, "").encode("utf-8", "replace")
        if not hmac.compare_digest(sent, self.settings["token"].encode()):
            raise web.HTTPError(403)

    def told(self, kind: type[Sent]) -> Sent:
        """What the page sent; raises `HTTPError` 400 where it is something else."""
        try:
            return kind.model_validate_json(self.request.body)
        except ValidationError:
            raise web.HTTPError(400) from None

    async def answer(self, ask: Callable[[], dict[str, Any]], *, aside: bool = False) -> None:
        """Answer with what ``ask`` returns; it may wait for the disk. A fault of a user is a sentence.

        ``aside`` is for what keeps nothing and takes long: it isn't done in turn with what a marker does.
        """
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None if aside else self.settings["worker"], ask)
        except KitError as fault:
            self.set_status(404 if isinstance(fault, NotFound) else 409)
            found = {"sentence": str(fault)}
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(found))
