"""What a report is made of: paragraphs, lists, tables, pictures. Data only; a page and a PDF draw them.

A notebook's cell shows its blocks as HTML and carries them as JSON beside it, so that the executed
notebook alone is enough to make the PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kit.report.charts.table import Table

MIMETYPE = "application/vnd.partnership-kit.blocks+json"
"""Under which an executed notebook's output carries its blocks."""


@dataclass(frozen=True)
class Heading:
    """A heading; a report's title is of level 1, what a cell shows begins at level 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Sentences. ``kind`` is ``plain``, ``notice`` (Made-up learners) or ``quote`` (an anchor's text)."""

    text: str
    kind: Literal["plain", "notice", "quote"] = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A picture as SVG text, with its words and its tables."""

    name: str
    """File name without ending, and nothing but letters, digits and underscores."""
    svg: str
    alt: str
    title: str
    tables: tuple[Table, ...]


Block = Heading | Paragraph | Bullets | Table | Picture

_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": Bullets,
    "table": Table,
    "picture": Picture,
}


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as JSON holds them.

    >>> as_json([Bullets(("a", "b"))])
    [{'block': 'bullets', 'items': ('a', 'b')}]
    """
    names = {kind: name for name, kind in _KINDS.items()}
    return [{"block": names[type(one)], **asdict(one)} for one in blocks]


def from_json(found: Iterable[Mapping[str, Any]]) -> list[Block]:
    """Blocks out of what `as_json` made.

    >>> from_json([{"block": "bullets", "items": ["a", "b"]}])
    [Bullets(items=('a', 'b'))]
    """
    blocks: list[Block] = []
    for one in found:
        values = {key: _frozen(value) for key, value in one.items() if key != "block"}
        if "tables" in values:
            values["tables"] = tuple(Table(**{k: _frozen(v) for k, v in t.items()}) for t in values["tables"])
        blocks.append(_KINDS[one["block"]](**values))
    return blocks


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list | tuple) else value
