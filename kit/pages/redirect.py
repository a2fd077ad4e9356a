"""The file that opens the course in the browser.

The browser is started with this file's name, because an address with the token would show up in the list of
processes. The file is in the workspace itself, readable by its owner only: a sandboxed browser (snap,
flatpak) can't read hidden folders or the temporary folder. The server deletes the file after it has been
used.
"""

import json
import re
import secrets
from contextlib import suppress
from pathlib import Path, PurePosixPath

from kit.files import replace
from kit.web_page import leading_to

PATH = PurePosixPath("partnership-kit", "open")
"""The address that the file redirects to."""

_NAME = re.compile(r"open_course_[0-9a-f]{16}\.html")
_WORDS = Path(__file__).resolve().parents[1] / "static" / "shell" / "words.json"


def notebook_address(port: int, token: str, notebook: str) -> str:
    """Return the address that opens a notebook in JupyterLab and leads to one without the token."""
    return f"http://127.0.0.1:{port}/{PATH}?token={token}&notebook={notebook}"


def write(workspace: Path, port: int, token: str, address: str | None = None) -> Path:
    """Write the file and return its path. ``address`` is the page to open, in place of Jupyter's."""
    file = workspace / f"open_course_{secrets.token_hex(8)}.html"
    words = json.loads(_WORDS.read_text("utf-8"))
    page = leading_to(
        address or f"http://127.0.0.1:{port}/{PATH}?file={file.name}&token={token}",
        opening=words["page.opening"],
        by_hand=words["page.open_by_hand"],
    )
    replace(file, page.encode("utf-8"), mode=0o600)
    return file


def remove(workspace: Path, name: str) -> None:
    """Delete the file ``name`` if it is one of ours."""
    if _NAME.fullmatch(name):
        with suppress(OSError):
            (workspace / name).unlink()


def remove_all(workspace: Path) -> None:
    """Delete every such file that no browser has opened."""
    for file in workspace.glob("open_course_*.html"):
        remove(workspace, file.name)
