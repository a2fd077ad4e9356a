"""What we add to Jupyter's server: addresses, a list of kernels with one on it, whose cookies count.

Imported by the server alone.
"""

from collections.abc import Awaitable
from pathlib import Path
from typing import Any
from weakref import WeakSet

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from tornado import httputil, web

from kit.launch import accounts, proof, redirect, spare
from kit.launch.progress import Progress
from kit.launch.routes import routes
from kit.launch.workbook_pages import workbook_routes


class CourseKernels(KernelSpecManager):
    """The allowed kernels and no other, by name too.

    Jupyter's ``allowed_kernelspecs`` only shortens the list that it shows; a name not on it still starts.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The kernelspec of that name; raises `NoSuchKernel` where it is not allowed."""
        if kernel_name not in self.allowed_kernelspecs:
            raise NoSuchKernel(kernel_name)
        return super().get_kernel_spec(kernel_name)


class OwnCookies(PasswordIdentityProvider):
    """Takes a cookie from programs of this account alone.

    A browser sends its cookies to every port of this computer: a page that was left open hands them to
    whichever program has the course's old port today.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._ours: WeakSet[Any] = WeakSet()

    async def get_user_cookie(self, handler: web.RequestHandler) -> User | None:
        """The user that the cookie names, unless another account sent it."""
        user = super().get_user_cookie(handler)
        found: User | None = await user if isinstance(user, Awaitable) else user
        if found is None:
            return None
        try:
            stream = handler.request.connection.stream  # type: ignore[union-attr]
            client, server = stream.socket.getpeername(), stream.socket.getsockname()
        except (AttributeError, OSError):
            return None  # it hung up
        # A page asks some hundred times over a few connections, and none of them changes its account.
        if stream not in self._ours:
            if not accounts.is_ours(client, server):
                return None
            self._ours.add(stream)
        return found


class Proof(JupyterHandler):
    """Answers a challenge of `kit.launch.proof`; whoever asks learns nothing else."""

    def initialize(self, token: str, port: int) -> None:
        """Take the two things that the answer is made of."""
        self._token, self._port = token, port

    @allow_unauthenticated
    def get(self) -> None:
        """Answer."""
        self.set_header("Content-Type", "text/plain")
        self.finish(proof.answer(self._token, self._port, self.get_argument("challenge")))


class Opening(JupyterHandler):
    """Where the redirect file leads: the browser gets its cookie, the file goes, the course goes on."""

    def initialize(self, workspace: Path, progress: Progress) -> None:
        """Take the folder that the file lies in, and what knows where its learner was."""
        self._workspace, self._progress = workspace, progress

    @web.authenticated
    def get(self) -> None:
        """Lead on, to an address without the token."""
        redirect.remove(self._workspace, self.get_argument("file", ""))
        notebook, step = self._progress.address()
        self.redirect(f"{self.base_url}doc/tree/{notebook}{step}")


class KeptNowhere(web.OutputTransform):
    """Pages are not stored, so that no browser keeps one whole for *Back*.

    One that is kept holds its connections to kernels: they count as used, and no other page ends them.
    Chromium keeps a page in spite of open connections, unless it may not be stored.
    """

    def transform_first_chunk(
        self,
        status_code: int,
        headers: httputil.HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: ARG002  # Tornado's own
    ) -> tuple[int, httputil.HTTPHeaders, bytes]:
        """Say so."""
        if headers.get("Content-Type", "").startswith("text/html"):
            headers["Cache-Control"] = "no-store"
        return status_code, headers, chunk


def add_addresses(server: ServerApp, workspace: Path, token: str) -> None:
    """Let a server that is about to start answer on our addresses."""
    server.web_app.add_transform(KeptNowhere)
    base: str = server.base_url
    progress = Progress(workspace)
    addresses: list[tuple[str, type[JupyterHandler], dict[str, Any]]] = [
        (f"{base}{proof.PATH}", Proof, {"token": token, "port": server.port}),
        (f"{base}{redirect.PATH}", Opening, {"workspace": workspace, "progress": progress}),
        (f"{base}{spare.PATH}", spare.Spare, {}),
        *routes(base, workspace, progress),
        *workbook_routes(base, workspace),
    ]
    server.web_app.add_handlers(".*$", addresses)  # type: ignore[no-untyped-call]  # Jupyter's, without types
