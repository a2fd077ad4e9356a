"""The workbook as a Word file, to go on writing in."""

import io
import re
from typing import Any

from kit.workbook.blocks import Block, Set

_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_STYLES = {"week": "Heading 1", "question": "Heading 2", "said": "Normal", "list": "List Bullet"}


def word_file(shown: Set) -> bytes:
    """The file; its headings are Word's own, so that it can be gone through by them."""
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = Document()
    about = document.core_properties
    about.title, about.author, about.comments, about.language = shown.title, "", "", "en-US"
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US")
    document.styles["Normal"].element.get_or_add_rPr().append(spoken)
    document.styles["Normal"].font.name = "Georgia"
    if shown.stamp:
        _bold(document.sections[0].header.paragraphs[0], shown.stamp)
    document.add_heading(_fit(shown.title), 0)
    document.add_paragraph(_fit(shown.lead))
    for block in shown.blocks:
        _put(document, block)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _put(document: Any, block: Block) -> None:
    from docx.shared import Pt, RGBColor

    if block.kind == "table":
        rows = block.rows
        table = document.add_table(len(rows), block.columns, style="Table Grid")
        for n, row in enumerate(rows):
            for cell, text in zip(table.rows[n].cells, row, strict=True):
                if n:
                    cell.text = _fit(text)
                else:
                    _bold(cell.paragraphs[0], text)
        return
    for text in block.texts:
        paragraph = document.add_paragraph(style=_STYLES.get(block.kind, "Normal"))
        run = paragraph.add_run(_fit(text))
        if block.kind in ("prompt", "note"):
            run.font.size, run.font.color.rgb = Pt(9.5), RGBColor(0x57, 0x53, 0x4A)


def _bold(paragraph: Any, text: str) -> None:
    paragraph.add_run(_fit(text)).bold = True


def _fit(text: str) -> str:
    """What XML can hold; a form can send any character."""
    return _NOT_XML.sub("", text)
