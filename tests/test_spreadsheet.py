"""One way to write a CSV and one way to read one."""

import csv
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.spreadsheet import TableFault, cell, plain, read_csv, read_table, write_csv


def test_a_formula_is_text_and_comes_back(tmp_path: Path):
    file = tmp_path / "a.csv"
    write_csv(file, ["learner", "level"], [["=cmd|x", 2], ["o'brien", None], ["María, José", -1.5]])
    assert file.read_text("utf-8").splitlines()[1:] == ["'=cmd|x,2", "o'brien,", '"María, José",-1.5']
    rows = [row.cells for row in read_csv(file).rows]
    assert [row["learner"] for row in rows] == ["=cmd|x", "o'brien", "María, José"]
    assert [row["level"] for row in rows] == ["2", "", "-1.5"]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_any_text_comes_back(tmp_path_factory, texts: list[str]):
    file = tmp_path_factory.mktemp("table") / "a.csv"
    write_csv(file, ["n", "text"], [[n, text] for n, text in enumerate(texts)])
    assert [row.cells["text"] for row in read_csv(file).rows] == [text.strip() for text in texts]


@given(st.text(";\t\r\n'\"=+@\uff1d a\xa0\u200b", max_size=12) | st.text())
def test_plain_undoes_cell_exactly(text: str):
    assert plain(cell(text)) == text


@pytest.mark.parametrize(
    "data",
    [
        "name,level\nMaría,2\n".encode(),
        "\ufeffname;level\r\nMaría;2\r\n".encode(),
        "name\tlevel\nMaría\t2\n".encode("utf-16"),
        "name;level\nMaría;2\n".encode("latin-1"),
        " Level , NAME\n2, María\n".encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "latin-1", "blanks"],
)
def test_what_spreadsheets_save(data: bytes):
    (row,) = read_table(data, "a.csv", ["name", "level"]).rows
    assert row.cells == {"name": "María", "level": "2"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.csv has no column learner, level; its first line must name learner, level."),
        ("learner\n" + "ana\n" * 60, "a.csv has no column level; its first line must name learner, level."),
        ("learner,level,level\n", "a.csv has two columns called level; rename or remove one of them."),
        (
            'learner,level\nana,"2\n',
            "a.csv, line 2: the quotation marks in a cell don't match; save it again as CSV UTF-8.",
        ),
        ("\x00\x01", "a.csv is not a table; save it as CSV UTF-8."),
    ],
)
def test_one_sentence_says_what_is_wrong(text: str, said: str):
    with pytest.raises(TableFault) as fault:
        read_table(text, "a.csv", ["learner", "level"])
    assert str(fault.value) == said


def test_too_many_or_too_few_cells_are_seen():
    table = read_table("a,b\n1,2,3\n\n1\n", "a.csv")
    assert [(row.line, row.surplus) for row in table.rows] == [(2, 1), (4, -1)]
    assert table.rows[1].cells == {"a": "1", "b": ""}


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_names_of_learners_are_for_the_owner_and_excel_gets_its_mark(tmp_path: Path):
    file = tmp_path / "a.csv"
    write_csv(file, ["name"], [["María"]], bom=True, mode=0o600)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


STARTERS = [
    *(before + formula for before in ("", " ", "\ufeff", "\u200b", "\0", "\u200e", "\u00ad", "\u3164", "'")
      for formula in ("=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "﹦1", "﹢1", "﹣1", "﹫x")),
    *(" \t=1", "\t1", "\r1", "\n1", "harmless\r=1+1", "\x1f\x7f=1", "\ufe0f=1", " '=1"),
]  # fmt: skip
"""How a cell may begin that some spreadsheet takes for a formula."""


@pytest.mark.attack
def test_no_beginning_of_a_cell_is_taken_for_a_formula(tmp_path: Path):
    file = tmp_path / "a.csv"
    write_csv(file, ["text"], [[text] for text in STARTERS])
    with file.open(encoding="utf-8", newline="") as opened:
        written = [row[0] for row in csv.reader(opened)][1:]
    # NUL stands in no CSV; what stands in its place begins no formula.
    assert [text for text, one in zip(STARTERS, written, strict=True) if one[0] not in "'\ufffdh"] == []
    assert [row.cells["text"] for row in read_csv(file).rows] == [
        text.replace("\0", "\ufffd").strip() for text in STARTERS
    ]
    print(f"{len(STARTERS)} beginnings of a formula: each is text")


@pytest.mark.attack
@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_a_spreadsheet_cuts_off_a_cell_is_not_taken_for_a_formula(tmp_path: Path, separator: str):
    file = tmp_path / "a.csv"
    cut = (";", "\t", "\r", "\n", "\r\n", "; ", ";'", ';"', "\n\u200b", ";;", "\t;")
    texts = [
        f"essay{between}{formula}" for between in cut for formula in ("=A1", "+1", "-1", "@x", "\uff1d1")
    ]
    write_csv(file, ["a", "b"], [[text, text] for text in texts])
    with file.open(encoding="utf-8", newline="") as opened:
        cells = [one for row in csv.reader(opened, delimiter=separator) for one in row]
    # A line break inside a cell may also begin one.
    begun = [line.lstrip(' \u200b"') for one in cells for line in one.splitlines()]
    assert [one for one in begun if one.startswith(("=", "+", "-", "@", "\uff1d"))] == []
    assert [row.cells["b"] for row in read_csv(file).rows] == texts
