"""What ``kit score`` writes: a page that needs nothing else, and a long table for ``kit agree``."""

import csv
import errno
import json

from typed import kit

from kit.content import compiled
from kit.reading import read_jsonl

TEXT = (
    "At the fall conference a student's grandfather laid our report face down after the first page. "
    "I had assumed that he was angry, and I got that from my own school. On Monday I will ask him "
    "what he would like to know."
)


def test_a_page_holds_everything_and_runs_nothing(tmp_path):
    nasty = "<script>alert(1)</script> " + TEXT + ' <img src=x onerror="alert(2)">'
    (tmp_path / "a<b>.txt").write_text(nasty, encoding="utf-8")
    done = kit("score", "a<b>.txt", "--dimension", "respect", "--html", "page.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "http:" not in page
    assert "https:" not in page
    assert "&lt;script&gt;" in page
    assert '<mark class="c0">Event</mark></th>' in page
    assert compiled().words["score.went_by"] in page
    assert "<sup>" in page
    assert "a person gives the mark" in page
    assert '<html lang="en">' in page
    assert "%" not in page.split("</style>")[1]


def test_a_full_disk_leaves_the_page_before(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "page.html").write_text("the page before", encoding="utf-8")

    def full(fd):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    done = kit("score", "a.txt", "--html", "page.html", cwd=tmp_path)
    assert done.returncode == 2
    assert "the disk is full (page.html)" in done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "the page before"


def test_levels_go_into_a_long_table_that_kit_agree_reads(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert kit("score", "a.txt", "b.txt", "--csv", "machine.csv", cwd=tmp_path).returncode == 0
    rows = list(csv.DictReader((tmp_path / "machine.csv").open(encoding="utf-8")))
    assert list(rows[0]) == ["response_id", "rater", "criterion", "level"]
    assert len(rows) == 10
    assert {row["rater"] for row in rows} == {"reader:partnership"}
    people = (tmp_path / "machine.csv").read_text(encoding="utf-8").replace("reader:partnership", "ana")
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    agreed = kit("agree", "people.csv", "machine.csv", cwd=tmp_path)
    assert agreed.returncode == 0, agreed.stderr


def test_many_texts_give_the_table_and_a_broken_line_still_ends_with_three(tmp_path):
    lines = [json.dumps({"id": "=a", "text": TEXT}), "{", json.dumps({"id": "b", "text": ""})]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = kit("score", "--jsonl", "in.jsonl", "--csv", "levels.csv", cwd=tmp_path)
    assert done.returncode == 3
    rows = list(csv.DictReader((tmp_path / "levels.csv").open(encoding="utf-8")))
    assert {row["response_id"] for row in rows} == {"'=a", "b"}
    assert [row["level"] for row in rows if row["response_id"] == "b"] == [""] * 5


def test_a_page_of_many_lines_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "in.jsonl").write_text("", encoding="utf-8")
    done = kit("score", "--jsonl", "in.jsonl", "--out", "o.jsonl", "--html", "p.html", cwd=tmp_path)
    assert done.returncode == 2
    assert "--html shows text files" in done.stderr


def test_two_processes_write_what_one_writes_and_a_broken_text_stops_no_other(tmp_path):
    lines = [json.dumps({"id": f"t{n}", "text": f"{TEXT} We met {n} times."}) for n in range(80)]
    lines[41:41] = ["{", json.dumps({"id": "t3", "text": "Twice."}), json.dumps({"id": "x", "text": 3})]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    one, two = (
        kit("score", "--jsonl", "in.jsonl", "--out", f"{n}.jsonl", "--workers", n, cwd=tmp_path)
        for n in (1, 2)
    )
    assert (one.returncode, two.returncode) == (3, 3)
    assert two.stderr == one.stderr
    assert [f"in.jsonl, line {n}:" in two.stderr for n in (41, 42, 43, 44, 45)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert (tmp_path / "2.jsonl").read_bytes() == (tmp_path / "1.jsonl").read_bytes()
    assert "80 read by the partnership reader (a second opinion), 3 not." in two.stdout


def test_a_text_at_which_a_reader_fails_is_named_and_the_others_are_read():
    class Fails:
        name, version = "fails", "1"

        def read(self, text, *, id, dimension=None, prompt=None):
            return {"id": id, "tenth": 10 / len(text)}

    lines = [json.dumps({"id": id, "text": text}) for id, text in (("a", "ab"), ("b", ""), ("c", "a"))]
    first, broken, last = read_jsonl(lines, Fails())
    assert (first, last) == ({"id": "a", "tenth": 5}, {"id": "c", "tenth": 10})
    assert broken == {
        "schema": 1, "id": "b", "line": 2,
        "error": "the reader failed on this text (ZeroDivisionError: division by zero)",
    }  # fmt: skip
