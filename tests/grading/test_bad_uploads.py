"""``kit collect`` over everything that people send: one row and one sentence each, and the others come in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from downloads import downloads, files
from hostile import HARMLESS, HOSTILE, nested, packed, zipped
from typed import kit

pytest.importorskip("nbgrader")

import make_submissions as make

from kit.classroom import Member, write_roster
from kit.classroom.new import start_class
from kit.classroom.settings import Settings
from kit.grading.intake import take_in
from kit.grading.learners_file import read_table
from kit.spreadsheet import read_csv

pytestmark = pytest.mark.attack

GOOD = {"amy", "ben", "dan", "eve", "finn", "gil", "hana"}
"""Whose hand-ins `downloads` has, from three platforms and by mail. One more is damaged, one is empty."""

EMPTY = {"an answer of another kind", "answers that are noise", "private answers"}
"""Which of `HARMLESS` have no reflection in them that can be marked."""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("released") / "fall"
    start_class(root, Settings())
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "fall"))


def rows(root: Path) -> list[dict[str, str]]:
    return [row.cells for row in read_csv(root / "who.csv").rows]


def put_odd_files(came: Path) -> set[str]:
    """Put what isn't even a zip into a folder, and return whom each file's row is about."""
    for name in ("pipe.zip", "document_pipe.docx"):
        os.mkfifo(came / f"equity_{name}")
    (came / "equity_folder.zip").mkdir()
    (came / "equity_link.zip").symlink_to(came / "submissions.zip")
    (came / "equity_loop.zip").symlink_to(came / "equity_loop.zip")
    (came / "equity_word.zip").write_bytes(zipped({"[Content_Types].xml": "x", "word/document.xml": "x"}))
    (came / "equity_renamed.docx").write_bytes(packed("renamed"))
    (came / "equity_nested.zip").write_bytes(nested(packed("nested"), 3))
    (came / "equity_f;=HYPERLINK(A1).docx").write_text("x")
    (came / "equity_t\t=1+1.docx").write_text("x")
    (came / os.fsdecode(b"equity_b\xffyte.zip")).write_bytes(b"PK")
    (came / f"equity_{'l' * 240}.zip").write_bytes(b"PK")
    whose = {"pipe", "document_pipe", "link", "loop", "word", "renamed", "nested"}
    return whose | {"f;=HYPERLINK(A1)", "t\t=1+1", "b?yte", "l" * 240}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse some of these names")
def test_each_bad_file_is_one_row_and_one_sentence_and_the_others_are_collected(root: Path, tmp_path: Path):
    came = downloads(tmp_path / "came")
    bad = {f"bad{n:02}": made for n, made in enumerate(HOSTILE.values())}
    odd = {f"odd{n:02}": made for n, made in enumerate(HARMLESS.values())}
    for who, made in (bad | odd).items():
        (came / f"equity_{who}.zip").write_bytes(made(who))
    (came / "my homework.zip").write_bytes(zipped(files("gus")))
    left_out = {*bad, *put_odd_files(came), "ohcara", "amy"}
    done = kit("collect", root, came)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) <= 6
    collected = GOOD | {*odd, "gus"}
    assert {one.parent.name for one in root.glob("autograded/*/equity")} == collected
    assert done.stdout.startswith(f"Equity: {len(collected)} collected, {len(collected)} new.")
    told = rows(root)
    empty = {f"odd{n:02}" for n, kind in enumerate(HARMLESS) if kind in EMPTY}
    late = {row["name"] for row in told if row["what"] == "late"}
    assert late == {"ben"}, "Canvas says so in the file's name"
    assert sorted(row["name"] for row in told) == sorted([*left_out, *empty, *late])
    assert {row["name"] for row in told if row["what"].startswith("left out: ")} == left_out
    for row in told:
        assert row["sentence"].strip(), row
        assert "\n" not in row["what"] + row["sentence"], row
        assert str(tmp_path) not in row["what"] + row["sentence"], row
    assert not [*tmp_path.rglob("escaped*"), *tmp_path.rglob("ran.txt")]
    assert make.PRIVATE not in "".join(
        one.read_text("utf-8", "replace") for one in (root / "submitted").rglob("*.*")
    )
    for words in ([], [came]):
        assert kit("collect", root, *words).stdout.startswith(f"Equity: {len(collected)} collected, 0 new.")
        assert sorted(map(str, rows(root))) == sorted(map(str, told))


def test_of_a_zip_that_is_full_of_zips_twenty_are_rows_and_the_rest_is_one(root: Path, tmp_path: Path):
    came = tmp_path / "equity_many.zip"
    came.write_bytes(zipped({f"{n}.zip": b"PK" for n in range(900)}))
    assert kit("collect", root, came).returncode == 1
    assert [row["name"] for row in rows(root)] == ["many", ""]


def test_in_a_platforms_download_everybody_has_a_row(root: Path, tmp_path: Path):
    accounts = {f"leeamy{n}_{n}_{n + 100}_essay.docx": "a text" for n in range(10, 35)}
    accounts |= {f"ngben{n}_{n}_{n + 100}_equity.zip": "PK" for n in range(40, 65)}
    (tmp_path / "submissions.zip").write_bytes(zipped(dict(accounts)))
    assert kit("collect", root, tmp_path / "submissions.zip").returncode == 1
    assert sorted(row["name"] for row in rows(root)) == sorted(one.split("_")[0] for one in accounts)


def test_the_same_file_in_the_next_download_is_one_row(root: Path, tmp_path: Path):
    write_roster(root, [Member("lee", name="Amy Lee", lms_id="1012")])
    bad = {"leeamy_1012_9001_equity_lee.zip": b"PK cut off", "ngben_1013_9002_essay.docx": b"x"}
    for name in ("submissions.zip", "submissions (1).zip"):
        (tmp_path / name).write_bytes(zipped(bad))
        assert len(take_in(root, [tmp_path / name]).left_out) == 2
    assert len(rows(root)) == 2


@pytest.mark.parametrize(
    ("members", "strangers"),
    [
        ([], False),
        ([Member(who, email="one@school.example") for who in ("amy", "ben")], False),
        ([Member("amy", email="one@school.example"), Member("zoe", email="one@school.example")], True),
    ],
)
def test_a_class_list_without_anybody_or_with_one_address_for_two_stops_nothing(
    root: Path, tmp_path: Path, members: list[Member], strangers: bool
):
    write_roster(root, members)
    inside: dict[str, Any] = {f"equity_{who}.zip": zipped(files(who)) for who in ("amy", "ben")}
    (tmp_path / "mail.zip").write_bytes(zipped(inside))
    done = kit("collect", root, tmp_path / "mail.zip")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Equity: 1 collected, 1 new." if strangers else "Equity: 2 collected, 2 new."
    )
    assert ("Not in roster.csv, so in no number: 1 (ben)." in done.stdout) == strangers
    assert not (root / "who.csv").exists()


def test_while_formgrader_holds_the_gradebook_nothing_is_begun_and_afterwards_all_is_collected(
    root: Path, tmp_path: Path
):
    came = downloads(tmp_path / "came")
    with sqlite3.connect(root / "gradebook.db", isolation_level=None) as formgrader:
        formgrader.execute("begin immediate")
        done = kit("collect", root, came)
        formgrader.execute("rollback")
    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert "is in use by another program" in done.stderr
    assert not (root / "downloaded").exists()
    assert kit("collect", root, came).stdout.startswith("Equity: 7 collected, 7 new.")
    assert read_table(root).waits() == []
