"""The file that leads the browser in: an address with the token would stand in the list of processes.

It lies in the workspace itself, for its owner alone: a browser in a sandbox (snap, flatpak) can read neither
hidden folders nor the temporary one. The server deletes it once it was used.
"""

import json
import re
import secrets
from contextlib import suppress
from pathlib import Path, PurePosixPath

from kit.files import replace
from kit.web_page import leading_to

PATH = PurePosixPath("partnership-kit", "open")
"""Where the file leads."""

_NAME = re.compile(r"open_course_[0-9a-f]{16}\.html")
_WORDS = Path(__file__).resolve().parent.parent / "labextension" / "static" / "words.json"


def write(workspace: Path, port: int, token: str) -> Path:
    """Write the file; returns where it lies."""
    file = workspace / f"open_course_{secrets.token_hex(8)}.html"
    words = json.loads(_WORDS.read_text("utf-8"))
    page = leading_to(
        f"http://127.0.0.1:{port}/{PATH}?file={file.name}&token={token}",
        opening=words["page.opening"],
        by_hand=words["page.open_by_hand"],
    )
    replace(file, page.encode("utf-8"), mode=0o600)
    return file


def remove(workspace: Path, name: str) -> None:
    """Delete the file of that name, if it is one of ours."""
    if _NAME.fullmatch(name):
        with suppress(OSError):
            (workspace / name).unlink()


def remove_all(workspace: Path) -> None:
    """Delete every such file: no browser came for it."""
    for file in workspace.glob("open_course_*.html"):
        remove(workspace, file.name)
