"""Blocks as HTML. Everything is escaped; nothing here runs, and nothing is fetched."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from kit.report.blocks import Block, Bullets, Heading, Paragraph, Picture
from kit.report.charts.table import Table


def as_html(blocks: Iterable[Block]) -> str:
    """The HTML of some blocks.

    >>> as_html([Paragraph("a < b")])
    '<p>a &lt; b</p>'
    """
    return "\n".join(_one(block) for block in blocks)


def _one(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text, "quote"):
            return f"<blockquote><p>{escape(text)}</p></blockquote>"
        case Paragraph(text, "notice"):
            return f'<p class="notice">{escape(text)}</p>'
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + "\n</ul>"
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)


def _table(table: Table) -> str:
    # A table wider than the screen scrolls in a place of its own, which the keyboard can reach.
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{escape(f"Table: {table.caption}")}">\n'
        f"{table.html()}\n</div>"
    )


def _picture(picture: Picture) -> str:
    data = b64encode(picture.svg.encode()).decode()
    tables = "\n".join(map(_table, picture.tables))
    return (
        f'<figure aria-label="{escape(picture.title)}">\n<div class="wide" tabindex="0" role="group" '
        f'aria-label="{escape(f"Picture: {picture.title}")}">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(picture.alt)}"></div>\n</figure>\n'
        f"<details>\n<summary>{escape(f'As a table: {picture.title}')}</summary>\n{tables}\n</details>"
    )
