"""Find dead links and pictures in the notebooks' texts, in content, and in the checkout's own pages.

Links to other sites are not opened.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from kit.content.directive_parts import pictures_of
from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText
from kit.files import read_text
from kit.model import Fault

_PAGES = ("README.md", "CONTRIBUTING.md")
_TARGET = re.compile(
    r"(?P<picture>!)?\[(?P<words>[^\]]*)\]\(\s*<?(?P<inline>[^)\s>]*)>?(?:\s+[\"'(][^)]*)?\)"
    r"|^\s{0,3}\[[^\]^]+\]:\s*<?(?P<defined>[^\s>]+)"
    r"|<(?:a|img|source)\b[^>]*?\b(?:href|src)\s*=\s*[\"'](?P<html>[^\"']*)[\"']",
    re.MULTILINE | re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_CODE = re.compile(r"^```.*?^```[^\n]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def faults(loaded: Loaded, texts: list[NotebookText]) -> Iterator[Fault]:
    """Yield a fault for each link that is empty or leads nowhere, and for each picture without words."""
    place = (loaded.root / "notebooks").resolve()
    # `kit build` may not have made these yet.
    drawn = pictures_of(loaded.content) if loaded.content else set()
    built = {place / f"{text.stem}.ipynb" for text in texts} | {place / "pictures" / name for name in drawn}
    for notebook in texts:
        # Learners read a text as a notebook, one folder above the text.
        yield from _wrong(notebook.name, notebook.text, place, built)
    for file in loaded.files.values():
        for loc, text in file.texts():
            for fault in _wrong(file.name, text, place, built, anchors=False):
                yield file.fault(loc, fault.code, **dict(fault.facts))
    for name in _PAGES:
        page = loaded.root / name
        if page.is_file():
            yield from _wrong(name, read_text(page), loaded.root, set())


class Target(NamedTuple):
    """A link or a picture: its line in the text, its target and its words."""

    line: int
    to: str
    words: str
    picture: bool
    is_markdown: bool
    """Whether it is written as ``[words](target)``, not as a reference or as HTML."""


def targets(markdown: str) -> Iterator[Target]:
    """Yield every link and picture of a text, except in code."""
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), markdown)
    for found in _TARGET.finditer(text):
        line = text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1
        to = unquote(found["inline"] or found["defined"] or found["html"] or "")
        inline = found["inline"] is not None
        yield Target(line, to, found["words"] or "", bool(found["picture"]), inline)


def _wrong(
    name: str, markdown: str, place: Path, built: set[Path], *, anchors: bool = True
) -> Iterator[Fault]:
    for one in targets(markdown):
        line, target = one.line, one.to
        if one.picture and not one.words.strip():
            yield Fault(name, line, "content.picture_words", target=target)
        if _ELSEWHERE.match(target):
            continue
        path, _, anchor = target.partition("#")
        if not path and not anchor:
            yield Fault(name, line, "content.link_empty", words=one.words)
        elif path and not (place / path).exists() and (place / path).resolve() not in built:
            yield Fault(name, line, "content.link_path", path=path, folder=place.name)
        elif not path and anchors and _slug(anchor) not in _headings(markdown):
            yield Fault(name, line, "content.link_heading", heading=anchor)


def _headings(markdown: str) -> set[str]:
    return {_slug(title) for title in re.findall(r"(?m)^#{1,6}\s+(.*?)\s*#*$", markdown)}


def _slug(title: str) -> str:
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip())
