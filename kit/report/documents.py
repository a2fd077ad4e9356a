"""Turn the executed notebook of a report into a web page and an accessible PDF.

The page has text, tables and pictures, but no code, and it makes no network requests. The PDF is tagged
(PDF/UA-1), with alternative texts and a title.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from kit.files import replace
from kit.model import NotFound, PlainError
from kit.report.blocks import (
    MIMETYPE,
    Block,
    Bullets,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    as_json,
    from_json,
)
from kit.report.charts.drawn import style_sheet
from kit.web_page import policy

_FIRST = "first_page"
"""Tag of the last cell of the first page, which gets a screen and a sheet to itself."""
_TEMPLATES = Path(__file__).parent / "templates"


def write_html(notebook: Path, out: Path) -> Path:
    """Write the page of a notebook that papermill has run; create the folder of `out` if it is missing."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    found = _opened(notebook)
    title, notice = _about(found)
    exporter: Any = HTMLExporter(  # type: ignore[no-untyped-call]  # nbconvert's has no types
        config=Config(),
        template_name="page",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_anchor_links=True,
        exclude_input=True,
    )
    style = style_sheet("page/report.css")
    first = _FIRST if any(map(_ends_first_page, found["cells"])) else ""
    report = {"title": title, "notice": notice, "style": style, "policy": policy(), "first": first}
    page, _ = exporter.from_notebook_node(found, resources={"report": report})
    out.parent.mkdir(parents=True, exist_ok=True)
    replace(out, page.encode("utf-8"))
    return out


def write_pdf(notebook: Path, out: Path) -> Path:
    """Write the PDF of a notebook that papermill has run; create the folder of `out` if it is missing.

    typst uses only its own fonts, so nothing depends on this machine or the network.
    """
    found = _opened(notebook)
    title, notice = _about(found)
    shown = list(_once(_blocks_of(found), title, notice))
    report = {
        "title": title,
        "description": f"{title}. {notice}".strip(),
        "notice": notice,
        "blocks": as_json(shown),
        "tables_title": "The pictures' numbers as tables",
    }
    made = set_pdf("report.typ", report, [one for one in shown if isinstance(one, Picture)])
    out.parent.mkdir(parents=True, exist_ok=True)
    replace(out, made)
    return out


def set_pdf(template: str, told: Mapping[str, Any], pictures: Iterable[Picture]) -> bytes:
    """Make a PDF from a template, which reads ``told`` from ``report.json`` and each picture by its name."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in (template, "blocks.typ"):
            (place / name).write_bytes((_TEMPLATES / name).read_bytes())
        (place / "report.json").write_text(json.dumps(told), encoding="utf-8")
        for picture in pictures:
            if not re.fullmatch(r"\w+", picture.name):
                raise PlainError(f"{picture.name!r} isn't a valid picture name; use letters, digits and _.")
            (place / f"{picture.name}.svg").write_text(picture.svg, encoding="utf-8")
        how: dict[str, Any] = {"root": place, "format": "pdf", "ignore_system_fonts": True}
        try:
            made: bytes = typst.compile(place / template, pdf_standards="ua-1", **how)
        except typst.TypstError as fault:
            if "could not be displayed" not in str(fault):
                raise
            # The standard forbids a character that no font has, such as an emoji. Without it, a box is drawn.
            made = typst.compile(place / template, **how)
    return made


def _once(blocks: Iterable[Block], title: str, notice: str) -> Iterator[Block]:
    """Drop the title, which typst sets itself, and all notices but the first, which page headers repeat."""
    said = False
    for block in blocks:
        if block == Heading(1, title) or (block == Paragraph(notice, "notice") and said):
            continue
        said = said or block == Paragraph(notice, "notice")
        yield block


def _opened(notebook: Path) -> Any:
    import nbformat

    if not notebook.is_file():
        raise NotFound(f"there is no notebook {notebook}; run the report's notebook first.")
    found: Any = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]  # nor has nbformat's
    found["cells"] = list(_shown_of(found["cells"]))
    return found


def _shown_of(cells: Sequence[Any]) -> Iterator[Any]:
    """Yield the cells, except headings of sections that are empty because nothing in them may be shown."""
    for cell, after in zip_longest(cells, cells[1:]):
        shown = [o.get("data", {}).get(MIMETYPE) for o in (after or {}).get("outputs", ())]
        if not (cell["cell_type"] == "markdown" and cell["source"].startswith("## ") and shown == [[]]):
            yield cell


def _about(notebook: Any) -> tuple[str, str]:
    """Return the report's title and the notice for each page, which is empty for a real course."""
    shown = list(_blocks_of(notebook))
    title = next((b.text for b in shown if isinstance(b, Heading)), "Report")
    notice = next((b.text for b in shown if isinstance(b, Paragraph) and b.kind == "notice"), "")
    return title, notice


def _blocks_of(notebook: Any) -> Iterator[Block]:
    """Yield everything an executed notebook shows, cell by cell: its Markdown and the output of its cells."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield from _of_markdown(cell["source"])
        for output in cell.get("outputs", ()):
            yield from from_json(output.get("data", {}).get(MIMETYPE, ()))
        if _ends_first_page(cell):
            yield PageBreak()


def _ends_first_page(cell: Any) -> bool:
    return _FIRST in cell["metadata"].get("tags", ())


def _of_markdown(source: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown cell; of emphasis and links, only the words are kept.

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
