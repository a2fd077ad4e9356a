"""A table that somebody filled in stands in their workbook as one: on the page, in Word and in the PDF."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from ulid import ULID

from kit.content import compiled, item_hash
from kit.model import Content, Response
from kit.workbook import WeekDone, gather
from kit.workbook.blocks import blocks_of
from kit.workbook.page import page
from kit.workbook.pdf import pdf
from kit.workbook.word_file import word_file

SMALL = Path(__file__).parents[1] / "forms" / "small_course.json"
CONTENT = Content.model_validate({**json.loads(SMALL.read_text("utf-8")), "words": compiled().words})
ITEM = CONTENT.cases["ms_perez"].item("equity.helps")
VALUE = {
    "rows": [
        {"row": "ride", "cells": {"school": "BY PHONE <b>first</b>.\nOr here.", "her": "WHICH?"}},
        {"row": "words", "cells": {"her": "WHO READS?"}},
        {"row": "own.1", "cells": {"school": "A LATER BUS."}},
    ]
}


def book(item, value, wordings=None):
    case = CONTENT.cases["ms_perez"]
    items = tuple(item if one.id == item.id else one for one in case.items.items)
    case = case.model_copy(update={"items": case.items.model_copy(update={"items": items})})
    content = CONTENT.model_copy(update={"cases": {"ms_perez": case}})
    saved = Response(
        id=str(ULID()), parent=None, workspace=str(ULID()), item=item.id, item_hash=item_hash(ITEM),
        case="ms_perez", occasion="during", seq=0, at=datetime.now(UTC), lane="shared", value=value,
    )  # fmt: skip
    weeks = [WeekDone("01_equity.ipynb", "Equity", done=15, tasks=15, minutes=60)]
    return gather([saved], content, weeks, "ana", completion=False, wordings=wordings or {})


@pytest.fixture
def narrow():
    return ITEM.model_copy(update={"columns": ITEM.columns[:2]})


def test_it_is_a_table_with_its_heads_and_what_is_given(narrow):
    shown = blocks_of(book(narrow, VALUE), CONTENT.words)
    made = page(shown)
    assert "<b>first" not in made
    assert '<td>Getting to school at three</td><td data-label="The school&#x27;s part">' in made
    said = unescape(made)
    for words in (
        "The school's part",
        "Getting to school at three",
        "The office has them translated.",
        "WHICH?",
    ):
        assert words in said
    (table,) = Document(io.BytesIO(word_file(shown))).tables
    assert [cell.text for cell in table.rows[1].cells] == [
        "Getting to school at three", "BY PHONE <b>first</b>.\nOr here.", "WHICH?"
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[3].cells] == ["", "A LATER BUS.", ""]
    text = " ".join(p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(pdf(shown)))
    for words in ("BY PHONE", "Or here.", "A LATER BUS.", "WHO READS?"):
        assert words in text


def test_one_that_is_too_wide_for_a_sheet_is_a_group_of_labelled_lines_for_each_row():
    shown = blocks_of(book(ITEM, VALUE), CONTENT.words)
    (rows,) = (one for one in shown.blocks if one.columns)
    assert rows.kind == "rows"
    assert rows.groups == [
        ("Getting to school at three", [
            ("The school's part", "BY PHONE <b>first</b>.\nOr here."), ("What I'd ask her", "WHICH?"),
        ]),
        ("Forms in English alone", [
            ("The school's part", "The office has them translated."), ("What I'd ask her", "WHO READS?"),
        ]),
        ("", [("The school's part", "A LATER BUS.")]),
    ]  # fmt: skip
    made = page(shown)
    assert "<table" not in made
    assert "<b>first" not in made
    assert made.count("<dl>") == 3
    assert "<dt>What I&#x27;d ask her</dt><dd>WHICH?</dd>" in made
    document = Document(io.BytesIO(word_file(shown)))
    assert not document.tables
    said = [(one.style.name, one.text) for one in document.paragraphs]
    first = said.index(("Row", "Getting to school at three"))
    assert said[first + 1 : first + 3] == [
        ("Row's cell", "The school's part: BY PHONE <b>first</b>.\nOr here."),
        ("Row's cell", "What I'd ask her: WHICH?"),
    ]
    printed = pdf(shown)
    assert b"pdfuaid" in printed
    text = " ".join(p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(printed))
    for words in ("Getting to school at three", "What I'd ask her", "BY PHONE", "A LATER BUS.", "WHO READS?"):
        assert words in text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def test_rows_of_an_earlier_edition_keep_their_words(narrow):
    later = narrow.model_copy(update={"rows": ()})
    (week,) = book(later, VALUE, {item_hash(ITEM): narrow}).weeks
    assert week.entries[0].table[1][0] == "Getting to school at three"
    (week,) = book(later, VALUE).weeks
    assert week.entries[0].said[0].startswith("ride. ")


def test_what_is_no_table_is_still_told(narrow):
    (week,) = book(narrow, {"rows": "all of them"}).weeks
    assert week.entries[0].said == ("rows: all of them",)


def test_a_long_table_goes_on_over_the_page(narrow):
    rows = [{"row": f"own.{n}", "cells": {"school": f"ROW {n}. " + "word " * 60}} for n in range(1, 25)]
    made = pypdfium2.PdfDocument(pdf(blocks_of(book(narrow, {"rows": rows}), CONTENT.words)))
    assert len(made) > 1
    text = " ".join(p.get_textpage().get_text_bounded() for p in made)
    assert all(f"ROW {n}." in text for n in range(1, 25))
