"""An executed notebook of a report, read again: its title, its notice, and every block that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.model import MissingExtra, NotFound
from kit.report.blocks import MIMETYPE, Block, Bullets, Heading, Paragraph, from_json


def opened(notebook: Path) -> Any:
    """An executed notebook, read."""
    try:
        import nbformat
    except ImportError:
        raise MissingExtra("a report needs nbformat", "instructor") from None
    if not notebook.is_file():
        raise NotFound(f"there is no notebook {notebook}; run the report's notebook first.")
    return nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]  # nor has nbformat's


def about(notebook: Any) -> tuple[str, str]:
    """The report's title, and the notice that stands on each page: empty for a real course."""
    shown = list(blocks_of(notebook))
    title = next((b.text for b in shown if isinstance(b, Heading)), "Report")
    notice = next((b.text for b in shown if isinstance(b, Paragraph) and b.kind == "notice"), "")
    return title, notice


def blocks_of(notebook: Any) -> Iterator[Block]:
    """Everything an executed notebook shows, cell by cell: its Markdown, and what its cells put out."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield from _of_markdown(cell["source"])
        for output in cell.get("outputs", ()):
            yield from from_json(output.get("data", {}).get(MIMETYPE, ()))


def _of_markdown(source: str) -> Iterator[Block]:
    """Blocks of a markdown cell; emphasis and links keep their words alone.

    >>> list(_of_markdown("## A *b*\\n\\nSee [c](d).\\n\\n- e\\n- f"))
    [Heading(level=2, text='A b'), Paragraph(text='See c.', kind='plain'), Bullets(items=('e', 'f'))]
    """
    from markdown_it import MarkdownIt

    level, items, depth = 0, list[str](), 0
    for token in MarkdownIt("commonmark").parse(source):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0:
                yield Bullets(tuple(items))
                items = []
        elif token.type == "inline":
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or ()
            )
            if depth:
                items.append(words)
            elif level:
                yield Heading(level, words)
                level = 0
            else:
                yield Paragraph(words)
