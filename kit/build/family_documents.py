"""Spanish documents for families as printable pages, each a file of its own that sends no request.

The draft mark is left out only where `kit.content.spanish.approved` says so; nobody can ask for that.
"""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

from kit.content.family_text import LINE, Block, Section, SpanishReview
from kit.content.spanish import Document, approved, homes, read
from kit.model import ContentFault

DRAFT = "BORRADOR · NO ENTREGAR"
"""Stands across every page of a document that is not approved."""

_DRAFT_FOR_STAFF = (
    "Draft: do not hand out. A qualified translator and two Spanish-speaking parents have not yet "
    "approved this text."
)

_CSS = """
@page { size: letter; margin: 0.8in 0.85in; }
:root { color-scheme: light; }
body { margin: 0 auto; padding: 24px 16px; max-width: 44rem; background: #fff; color: #1f2328;
  font: 17px/1.5 ui-serif, Georgia, "Liberation Serif", serif; overflow-wrap: break-word; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 16px; }
h2 { font-size: 1.1em; margin: 24px 0 4px; break-after: avoid; }
p, ul { margin: 8px 0; }
p, li, tr { break-inside: avoid; }
p { orphans: 3; widows: 3; }
.write { display: flex; flex-wrap: wrap; align-items: flex-end; column-gap: 8px; min-height: 34px; }
.write + .write:has(> .line:only-child) { break-before: avoid; }
p:has(+ .write > .line:only-child), p:has(+ .boxes) { break-after: avoid; }
.line { flex: 1 1 8rem; border-bottom: 1px solid #57606a; height: 28px; }
.boxes { list-style: none; padding: 0; columns: 2 15rem; column-gap: 24px; }
.boxes li { break-inside: avoid; padding: 4px 0 4px 28px; text-indent: -28px; }
.box { display: inline-block; width: 15px; height: 15px; margin-right: 11px; border: 1.5px solid #1f2328;
  vertical-align: -2px; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 8px 0; }
th, td { border: 1px solid #57606a; padding: 6px 8px; text-align: left; vertical-align: top; }
td { height: 64px; }
.staff { border-left: 4px solid #0b6e69; padding: 8px 16px; margin: 0 0 24px; background: #f6f8f8;
  font: 16px/1.5 system-ui, sans-serif; }
@media print { body { padding: 0; max-width: none; font-size: 12pt; } .staff { display: none; } }
"""

# A fixed box is printed on every page. The margins' text is for browsers that know it, as a second mark.
_DRAFT_CSS = f"""
@page {{ @top-center {{ content: "{DRAFT}"; font: 700 11pt system-ui, sans-serif; }}
  @bottom-center {{ content: "{DRAFT}"; font: 700 11pt system-ui, sans-serif; }} }}
.draft-mark {{ position: fixed; inset: 0; z-index: 9; display: flex; align-items: center;
  justify-content: center; pointer-events: none; overflow: hidden;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
.draft-mark span {{ transform: rotate(-52deg); white-space: nowrap; color: rgba(31, 35, 40, 0.24);
  font: 700 min(46pt, 9vw) system-ui, "Liberation Sans", sans-serif; }}
@media print {{ .draft-mark span {{ font-size: 46pt; }} }}
.draft-line {{ font: 700 1em system-ui, sans-serif; border: 2px solid #1f2328;
  padding: 4px 12px; text-align: center; }}
.draft-text {{ font: 11px/1.4 ui-monospace, monospace; }}
"""


def pages(root: Path) -> dict[str, str]:
    """Every document of a checkout as a page, by file name; none where no case has Spanish documents.

    Raises `ContentFault` where a document is missing or lacks a part, or the review cannot be read.
    """
    cases = homes(root / "case_studies")
    if not cases:
        return {}
    documents, review, faults = read(cases[0], root)
    if faults:
        raise ContentFault("\n".join(map(str, sorted(faults))))
    return {f"{id}.html": page(document, review) for id, document in documents.items()}


def page(document: Document, review: SpanishReview, today: date | None = None) -> str:
    """A document as a whole HTML page, the draft mark across it unless the review approves this text."""
    clean = approved(document, review, today)
    head = document.head
    css = _CSS if clean else _CSS + _DRAFT_CSS
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
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
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
