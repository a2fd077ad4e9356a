"""The desk's server: reachable only from this computer, on its own port, with a token."""

from __future__ import annotations

import asyncio
import errno
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from kit.desk import comments
from kit.desk.asked import MOST, OfOurs
from kit.desk.desk import Desk
from kit.desk.routes import ROUTES
from kit.desk.routes_markers import MARKER_ROUTES
from kit.model import PlainError

PARTS = (ROUTES, MARKER_ROUTES, comments.ROUTES)
"""The lists of routes."""

_GIVEN_OUT = (
    r"/(static/(?:desk/[\w-]+\.(?:js|css)|dom\.js|shell/"
    r"(?:icon\.svg|(?:look|fonts)/[\w-]+\.(?:css|woff2))))"
)
"""The package's files that the page may load; an address is the file's path within the package."""
_KINDS = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
}

_PAGE = """<!DOCTYPE html>
<html lang="{language}" data-jp-theme-light="true">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="/static/shell/icon.svg">
<link rel="stylesheet" href="/static/shell/look/fonts.css">
<link rel="stylesheet" href="/static/shell/look/ink.css">
<link rel="stylesheet" href="/static/desk/desk.css">
<script type="module" src="/static/desk/main.js"></script>
</head>
<body class="kit-course">
<main id="desk" data-closed="{closed}"><p class="opening">{opening}</p></main>
</body>
</html>
"""


class Page(OfOurs):
    """The page itself, which holds no data yet."""

    def get(self) -> None:
        """Send it."""
        desk: Desk = self.settings["desk"]
        words = desk.content.words
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = _PAGE.format(
            language=escape(words.language),
            title=escape(words.fill("desk.page_title", title=desk.title)),
            opening=escape(words["desk.opening"]),
            closed=escape(words["desk.closed"]),
        )
        self.finish(page)


class Part(OfOurs):
    """A script, style sheet, font or icon that the page loads."""

    def get(self, name: str) -> None:
        """Send it, or raise `HTTPError` 404 if there is no such file."""
        file = files("kit").joinpath(*name.split("/"))
        if not file.is_file():
            raise web.HTTPError(404)
        self.set_header("Content-Type", _KINDS[name.rpartition(".")[2]])
        self.finish(file.read_bytes())


@dataclass(frozen=True)
class Serving:
    """A desk that is being served."""

    port: int
    token: str

    @property
    def address(self) -> str:
        """The address to open in a browser. A browser sends the part after the # to nobody."""
        return f"http://127.0.0.1:{self.port}/#{self.token}"


def application(desk: Desk, port: int, token: str, worker: ThreadPoolExecutor) -> web.Application:
    """Return the web application that serves a desk."""
    handlers: list[Any] = [
        (r"/", Page),
        (_GIVEN_OUT, Part),
        *(route for part in PARTS for route in part),
    ]
    return web.Application(
        handlers,
        default_handler_class=_None,
        log_function=lambda _: None,
        desk=desk,
        port=port,
        token=token,
        window="",
        worker=worker,
    )


class _None(OfOurs):
    """The handler of unknown addresses."""

    def prepare(self) -> None:
        super().prepare()
        raise web.HTTPError(404)


@asynccontextmanager
async def serving(desk: Desk, port: int = 0) -> AsyncIterator[Serving]:
    """Serve a desk until the block ends; the default ``port`` 0 picks a free one.

    Raises `KitError` if the port is taken or can't be used.
    """
    try:
        (socket,) = bind_sockets(port, "127.0.0.1")
    except OSError as fault:
        taken = fault.errno == errno.EADDRINUSE
        why = "taken by another program" if taken else f"not available ({fault.strerror})"
        raise PlainError(
            f"port {port} is {why}; leave out --port to get a free one, or end the other program first."
        ) from None
    port, token = socket.getsockname()[1], secrets.token_urlsafe(24)
    # One thread only, so that a marker's steps are saved in the order in which they were done.
    with ThreadPoolExecutor(1, thread_name_prefix="desk") as worker:
        server = HTTPServer(application(desk, port, token, worker), max_buffer_size=MOST, max_body_size=MOST)
        server.add_socket(socket)
        asyncio.get_running_loop().run_in_executor(None, desk.warm_up)
        try:
            yield Serving(port, token)
        finally:
            server.stop()
            await server.close_all_connections()
            await asyncio.get_running_loop().run_in_executor(None, desk.close)
