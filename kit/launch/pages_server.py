"""The server of the course's pages, a child process of ``kit start``. `main` reads its four arguments.

It has the pages, what they ask, and an address to stop it. There are no kernels, no notebooks and no cookies.
"""

import os
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp

from kit.launch.running import Running, start_server
from kit.launch.runtime import forget_running
from kit.launch.server import end_with, shared_settings
from kit.pages import redirect
from kit.pages.extension import add_course

_MOMENT = 0.5
"""For how many seconds an answer may wait for JupyterLab; while it waits, nothing can be saved."""


class TokenAlone(IdentityProvider):
    """An identity provider without cookies, which a browser would send along with another site's requests."""

    def get_user_cookie(self, handler: Any) -> None:
        """Return nobody."""

    def set_login_cookie(self, handler: Any, user: Any) -> None:
        """Set none."""


class PagesServer(ServerApp):
    """Jupyter's server without kernels, notebooks and files."""

    default_services: Any = ("shutdown",)


class OldAddress(JupyterHandler):
    """A notebook's address from before there were pages, which somebody may have kept."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Redirect to the notebook's page. A browser adds the step, which no server is told."""
        self.redirect(f"{self.base_url}partnership-kit/course/{name}.html")


class Notebooks:
    """A workspace's notebooks in JupyterLab, which is started when a page asks for one."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._thread = ThreadPoolExecutor(1)
        self._opening: Future[Running] | None = None
        self._ours: Running | None = None

    def address(self, notebook: str) -> str | None:
        """Return a notebook's address, or ``None`` while JupyterLab starts. Raises `KitError` if it can't."""
        opening = self._opening = self._opening or self._thread.submit(self._open)
        if not wait([opening], _MOMENT).done:
            return None
        self._opening = None
        running = opening.result()
        return redirect.notebook_address(running.port, running.token, notebook)

    def _open(self) -> Running:
        running = start_server(self._workspace, lab=True)
        self._ours = running if running.process else self._ours
        return running

    def stop(self) -> None:
        """Stop JupyterLab if a page started it."""
        self._thread.shutdown(cancel_futures=True)
        if self._ours:
            self._ours.stop()


def _arguments(workspace: str, port: str) -> list[str]:
    return [
        *shared_settings(workspace, port),
        "--ServerApp.default_url=/partnership-kit/course/",
        "--ServerApp.identity_provider_class=kit.launch.pages_server.TokenAlone",
    ]


def main() -> None:
    """Serve the pages until the course is stopped."""
    workspace, folder, port, parent = sys.argv[1:]
    end_with(int(parent))
    runtime = Path(folder)
    tempfile.tempdir = str(runtime / "tmp")
    server = PagesServer.instance()
    server.initialize(argv=_arguments(workspace, port), find_extensions=False)
    # The token leaves the environment, or JupyterLab and its kernels would inherit it.
    os.environ.pop("JUPYTER_TOKEN", None)
    notebooks = Notebooks(Path(workspace))
    add_course(server, Path(workspace), notebooks.address)
    old = rf"{server.base_url}(?:doc|lab)/tree/(\w+)\.ipynb"
    server.web_app.add_handlers(".*$", [(old, OldAddress)])  # type: ignore[no-untyped-call]  # Jupyter's
    try:
        server.start()
    finally:
        notebooks.stop()
        # `kit start` does this too, unless it was killed.
        forget_running(runtime, os.getpid())


if __name__ == "__main__":
    main()
