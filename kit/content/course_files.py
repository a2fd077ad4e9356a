"""The course's files in the package: where they are, and the hashes that identify them.

Nothing here reads YAML; `kit.content.loader` reads authors' files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.model import KitError, PlainError, coded

if TYPE_CHECKING:
    from kit.model import Content, Item

_PACKAGE = Path(__file__).resolve().parent.parent

COURSE_MAP = _PACKAGE / "static" / "shell" / "course.json"
"""The file that the page loads: every week with its steps, minutes and questions."""


@cache
def compiled() -> Content:
    """Return all content as ``kit build`` compiled it; raises `KitError` if the checkout was never built."""
    from kit.model import Content

    return Content.model_validate_json(compiled_file("content.json", "course's compiled content is"))


def sentence_of(error: Exception) -> str:
    """Return an error's sentence in the course's own language, for a terminal or a file."""
    try:
        return compiled().words.sentence(error)
    except KitError:
        return str(coded(error))  # a checkout that was never built


def compiled_file(name: str, what: str) -> bytes:
    """Return a file that ``kit build`` made. If it is missing, raises `KitError` and calls it ``what``."""
    place = files("kit") / "_compiled" / name
    if not place.is_file():
        # Without it, there are no sentences for codes either.
        raise PlainError(f"the {what} missing; run `kit build` in the checkout.")
    return place.read_bytes()


def course_files() -> Path:
    """Return the folder with ``notebooks/`` and ``assignments/``: the package's ``_course``, or the checkout.

    Raises `KitError` if neither has them.
    """
    for root in (_PACKAGE / "_course", _PACKAGE.parent):
        if (root / "notebooks").is_dir() and (root / "assignments").is_dir():
            return root
    raise KitError("course.no_notebooks", package=_PACKAGE / "_course", checkout=_PACKAGE.parent)


def checkout(start: Path | None = None) -> Path:
    """Return the checkout that authors work on: the nearest folder with ``case_studies/``, from ``start`` up.

    Without ``start``, begins at the current folder and also tries the checkout that holds kit. Raises
    `KitError` if there is none.
    """
    here = Path.cwd() if start is None else start.resolve()
    for root in (here, *here.parents, *([_PACKAGE.parent] if start is None else [])):
        if (root / "case_studies").is_dir():
            return root
    raise KitError("course.no_checkout", folder=here)


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source as one text, whichever of the two forms the file uses.

    >>> source_of({"source": ["a\\n", "b"]})
    'a\\nb'
    """
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def is_style(cell: Mapping[str, Any]) -> bool:
    """Return whether a cell holds how a notebook looks, and no text."""
    return source_of(cell).startswith("<style>")


def notebook_hash(notebook: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a notebook's cells in order (id, type, source); outputs and metadata don't count.

    >>> a = {"cells": [{"id": "x", "cell_type": "markdown", "source": "# Hello"}]}
    >>> b = {"cells": [{"id": "x", "cell_type": "markdown", "source": ["# Hello"], "metadata": {}}]}
    >>> notebook_hash(a) == notebook_hash(b)
    True
    """
    cells = [[c.get("id"), c.get("cell_type"), source_of(c)] for c in notebook.get("cells", [])]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def item_hash(item: Item) -> str:
    """Return a short SHA-256 of an item, to tell later whether an answer was given to exactly these words.

    >>> from kit.model import Item
    >>> len(item_hash(Item(id="equity.today", kind="prose", title="What do you think today?")))
    16
    """
    from kit.model.items import PARTS_OF

    # None of these affects the words that a learner answers.
    left_out = {
        "stretch",
        "wins",
        "practices",
        "carries",
        "starts_from",
        "like",
        "live",
        "looked_back",
        "printed",
    }
    # Leave out a part that was added later, so that items without it keep their hashes.
    if item.story is None:
        left_out.add("story")
    for kind, parts in PARTS_OF.items():
        if item.kind != kind:
            left_out |= parts.model_fields.keys()
    if item.kind not in PARTS_OF:
        left_out.add("least")
    # Answers have hashes from when an item could be locked.
    data = item.model_dump(mode="json", exclude=left_out) | {"locked": False}
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


_PATTERNS = (
    *(
        f"case_studies/{name}.yaml"
        for name in ("framework", "rubric", "law", "process", "glossary", "interface*")
    ),
    *(
        f"case_studies/{name}.yaml"
        for name in ("overlays/*", "marking/*", "*/case", "*/items", "*/voices", "*/scenes/*", "*/es/review")
    ),
    "case_studies/*/scenes/*/*.*",
    *(f"case_studies/*/{name}.md" for name in ("*", "es/*", "file/*")),
    "notebooks/text/*.md",
    *(f"notebooks/instructor/{name}/*.md" for name in ("guide", "decks", "handouts")),
)
"""Patterns of paths in a checkout, for every file that affects something built."""


def built_from(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that a checkout is built from, by path, with CRLF read as LF."""
    files = sorted(path for pattern in _PATTERNS for path in root.glob(pattern) if path.is_file())
    texts = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return {name: hashlib.sha256(t.replace(b"\r\n", b"\n")).hexdigest() for name, t in texts.items()}
