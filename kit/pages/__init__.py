"""The course as pages, and what answers them: plain functions of a workspace, a name and a body.

Whatever stands between a page and Python (a server, a web worker, a kernel) calls `kit.pages.requests`, so
nothing below `kit.pages.extension` knows of servers. Answers themselves are the business of `kit.forms`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "kit.pages"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    # In any other folder than a learner's, somebody's own Jupyter Server stays as it is, and starts as fast.
    folder = Path(server.root_dir)
    if (folder / ".partnership" / "workspace.json").is_file():
        from kit.pages.extension import add_course

        add_course(server, folder)
