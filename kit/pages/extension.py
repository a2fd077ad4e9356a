"""The course's addresses as an extension of Jupyter Server.

Pages are the same for everybody and hold nobody's words, so anyone may get them. What they ask is answered
only with the token, in a header: a cookie would travel with another site's requests, too.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler, FileFindHandler, JupyterHandler
from jupyter_server.serverapp import ServerApp
from platformdirs import user_cache_path
from tornado import web
from tornado.ioloop import IOLoop

from kit.content.course_files import course_files
from kit.journal.lock import locked
from kit.model import KitError, coded
from kit.pages import proof, redirect
from kit.pages.rendering import POLICY, pages
from kit.pages.requests import Requests, edition, sentence_for

_PACKAGE = Path(__file__).resolve().parents[1]
_BESIDE = ("pictures", "marked", "student_file", "family_documents")
"""Folders of the course that pages link to."""
_PATIENCE = 60.0
"""For how many seconds a server waits for another one that renders the pages."""


def add_course(
    server: ServerApp, workspace: Path, notebook: Callable[[str], str | None] | None = None
) -> None:
    """Add the addresses of a workspace's course to a server that is about to start.

    A server that can open a ``notebook`` is the course's own, so a page may stop it, too.
    """
    base = f"{server.base_url}partnership-kit/"
    requests, folder = {"requests": Requests(workspace, notebook)}, rendered(cache_folder())
    folders = {
        "static": [folder / "static", _PACKAGE / "static"],
        **{name: [course_files() / "notebooks" / name] for name in _BESIDE},
    }
    for root in (folder, *(root for paths in folders.values() for root in paths)):
        _names(root)
    addresses: list[tuple[str, type[JupyterHandler], dict[str, Any]]] = [
        (f"{base}proof", Proof, {"port": server.port}),
        *([(f"{base}ask/stop", Stop, {})] if notebook else []),
        (f"{base}ask/(\\w+)", Ask, requests),
        (f"{base}file/(\\w+)", File, requests),
        *((f"{base}course/{name}/(.*)", CourseFile, {"path": paths}) for name, paths in folders.items()),
        (f"{base}course/(.*)", CourseFile, {"path": [folder]}),
    ]
    server.web_app.add_handlers(".*$", addresses)  # type: ignore[no-untyped-call]  # Jupyter's, without types


def cache_folder() -> Path:
    """Return the folder for rendered pages, in the user's cache or below ``KIT_DATA``."""
    moved = os.environ.get("KIT_DATA")
    return (Path(moved) if moved else user_cache_path("partnership-kit", appauthor=False)) / "pages"


def rendered(cache: Path) -> Path:
    """Return the folder of the course's pages; render them first if this edition's are not there."""
    folder = cache / edition()
    if folder.is_dir():
        return folder
    with locked("pages", _PATIENCE):
        # Another server that starts now may have rendered them meanwhile.
        if not folder.is_dir():
            cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            made = Path(tempfile.mkdtemp(dir=cache))
            for name, page in pages(course_files()).items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_text(page, "utf-8")
            for old in cache.iterdir():
                if old != made:
                    shutil.rmtree(old, ignore_errors=True)
            made.replace(folder)
    return folder


@cache
def _names(root: Path) -> frozenset[str]:
    """Return the names of all files in a folder, as they were when the server started.

    A name that isn't among them never becomes a path.
    """
    return frozenset(str(file.relative_to(root)) for file in root.rglob("*") if file.is_file())


class CourseFile(FileFindHandler):
    """A page, or a file that pages use."""

    @property
    def content_security_policy(self) -> str:
        """Return what a page may load, and that no other site may frame it."""
        return f"{POLICY}; frame-ancestors 'self'"

    @classmethod
    def get_absolute_path(cls, roots: Sequence[str], path: str) -> str:
        """Find the file, or return an empty text for a name that is no file of the course's."""
        return next((str(Path(root, path)) for root in map(Path, roots) if path in _names(root)), "")

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """Send the file. Browsers ask again each time, since an update changes it at the same address."""
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        await super().get(path or "index.html", include_body)


class _ForToken(APIHandler):
    """An address that answers only to the token; a cookie counts for nothing here."""

    async def prepare(self) -> None:  # type: ignore[override]  # as APIHandler does
        """Refuse whoever has no token."""
        await super().prepare()
        if not self.token_authenticated:
            raise web.HTTPError(403)


class _Answering(_ForToken):
    """An address behind which a workspace's requests are answered."""

    def initialize(self, requests: Requests) -> None:
        """Take what answers."""
        self._requests = requests

    def refuse(self, error: Exception) -> None:
        """Answer with status 400, the error's code, and its sentence under ``message``."""
        self.set_status(400)
        sentence = sentence_for(self._requests.workspace, error)
        self.finish({"code": coded(error).code, "message": sentence})


class Ask(_Answering):
    """One request of a page."""

    @web.authenticated
    def post(self, name: str) -> None:
        """Answer it."""
        # The page has the token, so the file that brought it is no longer needed.
        redirect.remove_all(self._requests.workspace)
        try:
            self.finish(self._requests.ask(name, self.request.body))
        except (KitError, OSError) as error:
            self.refuse(error)


class File(_Answering):
    """A file that a page asks for."""

    @web.authenticated
    def post(self, name: str) -> None:
        """Send the file; no copy is stored on the way."""
        try:
            file = self._requests.file(name, self.request.body)
        except (KitError, OSError) as error:
            self.refuse(error)
            return
        self.set_header("Content-Disposition", f'attachment; filename="{file.name}"')
        self.set_header("Cache-Control", "no-store")
        # Without this, it would be called JSON, as everything else here is.
        self.finish(file.content, set_content_type=file.kind)


class Stop(_ForToken):
    """The end of the course, for somebody who has no terminal to press Ctrl-C in."""

    @web.authenticated
    def post(self) -> None:
        """Answer, and stop the server."""
        self.finish({})
        loop = IOLoop.current()
        loop.add_callback(loop.stop)


class Proof(JupyterHandler):
    """The address that answers a challenge of `kit.pages.proof`; it reveals nothing else."""

    def initialize(self, port: int) -> None:
        """Take the port that the answer is made from."""
        self._port = port

    @allow_unauthenticated
    def get(self) -> None:
        """Answer the challenge."""
        self.set_header("Content-Type", "text/plain")
        self.finish(proof.answer(self.identity_provider.token, self._port, self.get_argument("challenge")))
