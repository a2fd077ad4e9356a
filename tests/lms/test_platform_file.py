"""A table of another program: written again it has the same bytes, but for a cell that changed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lms_exports import FILES

from kit.lms.platform_file import PlatformFault, parse, read_platform_file
from kit.model import NotFound
from kit.spreadsheet import plain

# Encodings as exports have them, with the mark before the text.
ENCODINGS = st.sampled_from(
    [("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("cp1252", "")]
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0xFF) | st.sampled_from("\",;\t'=\r\n")


@st.composite
def exports(draw):
    """A table with headings, as any program may write it: some cells in quotes, others not."""
    encoding, mark = draw(ENCODINGS)
    separator = draw(st.sampled_from(",;\t"))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    width = draw(st.integers(2, 4))
    cells = draw(st.lists(st.lists(st.text(LETTERS, max_size=6), min_size=width, max_size=width), max_size=5))
    rows = [[f"Column {n}" for n in range(width)], *cells]
    always = draw(st.booleans())

    def written(text):
        if always or text.startswith('"') or set(text) & {separator, "\r", "\n"}:
            return '"' + text.replace('"', '""') + '"'
        return text

    text = end.join(separator.join(map(written, row)) for row in rows) + draw(st.sampled_from(["", end]))
    return rows, (mark + text).encode(encoding, "replace"), encoding, separator


@given(exports())
def test_without_a_change_every_byte_stays_and_a_change_stays_where_it_is(export):
    rows, data, encoding, separator = export
    file = parse(data, "a.csv")
    assert file.data() == data
    assert file.separator == separator
    if encoding == "cp1252" or not rows[1:]:
        return
    # What Python's own reader finds in the bytes is what is found here, and after a change but for one cell.
    before, after = (
        list(
            csv.reader(
                io.StringIO(one.decode(encoding).removeprefix("\ufeff"), newline=""), delimiter=separator
            )
        )
        for one in (data, file.data({(1, 1): 12}))
    )
    assert [[file.text(row, n) for n in range(len(cells))] for row, cells in enumerate(before)] == [
        [plain(one.strip()) for one in cells] for cells in before
    ]
    before[1][1] = "12"
    assert before == after


TEXTS = st.text('",;\t\r\n=ab\ufeff', max_size=40)


@given(st.binary(max_size=60) | TEXTS.map(str.encode) | TEXTS.map(lambda text: text.encode("utf-16")))
def test_any_bytes_come_back_or_are_refused_in_words(data):
    try:
        file = parse(data, "a.csv")
    except PlatformFault:
        return
    assert file.data() == data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_export_comes_back_byte_for_byte(path):
    file = read_platform_file(path)
    assert file.data() == path.read_bytes()
    assert len(file.headings) > 2


def test_a_changed_cell_keeps_its_quotes_and_a_short_line_grows():
    file = parse(b'a,b,c\r\n"1","2","3"\r\n4\r\n', "a.csv")
    assert file.data({(1, 1): 9, (2, 2): 8}) == b'a,b,c\r\n"1","9","3"\r\n4,,8\r\n'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.csv is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "a.csv is empty"),
        ("Name\tEmail\r\n".encode("utf-16-le"), "is not a table"),
        (b"PK\x03\x04rest", "is a spreadsheet workbook"),
        (b"\xd0\xcf\x11\xe0rest", "is a spreadsheet workbook"),
        (b'a,b\n1,"2\n3,4\n', "line 2: the quotation marks in a cell"),
        (b'a,b\n1,"2"x\n', "line 2: the quotation marks in a cell don't match"),
        (b"a,b\n\0\n", "is not a table"),
        ("a,b\n1,2".encode("utf-16")[:-1], "is not a table"),
    ],
)
def test_what_is_no_table_is_one_sentence(data, said):
    with pytest.raises(PlatformFault, match=r"^[^\n]+$") as fault:
        parse(data, "a.csv")
    assert said in str(fault.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"none\.csv"):
        read_platform_file(tmp_path / "none.csv")
