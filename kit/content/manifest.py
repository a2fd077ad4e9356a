"""The hash that tells a shipped notebook from one that somebody changed. Pure, standard library only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
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
