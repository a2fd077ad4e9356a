"""Make the workbook as a Word file, so that the learner can keep writing in it.

The formatting is in Word's styles, so that changing a style changes all its paragraphs. Headings, lists and
tables are Word's own, so that people can navigate by them.
"""

import io
import re
from typing import Any

from kit.workbook.blocks import Block, Set, Station

_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_STYLES = {
    "week": "Heading 1",
    "question": "Heading 2",
    "prompt": "Prompt",
    "said": "Normal",
    "list": "List Bullet",
    "note": "Note",
    "label": "Label",
    "best": "Quote",
    "write": "Label",
}
_HUES = {
    "equity": "1F5FA8",
    "respect": "B4541A",
    "communication": "2F7D4F",
    "advocacy": "8A3F8F",
    "commitment": "8A6D00",
}
_FONT, _INK, _QUIET = "Georgia", "1F2328", "57534A"
_SIZES = {"Title": 32.0, "Heading 1": 20.0, "Heading 2": 13.0}
_REGIONS = {"en": "en-US", "es": "es-US"}


def word_file(shown: Set) -> bytes:
    """Return the Word file."""
    from docx import Document

    document = Document()
    about = document.core_properties
    spoken = _REGIONS.get(shown.language, shown.language)
    about.title, about.author, about.comments, about.language = shown.title, "", "", spoken
    _set_styles(document, spoken)
    if shown.stamp:
        _bold(document.sections[0].header.paragraphs[0], shown.stamp)
    document.add_heading(_fit(shown.title), 0)
    document.add_paragraph(_fit(shown.lead), style="Note")
    _number(document.sections[0].footer.paragraphs[0])
    if shown.path:
        _put_path(document, shown.path)
    for block in shown.blocks:
        _put(document, block, shown.language)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_styles(document: Any, spoken: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    styles["Normal"].font.name = _FONT
    _speak(styles["Normal"].element.get_or_add_rPr(), spoken)
    for name, size in _SIZES.items():
        font = styles[name].font
        font.name, font.size, font.color.rgb = _FONT, Pt(size), RGBColor.from_string(_INK)
        # A theme font would override the named one.
        fonts = styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("Prompt", "Note", "Label"):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.font.color.rgb = Pt(9.5), RGBColor.from_string(_QUIET)
        style.font.bold = name == "Label"
        style.paragraph_format.keep_with_next = name != "Note"
    styles["Quote"].font.size = Pt(14)
    row, cell = (styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("Row", "Row's cell"))
    row.base_style = cell.base_style = styles["Normal"]
    row.font.bold = True
    row.paragraph_format.space_after = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.left_indent = Pt(18)
    cell.paragraph_format.first_line_indent = Pt(-18)


def _put(document: Any, block: Block, around: str) -> None:
    if block.kind == "table":
        _put_table(document, block)
        return
    if block.kind == "rows":
        for name, cells in block.groups:
            _put_group(document, name, cells)
        return
    if block.kind in ("week", "question"):
        _put_heading(document, block, around)
        return
    for text in block.texts:
        line = document.add_paragraph(style=_STYLES[block.kind])
        run = line.add_run(_fit(text))
        if block.language not in ("", around):
            _speak(run._r.get_or_add_rPr(), _REGIONS.get(block.language, block.language))
        if block.kind == "write":
            _put_line(line)


def _put_heading(document: Any, block: Block, around: str) -> None:
    """Add a heading. A week begins on a new page, in the color of its dimension, with its month after it."""
    from docx.shared import RGBColor

    title, *more = block.texts
    line = document.add_paragraph(style=_STYLES[block.kind])
    run = line.add_run(_fit(title))
    if block.language not in ("", around):
        _speak(run._r.get_or_add_rPr(), _REGIONS.get(block.language, block.language))
    if block.week:
        line.paragraph_format.page_break_before = True
        if hue := _HUES.get(block.week.dimension or ""):
            run.font.color.rgb = RGBColor.from_string(hue)
    for text in filter(None, more):
        line.add_run(f" · {_fit(text)}").font.color.rgb = RGBColor.from_string(_QUIET)


def _put_path(document: Any, path: tuple[Station, ...]) -> None:
    """Add the cover's path: a line for each week, with its month before its title."""
    from docx.shared import Pt, RGBColor

    for station in path:
        line = document.add_paragraph(style="Normal")
        line.paragraph_format.tab_stops.add_tab_stop(Pt(110))
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(110), Pt(-110)
        line.add_run(f"{_fit(station.month)}\t")
        run = line.add_run(_fit(station.title))
        if hue := _HUES.get(station.dimension or ""):
            run.font.color.rgb = RGBColor.from_string(hue)
        line.add_run(f"\n{_fit(station.made)}").font.color.rgb = RGBColor.from_string(_QUIET)


def _put_line(paragraph: Any) -> None:
    """Draw a line to write on, up to the right margin."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(14)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(432), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run("\t")


def _number(paragraph: Any) -> None:
    """Put the page's number into a footer's paragraph."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _put_table(document: Any, block: Block) -> None:
    from docx.oxml import OxmlElement

    rows = block.rows
    table = document.add_table(len(rows), block.columns, style="Table Grid")
    # Mark the first row as column headings: screen readers announce them, and Word repeats them on each page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for n, row in enumerate(rows):
        for cell, text in zip(table.rows[n].cells, row, strict=True):
            if n:
                cell.text = _fit(text)
            else:
                _bold(cell.paragraphs[0], text)


def _put_group(document: Any, name: str, cells: list[tuple[str, str]]) -> None:
    from docx.shared import Pt

    lines = [document.add_paragraph(_fit(name), style="Row")] if name else []
    for label, said in cells:
        line = document.add_paragraph(style="Row's cell")
        _bold(line, f"{label}: ")
        line.add_run(_fit(said))
        lines.append(line)
    # Keep a row on one page, with space before the next one.
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True
    lines[-1].paragraph_format.space_after = Pt(10)


def _speak(properties: Any, language: str) -> None:
    """Set the language of a style or a run."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    properties.append(spoken)


def _bold(paragraph: Any, text: str) -> None:
    paragraph.add_run(_fit(text)).bold = True


def _fit(text: str) -> str:
    """Return the text without characters that XML can't hold; a form can send any character."""
    return _NOT_XML.sub("", text)
