"""Spanish documents for families as printable pages, each a file of its own that sends no request.

The draft mark is left out only where `kit.content.spanish.approved` says so; nobody can ask for that.
"""

from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path

from kit.content.family_text import LINE, Block, Section, SpanishReview
from kit.content.spanish import Document, approved, homes, read
from kit.model import ContentFault
from kit.web_page import policy

DRAFT = "BORRADOR · NO ENTREGAR"
"""Stands across every page of a document that is not approved."""

_DRAFT_FOR_STAFF = (
    "Draft: do not hand out. A qualified translator and two Spanish-speaking parents have not yet "
    "approved this text."
)


def pages(root: Path) -> dict[str, str]:
    """Every document of a checkout as a page, by file name; none where no case has Spanish documents.

    Raises `ContentFault` where a document is missing or lacks a part, or the review cannot be read.
    """
    cases = homes(root / "case_studies")
    if not cases:
        return {}
    documents, _, review, faults = read(cases[0], root)
    if faults or review is None:
        raise ContentFault("\n".join(map(str, sorted(faults))))
    return {f"{id}.html": page(document, review) for id, document in documents.items()}


def page(document: Document, review: SpanishReview, today: date | None = None) -> str:
    """A document as a whole HTML page, the draft mark across it unless the review approves this text."""
    clean = approved(document, review, today)
    head = document.head
    # A fixed box is printed on every page. The margins' text is for browsers that know it, as a second mark.
    css = _style("page") if clean else _style("page") + _style("draft")
    line = "" if clean else f'<p class="draft-line">{DRAFT}</p>\n'
    top = "" if clean else f'<div class="draft-mark" aria-hidden="true"><span>{DRAFT}</span></div>\n{line}'
    foot = "" if clean else f'{line}<p class="draft-text">sha256 {document.sha256}</p>\n'
    title = escape(head.title if clean else f"{DRAFT}: {head.title}")
    staff = escape(head.staff) if clean else f"<strong>{_DRAFT_FOR_STAFF}</strong> {escape(head.staff)}"
    body = "\n".join(_section(one) for one in document.sections)
    return f"""<!DOCTYPE html>
<html lang="es-US">
<head>
<meta charset="utf-8">
{policy()}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
{top}<aside class="staff" lang="en">{staff}</aside>
<main>
<h1>{escape(head.title)}</h1>
{body}
</main>
{foot}</body>
</html>
"""


def _style(name: str) -> str:
    return "\n" + (files("kit.build") / f"family_{name}.css").read_text("utf-8")


def _section(section: Section) -> str:
    blocks = "\n".join(_block(block) for block in section.blocks)
    return f"<section>\n<h2>{escape(section.heading)}</h2>\n{blocks}\n</section>"


def _block(block: Block) -> str:
    texts = [escape(text) for text in block.texts]
    if block.kind == "table":
        return _table(block)
    if block.kind in ("list", "boxes"):
        box = '<span class="box" aria-hidden="true"></span>' if block.kind == "boxes" else ""
        entries = "".join(f"<li>{box}{text}</li>" for text in texts)
        return f'<ul class="boxes">{entries}</ul>' if box else f"<ul>{entries}</ul>"
    if block.kind == "write":
        label = f"<span>{texts[0]}</span>" if texts[0] else ""
        return f'<p class="write">{label}<span class="line" aria-hidden="true"></span></p>'
    return f"<p>{texts[0]}</p>"


def _table(block: Block) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.rows[0])
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if cell == LINE else escape(cell)}</td>" for cell in row) + "</tr>"
        for row in block.rows[1:]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
