"""Build the Spanish documents for families as printable pages, each a separate file that sends no request.

Only `kit.content.spanish.approved` can remove the draft mark. No option does.
"""

from collections.abc import Mapping
from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path

from kit.content import family_english
from kit.content.family_text import LINE, Block, Section, SpanishReview
from kit.content.spanish import Document, approved, homes, read
from kit.model import ContentFault
from kit.web_page import policy

DRAFT = "BORRADOR · NO ENTREGAR"
"""Printed across every page of a document that is not approved."""

_DRAFT_FOR_STAFF = (
    "Draft: do not hand out. A qualified translator and two Spanish-speaking parents have not yet "
    "approved this text."
)

_ENGLISH_FOR_STAFF = (
    "The English is for you, so that you know what the page says. This page is not for families."
)


def pages(root: Path) -> dict[str, str]:
    """Return every document of a checkout as a page, by file name. Empty if no case has Spanish documents.

    Raises `ContentFault` if a document or its English is missing or lacks a part, or if the review cannot be
    read.
    """
    cases = homes(root / "case_studies")
    if not cases:
        return {}
    documents, _, review, faults = read(cases[0], root)
    english, unlike = family_english.read(cases[0], root, documents)
    if faults or unlike or review is None:
        raise ContentFault(*faults, *unlike)
    made = {f"{id}.html": page(document, review) for id, document in documents.items()}
    for id, document in documents.items():
        made[f"{id}_with_english.html"] = page_with_english(document, english[id], review)
    if how_to := family_english.how_to_review(cases[0], root):
        made[f"{family_english.HOW_TO}.html"] = review_page(how_to, documents)
    return made


def page(document: Document, review: SpanishReview, today: date | None = None) -> str:
    """Return a document as a whole HTML page. It has the draft mark unless the review approves this text."""
    body = "\n".join(_section(one) for one in document.sections)
    return _sheet(document, review, today, f"<h1>{escape(document.head.title)}</h1>\n{body}")


def page_with_english(
    document: Document, english: Document, review: SpanishReview, today: date | None = None
) -> str:
    """Return a document next to its English, for staff. It has the draft mark in the same cases as `page`."""
    title = escape(document.head.title), escape(family_english.title_of(english))
    heads = f'<div class="pair"><h1>{title[0]}</h1><h1 lang="en">{title[1]}</h1></div>'
    pairs = "\n".join(
        f'<div class="pair">{_section(one)}<div lang="en">{_section(other)}</div></div>'
        for one, other in zip(document.sections, english.sections, strict=True)
    )
    return _sheet(document, review, today, f"{heads}\n{pairs}", beside=True)


def review_page(how_to: Document, documents: Mapping[str, Document]) -> str:
    """Return the page about reviewing the documents, with printable forms for the translator and parents."""
    title = family_english.title_of(how_to)
    body = "\n".join(_section(one) for one in how_to.sections)
    texts = "".join(
        f"<tr><td>{escape(document.head.title)}</td><td>{escape(id)}</td><td>{document.sha256}</td></tr>"
        for id, document in documents.items()
    )
    table = (
        '<table class="texts"><thead><tr><th scope="col">Document</th><th scope="col">Name</th>'
        f'<th scope="col">Number of its text (sha256)</th></tr></thead><tbody>{texts}</tbody></table>'
    )
    css = _style("page") + _style("review")
    return _frame(title, css, f"<main>\n<h1>{escape(title)}</h1>\n{body}\n{table}\n</main>", language="en")


def _sheet(
    document: Document, review: SpanishReview, today: date | None, body: str, *, beside: bool = False
) -> str:
    clean = approved(document, review, today)
    head = document.head
    # Browsers print a fixed box on every page. The text in the margins is a second mark if they support it.
    css = _style("page") + ("" if clean else _style("draft")) + (_style("beside") if beside else "")
    line = "" if clean else f'<p class="draft-line">{DRAFT}</p>\n'
    top = "" if clean else f'<div class="draft-mark" aria-hidden="true"><span>{DRAFT}</span></div>\n{line}'
    foot = "" if clean else f'{line}<p class="draft-text">sha256 {document.sha256}</p>\n'
    title = head.title if clean else f"{DRAFT}: {head.title}"
    notes = [*([_ENGLISH_FOR_STAFF] if beside else []), *([] if clean else [_DRAFT_FOR_STAFF])]
    staff = "".join(f"<strong>{note}</strong> " for note in notes) + escape(head.staff)
    main = f'{top}<aside class="staff" lang="en">{staff}</aside>\n<main>\n{body}\n</main>\n{foot}'
    return _frame(title, css, main, language="es-US")


def _frame(title: str, css: str, body: str, *, language: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
{policy()}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{css}</style>
</head>
<body>
{body}</body>
</html>
"""


def _style(name: str) -> str:
    return "\n" + (files("kit.build") / f"family_{name}.css").read_text("utf-8")


def _section(section: Section) -> str:
    blocks = "\n".join(_block(block) for block in section.blocks)
    language = ' lang="es-US"' if section.field.startswith("es_") else ""
    return f"<section{language}>\n<h2>{escape(section.heading)}</h2>\n{blocks}\n</section>"


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
