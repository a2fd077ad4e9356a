"""What the package carries beside the content: notebooks' hashes, code cells' hashes, the page's words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from kit.build.notebook import Notebook
from kit.content.manifest import notebook_hash, source_of
from kit.model import Interface


def manifest(
    notebooks: Mapping[str, Notebook], releases: Mapping[str, Notebook], built_from: Mapping[str, str]
) -> bytes:
    """``manifest.json``: what shipped, so that a workspace can tell a changed notebook from an old one.

    It also notes what everything was built from, so that a checkout can tell an edit that was not built yet.
    """
    listed = {
        "schema": 1,
        "notebooks": {
            f"{stem}.ipynb": {"hash": notebook_hash(one)} for stem, one in sorted(notebooks.items())
        },
        "assignments": {id: {"hash": notebook_hash(one)} for id, one in sorted(releases.items())},
        "built_from": dict(sorted(built_from.items())),
    }
    return (json.dumps(listed, indent=1) + "\n").encode()


def cell_hashes(notebooks: Iterable[Notebook]) -> bytes:
    """``cells.json``: SHA-256 of every shipped code cell; the extension runs a notebook of these alone."""
    hashes = {
        hashlib.sha256(source_of(cell).encode()).hexdigest()
        for notebook in notebooks
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    }
    return (json.dumps(sorted(hashes), indent=0) + "\n").encode()


def page_words(words: Interface) -> bytes:
    """``words.json``: what the extension's own bar says, by key."""
    page = {f"page.{name}": text for name, text in words.texts.get("page", {}).items()}
    return (json.dumps(page, indent=1, ensure_ascii=False) + "\n").encode()
