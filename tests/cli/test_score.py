import json

import pytest
from typed import kit

from kit.content import compiled

TEXT = (
    "At the fall conference a student's grandfather laid our report face down after the first page. "
    "I had assumed that he was angry, and I got that from my own school. On Monday I will ask him "
    "what he would like to know."
)


def test_a_file_is_shown_with_its_evidence_as_a_second_opinion(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = kit("score", "a.txt", "--dimension", "respect", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "A second opinion by the reader “partnership”" in done.stdout
    assert "A person gives the mark." in done.stdout
    assert "[Event" in done.stdout
    assert all(c.name in done.stdout for c in compiled().rubric.criteria)
    assert "What to try: " in done.stdout


def test_markup_in_a_text_is_shown_as_text(tmp_path):
    (tmp_path / "a.txt").write_text(f"[bold red]x[/] {TEXT}", encoding="utf-8")
    assert "[bold red]x[/]" in kit("score", "a.txt", cwd=tmp_path).stdout


def test_json_has_a_line_for_each_file_with_the_path_as_given(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode().replace(b". I had", b".\r\nI had"))
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    done = kit("score", "./a.txt", "b.txt", "--json", cwd=tmp_path)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("./a.txt", "b.txt")
    given = TEXT.replace(". I had", ".\r\nI had")
    for part in first["criteria"].values():
        for span in part["evidence"]:
            assert given[span["start"] : span["end"]] == span["text"]
    assert second["gate"] == "empty"


def test_a_broken_line_is_reported_by_number_and_the_others_are_read(tmp_path):
    rows = [
        json.dumps({"id": "a", "text": TEXT, "dimension": "equity"}).encode(),
        b'{"id": "b", "text": ',
        json.dumps({"id": "c"}).encode(),
        b"",
        json.dumps({"id": "a", "text": TEXT}).encode(),
        json.dumps({"id": "e", "text": TEXT, "dimension": "justice"}).encode(),
        b'{"id": "f", "text": "\xff"}',
        b"[1, 2]",
        json.dumps({"id": "g", "text": "\ud83d " + TEXT}).encode(),
    ]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(rows))
    done = kit("score", "--jsonl", "in.jsonl", "--out", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 3
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row.get("line") for row in out] == [None, 2, 3, 5, 6, 7, 8, None]
    assert all("error" in row for row in out if row.get("line"))
    assert "line 1 already has the id 'a'" in out[3]["error"]
    assert "in.jsonl, line 2:" in done.stderr
    assert "2 read" in done.stdout


def test_many_good_lines_end_with_zero(tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    assert kit("score", "--jsonl", "in.jsonl", "--out", "out.jsonl", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "no file or folder missing.txt"),
        (["binary.bin"], "binary.bin is not UTF-8 text"),
        (["nul.txt"], "isn't plain text"),
        (["."], "is a folder"),
        (["a.txt", "--dimension", "justice"], "use one of equity, respect"),
        (["a.txt", "--reader", "nobody"], "there is no reader 'nobody'"),
        ([], "name text files"),
        (["--jsonl", "a.txt"], "--out"),
        (["--jsonl", "a.txt", "--out", "a.txt"], "the same file"),
    ],
)
def test_a_user_s_mistake_is_one_sentence(arguments, said, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "binary.bin").write_bytes(bytes(range(128, 256)))
    (tmp_path / "nul.txt").write_bytes(b"a\x00b")
    done = kit("score", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
