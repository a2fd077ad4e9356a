"""The parts of a family-facing document: front matter, approvals of its exact text, sections of blocks.

The Markdown is limited and has no HTML. ``## Heading {#field}`` opens a section. A section holds paragraphs,
``- bullets``, ``- [ ] boxes`` and tables. ``____``, alone or at the end of a text, makes a line to write on.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kit.model.errors import KitError
from kit.model.records import Id, Record, Text

Name = Annotated[str, Field(min_length=2)]


class PageHead(Record):
    """The front matter of a document's English, and of the page on having the documents reviewed."""

    schema_version: Literal[1]
    id: Id
    title: Text


class DocumentHead(PageHead):
    """The front matter of ``es/<document>.md``. ``staff`` is in English, on screen only, never printed."""

    staff: Text


class Approval(Record):
    """One Spanish-speaking parent's approval, for families, of the text with this hash and no other."""

    name: Name
    """Initials are enough for a parent."""
    approved_on: date
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class TranslatorApproval(Approval):
    """A translator's approval, with the translator's qualification."""

    qualification: Name


class DocumentReview(Record):
    """The approvals of one document; empty until somebody has approved it."""

    translator: TranslatorApproval | None = None
    parents: tuple[Approval, ...] = ()


class SpanishReview(Record):
    """``es/review.yaml``: the approvals of each document."""

    schema_version: Literal[1]
    documents: dict[Id, DocumentReview]


LINE = "____"
"""A line to write on, at the end of a text or alone. In a table it makes an empty cell."""

_HEADING = re.compile(r"^## (?P<heading>.+?)\s*\{#(?P<field>[a-z0-9_]+)\}$")


@dataclass(frozen=True)
class Block:
    """A paragraph, a list, boxes to tick, a text with a line to write on, or a table by rows."""

    kind: Literal["paragraph", "list", "boxes", "write", "table"]
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's rows, headings first."""


@dataclass(frozen=True)
class Section:
    """A section: its field's name, its heading and line, and the blocks under it."""

    field: str
    heading: str
    line: int
    blocks: tuple[Block, ...]


def sections(body: str, first_line: int = 1) -> tuple[list[Section], list[tuple[int, KitError]]]:
    """Return the sections of a text, and a list of lines that belong to none, each with its error.

    >>> found, wrong = sections("## Idioma {#idioma}\\n\\n¿En qué idioma? ____")
    >>> found[0].field, found[0].blocks[0].kind, found[0].blocks[0].texts, wrong
    ('idioma', 'write', ('¿En qué idioma?',), [])
    """
    found: list[Section] = []
    wrong: list[tuple[int, KitError]] = []
    for line, piece in _pieces(body, first_line):
        if piece.startswith("#"):
            heading = _HEADING.match(piece)
            if heading is None:
                wrong.append((line, KitError("content.heading_field", heading=piece.splitlines()[0])))
                continue
            found.append(Section(heading["field"], heading["heading"], line, ()))
        elif not found:
            wrong.append((line, KitError("content.heading_missing")))
        else:
            found[-1] = replace(found[-1], blocks=(*found[-1].blocks, _block(piece)))
    return found, wrong


def _pieces(body: str, first_line: int) -> list[tuple[int, str]]:
    # Runs of lines between blank ones, each with its first line's number. A heading is a separate piece.
    pieces: list[tuple[int, list[str]]] = []
    fresh = True
    for number, raw in enumerate(body.split("\n"), first_line):
        line = raw.strip()
        if not line:
            fresh = True
            continue
        if fresh or line.startswith("#"):
            pieces.append((number, []))
        pieces[-1][1].append(line)
        fresh = line.startswith("#")
    return [(number, "\n".join(lines)) for number, lines in pieces]


def _block(piece: str) -> Block:
    lines = piece.split("\n")
    if all(line.startswith("|") for line in lines):
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
        return Block("table", rows=tuple(row for row in rows if not set("".join(row)) <= {"-", ":"}))
    if lines[0].startswith("- "):
        entries = [entry.replace("\n", " ") for entry in piece.removeprefix("- ").split("\n- ")]
        if all(entry.startswith("[ ] ") for entry in entries):
            return Block("boxes", tuple(entry[4:] for entry in entries))
        return Block("list", tuple(entries))
    text = " ".join(lines)
    if text.endswith(LINE):
        return Block("write", (text.removesuffix(LINE).rstrip(),))
    return Block("paragraph", (text,))
