"""Our additions to JupyterLab's server: an address, a limit on kernels, and a check of who sends a cookie.

Only the server imports this module.
"""

from collections.abc import Awaitable
from pathlib import Path
from typing import Any
from weakref import WeakSet

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.auth.logout import LogoutHandler
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from tornado import web

from kit.launch import accounts
from kit.pages import place, redirect


class CourseKernels(KernelSpecManager):
    """A manager that starts only allowed kernels.

    Jupyter's ``allowed_kernelspecs`` only shortens the list that it shows; without this class, a kernel that
    is not on the list still starts if asked for by name.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the kernelspec of that name. Raises `NoSuchKernel` if it is not allowed."""
        if kernel_name not in self.allowed_kernelspecs:
            raise NoSuchKernel(kernel_name)
        return super().get_kernel_spec(kernel_name)


class Logout(LogoutHandler):
    """Jupyter's address for logging out, which refuses a request that another site's page made."""

    async def prepare(self) -> None:  # type: ignore[override]  # as JupyterHandler does
        """Refuse it. A browser says ``none`` for an address that was typed or bookmarked."""
        if self.request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            self.current_user = None  # Jupyter's page for a refusal asks for it
            raise web.HTTPError(403)
        await super().prepare()


class OwnCookies(PasswordIdentityProvider):
    """An identity provider that accepts cookies only from programs of this account (or root).

    A browser sends its cookies to every port of this computer, so a page that was left open hands them to
    whatever program now has the course's old port.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.logout_handler_class = Logout
        self._ours: WeakSet[Any] = WeakSet()

    async def get_user_cookie(self, handler: web.RequestHandler) -> User | None:
        """Return the user that the cookie names, or ``None`` if another account sent it."""
        user = super().get_user_cookie(handler)
        found: User | None = await user if isinstance(user, Awaitable) else user
        if found is None:
            return None
        try:
            stream = handler.request.connection.stream  # type: ignore[union-attr]
            client, server = stream.socket.getpeername(), stream.socket.getsockname()
        except (AttributeError, OSError):
            return None  # the connection is gone
        # A page sends about a hundred requests over a few connections, and a connection never changes
        # accounts.
        if stream not in self._ours:
            if not accounts.is_ours(client, server):
                return None
            self._ours.add(stream)
        return found


class Opening(JupyterHandler):
    """The address that the redirect file opens: the browser gets its cookie, and the file is deleted."""

    def initialize(self, workspace: Path) -> None:
        """Take the workspace's folder, which the file is in."""
        self._workspace = workspace

    @web.authenticated
    def get(self) -> None:
        """Redirect to a notebook, or where the learner left off, at an address without the token."""
        redirect.remove(self._workspace, self.get_argument("file", ""))
        wanted = self.get_argument("notebook", "")
        notebook = wanted if wanted in place.steps() else place.address(self._workspace)[0]
        self.redirect(f"{self.base_url}lab/tree/{notebook}")


def add_addresses(server: ServerApp, workspace: Path) -> None:
    """Add the address that lets the browser in to a server that is about to start."""
    opening = (f"{server.base_url}{redirect.PATH}", Opening, {"workspace": workspace})
    server.web_app.add_handlers(".*$", [opening])  # type: ignore[no-untyped-call]  # Jupyter's, without types
