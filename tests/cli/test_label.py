"""`kit label` as a user runs it: every row and cell comes back, and two more."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from typed import kit, kit_process

from kit.reading.moves import COMPONENTS

CERED = Path(__file__).parents[3] / "shared" / "data" / "cered"


@pytest.fixture
def labelled(tmp_path):
    """Write a table, label it, read it back as csv does."""

    def run(content, *options):
        source = tmp_path / "in.tsv"
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = kit("label", "in.tsv", "--out", "out.tsv", *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        csv.field_size_limit(2**31 - 1)
        with (tmp_path / "out.tsv").open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t")), done

    return run


def test_rows_and_columns_keep_their_order(labelled):
    rows, done = labelled(
        "idx\tcontext\tsentence\tnote\n7\tc\tI was glad.\tx\n3\t\t\ty\n7\tc\tI was glad.\tx\n"
    )
    assert list(rows[0]) == ["idx", "context", "sentence", "note", "component", "confidence"]
    assert [row["idx"] for row in rows] == ["7", "3", "7"]
    assert [row["note"] for row in rows] == ["x", "y", "x"]
    assert rows[0] == rows[2]
    assert rows[0]["component"] in COMPONENTS
    assert (rows[1]["component"], rows[1]["confidence"]) == ("Other", "0.0000")
    assert done.stdout == "out.tsv: 3 sentences labeled.\n"
    assert done.stderr == ""


def test_quoted_cells_with_tabs_lines_and_quotes_come_back(labelled):
    rows, _ = labelled('idx\tsentence\r\n1\t"She said ""no""\tand\nleft.\r\nThen?"\r\n2\tplain 5" pipe\r\n')
    assert [row["sentence"] for row in rows] == ['She said "no"\tand\nleft.\r\nThen?', 'plain 5" pipe']


def test_a_quote_that_never_closes_swallows_no_row(labelled):
    rows, done = labelled('idx\tsentence\ty\n1\t"Never closed\ta\n2\t"Nor this\tb\n3\tfine\tc\n4\t"x" y\td\n')
    assert [row["sentence"] for row in rows] == ['"Never closed', '"Nor this', "fine", '"x" y']
    assert [row["y"] for row in rows] == list("abcd")
    assert "line 2: quotes or cells don't fit the header; the line is copied unchanged" in done.stderr


def test_short_and_long_rows_lose_nothing(labelled):
    rows, _ = labelled("idx\tsentence\ty\n1\tShort.\n\n2\tLong.\ta\tb\tc\n")
    assert [(row["sentence"], row["y"]) for row in rows] == [("Short.", ""), ("Long.", "a\tb\tc")]
    assert all(row["confidence"] for row in rows)


def test_bytes_that_are_no_text_pass_through(labelled):
    rows, _ = labelled(b"idx\tsentence\n1\tI was \xed\xa0\x80 glad\x00.\n2\t\xff\xfe\n")
    assert rows[0]["sentence"].encode("utf-8", "surrogateescape") == b"I was \xed\xa0\x80 glad\x00."
    assert rows[1]["sentence"].encode("utf-8", "surrogateescape") == b"\xff\xfe"


def test_a_cell_of_ten_megabytes_is_one_cell(labelled):
    rows, _ = labelled(
        "idx\tsentence\n1\t" + "I was glad. " * 900_000 + '\n2\t"' + "a\n" * 1_500 + '"\n3\tend\n'
    )
    assert [len(row["sentence"]) for row in rows] == [10_800_000, 3_000, 3]


def test_many_open_quotes_take_no_longer_than_their_number(labelled):
    rows, _ = labelled("idx\tsentence\n" + "".join(f'{i}\t"open {i}\n' for i in range(20_000)))
    assert len(rows) == 20_000


def test_columns_of_the_same_name_are_kept_beside_ours(labelled):
    rows, _ = labelled("idx\tsentence\tconfidence\n1\tI was glad.\t[5, 4]\n")
    assert rows[0]["given_confidence"] == "[5, 4]"
    assert 0 < float(rows[0]["confidence"]) <= 1


def test_a_mark_at_the_beginning_and_an_empty_table_are_fine(labelled):
    rows, _ = labelled("\ufeffidx\tsentence\n")
    assert rows == []


def test_the_same_table_gives_the_same_bytes(tmp_path):
    (tmp_path / "in.tsv").write_text(
        "idx\tsentence\n" + "".join(f"{i}\tI was number {i}.\n" for i in range(300))
    )
    out = []
    for seed in ("0", "1"):
        done = kit_process("label", "in.tsv", "--out", "o.tsv", cwd=tmp_path, env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        out.append((tmp_path / "o.tsv").read_bytes())
    assert out[0] == out[1]


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("idx\ttext\n1\tI was glad.\n", "sentence"),
        ("sentence\nI was glad.\n", "idx"),
        ("", "idx"),
        ("idx,sentence\n1,I was glad.\n", "idx"),
        (b"\xff\xfei\x00d\x00x\x00", "idx"),
        (b"\x7fELF\x00\x01\n", "idx"),
    ],
)
def test_a_missing_column_is_one_sentence(tmp_path, content, column):
    (tmp_path / "in.tsv").write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "out.tsv").write_text("before")
    done = kit("label", "in.tsv", "--out", "out.tsv", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"in.tsv has no column '{column}'" in done.stderr
    assert (tmp_path / "out.tsv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.tsv", "out.tsv"]


def test_the_table_itself_is_never_written_over(tmp_path):
    (tmp_path / "in.tsv").write_text("idx\tsentence\n1\tI was glad.\n")
    (tmp_path / "same.tsv").symlink_to("in.tsv")
    for name in ("in.tsv", "./in.tsv", "same.tsv"):
        done = kit("label", "in.tsv", "--out", name, cwd=tmp_path)
        assert done.returncode == 2
        assert "is the same file as the table (in.tsv); choose another name." in done.stderr
    assert (tmp_path / "in.tsv").read_text() == "idx\tsentence\n1\tI was glad.\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_is_not_replaced_by_a_file_and_a_link_stays_one(tmp_path):
    (tmp_path / "in.tsv").write_text("idx\tsentence\n1\tI was glad.\n")
    os.mkfifo(tmp_path / "pipe")
    done = kit("label", "in.tsv", "--out", "pipe", cwd=tmp_path)
    assert done.returncode == 2
    assert "pipe isn't a regular file" in done.stderr
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "link.tsv").symlink_to("real.tsv")
    assert kit("label", "in.tsv", "--out", "link.tsv", cwd=tmp_path).returncode == 0
    assert (tmp_path / "link.tsv").is_symlink()
    assert "Feeling" in (tmp_path / "real.tsv").read_text()


def test_files_and_folders_that_are_not_there_are_named(tmp_path):
    (tmp_path / "in.tsv").write_text("idx\tsentence\n1\tI was glad.\n")
    for arguments, said in (
        (("no.tsv", "--out", "out.tsv"), "no.tsv"),
        ((".", "--out", "out.tsv"), ". is a folder; name a file."),
        (("in.tsv", "--out", "."), ". is a folder; name a file."),
        (("in.tsv", "--out", "out.tsv", "--model", "none"), "there is no moves.bin in none"),
    ):
        done = kit("label", *arguments, cwd=tmp_path)
        assert done.returncode == 2, arguments
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not CERED.is_dir(), reason="needs CEReD")
@pytest.mark.parametrize("name", ["train.tsv", "val.tsv"])
def test_the_datasets_own_files_come_back_cell_by_cell(labelled, name):
    content = (CERED / name).read_bytes()
    rows, done = labelled(content)
    given = list(csv.DictReader(content.decode().splitlines(keepends=True), delimiter="\t"))
    assert len(rows) == len(given) > 300
    assert done.stderr == ""
    for row, before in zip(rows, given, strict=True):
        assert row["given_confidence"] == before["confidence"]
        assert [row[c] for c in ("idx", "context", "sentence", "y")] == [
            before[c] for c in ("idx", "context", "sentence", "y")
        ]
        assert row["y_requires_context"] == (before["y_requires_context"] or "")
