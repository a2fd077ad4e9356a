"""What shipped and what it was built from, each known by its hash. Standard library only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from kit.model import NotFound


def source_of(cell: Mapping[str, Any]) -> str:
    """A cell's source as one text, whichever of the two forms the file uses.

    >>> source_of({"source": ["a\\n", "b"]})
    'a\\nb'
    """
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def notebook_hash(notebook: Mapping[str, Any]) -> str:
    """SHA-256 of the ordered (cell id, type, source) of a notebook; outputs and metadata don't count.

    >>> a = {"cells": [{"id": "x", "cell_type": "markdown", "source": "# Hello"}]}
    >>> b = {"cells": [{"id": "x", "cell_type": "markdown", "source": ["# Hello"], "metadata": {}}]}
    >>> notebook_hash(a) == notebook_hash(b)
    True
    """
    cells = [[c.get("id"), c.get("cell_type"), source_of(c)] for c in notebook.get("cells", [])]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def manifest() -> dict[str, Any]:
    """What shipped: ``{"schema": 1, "notebooks": {name: {"hash"}}, "assignments": {id: {"hash"}}, …}``."""
    place = files("kit") / "_compiled" / "manifest.json"
    if not place.is_file():
        raise NotFound("the course's manifest is missing; run `kit build` in the checkout.")
    shipped: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return shipped


PATTERNS = (
    "case_studies/framework.yaml",
    "case_studies/rubric.yaml",
    "case_studies/law.yaml",
    "case_studies/interface.yaml",
    "case_studies/interface.*.yaml",
    "case_studies/overlays/*.yaml",
    "case_studies/*/case.yaml",
    "case_studies/*/items.yaml",
    "case_studies/*/es/*.md",
    "case_studies/*/es/review.yaml",
    "notebooks/text/*.md",
    "notebooks/instructor/guide/*.md",
)
"""Every file whose words reach something built, as patterns of paths in a checkout."""


def built_from(root: Path) -> dict[str, str]:
    """The SHA-256 of each file that a checkout is built from, by its path.

    Line ends don't count: Git may turn them round on another system.
    """
    files = sorted(path for pattern in PATTERNS for path in root.glob(pattern) if path.is_file())
    return {path.relative_to(root).as_posix(): _hash(path) for path in files}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
