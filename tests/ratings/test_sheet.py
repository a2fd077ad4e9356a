"""Vignettes marked blind, as markers do it: a sheet, a spreadsheet, and the sheet read back."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections import Counter

import make_submissions as make
import pytest
import typed
from vignette_texts import CRITERIA, TEXTS, workspace

from kit.ratings import open_ratings
from kit.ratings.tables import counting
from kit.spreadsheet import plain


def kit(*words, cwd=None):
    return typed.kit("marks", *words, cwd=cwd)


def made(course, name="vignettes.csv", rater="Ana Ruiz", *more):
    out = course.parent / name
    run = kit("sheet", course, "--out", out, "--rater", rater, *more)
    assert run.returncode == 0, run.stderr
    return out


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def filled(path, level=lambda n, criterion: "2", **more):
    """The sheet as somebody filled it; more: columns of every row."""
    table = rows(path)
    for n, row in enumerate(table):
        row |= {criterion: level(n, criterion) for criterion in CRITERIA} | more
    return put(path, table)


def put(path, table, delimiter=",", encoding="utf-8-sig"):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(table)
    return path


def took(path, *more):
    return kit("take", path, "--ratings", path.parent / "course" / "ratings.db", *more)


def kept(course, **which):
    with open_ratings(course, create=False) as store:
        return store.ratings(**which)


def test_a_sheet_tells_neither_who_nor_when_and_leaves_out_who_gave_no_consent(course):
    run = kit("sheet", course, "--out", course.parent / "v.csv", "--rater", "Ana Ruiz")
    assert "Texts of learners who did not consent are left out: 1 of 5 learners." in run.stderr
    assert "5 texts for Ana Ruiz" in run.stdout
    path = course.parent / "v.csv"
    assert list(rows(path)[0]) == ["code", "vignette", "text", *CRITERIA, "comment"]
    assert all(row[c] == "" for row in rows(path) for c in (*CRITERIA, "comment"))
    assert len({row["code"] for row in rows(path)}) == 5
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    for word in (b"NO-CONSENT", b"amy", b"eve", b"pre", b"post", b"start", b"iep_meeting", b"01JD"):
        assert not re.search(rb"\b" + word + rb"\b", raw)
    for secret in (path, course / "ratings.db"):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_no_cell_is_a_formula_and_every_text_comes_back(course):
    table = rows(made(course))
    assert not any(v.lstrip().startswith(("=", "+", "-", "@")) for row in table for v in row.values())
    agreed = {text for (learner, _), text in TEXTS.items() if learner != "dee"}
    assert {plain(row["text"]) for row in table} == agreed


def test_the_order_is_a_raters_own_and_the_same_when_asked_again(course):
    first = [row["text"] for row in rows(made(course))]
    again = [row["text"] for row in rows(made(course, "again.csv"))]
    others = {tuple(row["text"] for row in rows(made(course, f"{n}.csv", f"marker {n}"))) for n in range(4)}
    assert again == first
    assert [r["code"] for r in rows(course.parent / "again.csv")] == [
        r["code"] for r in rows(course.parent / "vignettes.csv")
    ]
    assert len(others | {tuple(first)}) > 1
    assert {r["code"] for r in rows(course.parent / "0.csv")}.isdisjoint(
        r["code"] for r in rows(course.parent / "1.csv")
    )


def test_a_filled_sheet_becomes_ratings_and_once_is_enough(course):
    path = filled(made(course), comment="=clear")
    put(path, [*rows(path), dict.fromkeys(rows(path)[0], "")])
    run = took(path)
    assert run.returncode == 0, run.stderr
    assert "5 texts read in, 0 unchanged" in run.stdout
    ratings = kept(course)
    assert len(ratings) == 25
    assert {(r.rater, r.level, r.reason) for r in ratings} == {("Ana Ruiz", 2, "=clear")}
    assert {(r.learner, r.item) for r in ratings} == {
        *(("amy", f"vignette.{form}") for form in "ab"),
        ("bo", "vignette.b"),
        ("cai", "vignette.a"),
        ("eve", "vignette.a"),
    }
    assert all(r.revision for r in ratings)
    assert "0 texts read in, 5 unchanged" in took(path).stdout
    assert len(kept(course)) == 25
    run = kit("sheet", course, "--out", course.parent / "more.csv", "--rater", "Ana Ruiz")
    assert run.returncode == 2
    assert "Ana Ruiz has marked every text, so nothing was written" in run.stderr


def test_a_changed_level_counts_from_then_on_is_said_and_stays_beside_the_first(course):
    path = filled(made(course))
    took(path)
    filled(path, lambda n, c: "3" if (n, c) == (1, "action") else "2")
    run = took(path)
    assert run.returncode == 0
    assert "1 text read in, 4 unchanged" in run.stdout
    assert "replace an earlier one: 1." in run.stdout
    ratings = kept(course)
    assert (len(ratings), Counter(r.level for r in ratings)) == (26, {2: 25, 3: 1})
    assert Counter(r.level for r in counting(ratings).values()) == {2: 24, 3: 1}


def test_every_bad_row_is_named_and_then_nothing_is_taken(course):
    path = filled(made(course), lambda n, c: {0: "2,5", 1: "4", 2: "2"}.get(n, "1"))
    table = rows(path)
    table[2]["code"] = "ZZZZZZ"
    table[4]["text"] = table[3]["text"]
    put(path, [*table, table[3]])
    run = took(path)
    assert run.returncode == 2
    said = run.stderr
    assert (
        f"vignettes.csv, row 2 ({table[0]['code']}), event: '2,5' is not a level; write 0, 1, 2 or 3." in said
    )
    assert f"row 3 ({table[1]['code']}), action: '4' is not a level" in said
    assert "row 4: 'ZZZZZZ' is not a known code; copy it from the sheet." in said
    assert f"row 6 ({table[4]['code']}): the text doesn't belong to this code" in said
    assert f"row 7 ({table[3]['code']}): row 5 has the same code" in said
    assert "nothing was read in" in said
    assert kept(course) == []


def test_a_comma_in_a_level_written_by_hand_moves_no_level_to_the_next_criterion(course):
    path = filled(made(course))
    path.write_bytes(path.read_bytes().replace(b",2,2,2,2,2,", b",2,1,2,2,2,2,", 1))
    run = took(path)
    assert run.returncode == 2
    assert "there are more cells than in the first row" in run.stderr
    assert kept(course) == []


def test_half_filled_rows_are_listed_and_left(course):
    path = filled(made(course), lambda n, c: "" if n == 0 or (n == 1 and c == "event") else "1")
    run = took(path)
    assert run.returncode == 0
    assert "row 3 (" in run.stderr
    assert "no level for event; the row is skipped until it is complete" in run.stderr
    assert "3 texts read in, 0 unchanged, 1 half filled, 1 empty" in run.stdout
    assert len(kept(course)) == 15
    rest = rows(made(course, "rest.csv"))
    assert len(rest) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_spreadsheet_in_another_language_is_read(course, encoding):
    path = filled(made(course))
    put(path, rows(path), delimiter=";", encoding=encoding)
    assert "5 texts read in" in took(path).stdout


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda raw: b"", "has no column code"),
        (lambda raw: raw.replace(b"code", b"kode", 1), "has no column code"),
        (lambda raw: b"PK\x03\x04\x00\x00" + raw, "is not a table"),
        (lambda raw: raw[: raw.index(b'"') + 8], "quotation marks in a cell"),
        (lambda raw: raw.replace(b",vignette,", b",action,", 1), "has two columns called action"),
        (lambda raw: raw.replace(b",event,", b",evnt,", 1), "has no column event"),
    ],
)
def test_what_is_no_sheet_is_said_and_nothing_is_taken(course, spoil, sentence):
    path = filled(made(course))
    path.write_bytes(spoil(path.read_bytes()))
    run = took(path)
    assert run.returncode == 2
    assert sentence in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1, "one sentence, however many rows there are"
    assert kept(course) == []


def test_a_second_marker_gets_a_share_of_what_the_first_has(course):
    run = kit("sheet", course, "--out", course.parent / "b.csv", "--rater", "ben", "--double", "40%")
    assert run.returncode == 2
    assert "nobody else has a sheet yet" in run.stderr
    took(filled(made(course)))
    second = made(course, "second.csv", "ben", "--double", "40%")
    assert len(rows(second)) == 2
    assert rows(made(course, "lost.csv", "ben", "--double", "40%")) == rows(second)
    took(filled(second, lambda n, c: "3"))
    ratings = kept(course)
    assert [r.rater for r in ratings[25:]] == ["ben"] * 10
    assert Counter(r.rater for r in counting(ratings).values()) == {"Ana Ruiz": 25}


def test_a_form_answered_on_both_occasions_is_named_and_left_out(course):
    folder = course / "submitted" / "bo" / "iep_meeting"
    folder.mkdir()
    twice = make.line("Again.", 9, "vignette.b", occasion="post", workspace=workspace("bo"))
    (folder / "responses.jsonl").write_text(twice)
    run = kit("sheet", course, "--out", course.parent / "v.csv", "--rater", "ana")
    assert "bo answered vignette.b more than once, so it is left out" in run.stderr
    assert "4 texts for ana" in run.stdout


def test_a_text_no_cell_can_hold_is_cut_and_what_no_spreadsheet_keeps_is_left_out(course):
    folder = course / "submitted" / "bo" / "start" / "responses.jsonl"
    text = "half \ud83d and \x07 bell " + "word " * 10_000
    lines = folder.read_text("utf-8").splitlines(keepends=True)
    spoiled = make.line(text, 3, "vignette.b", occasion="pre", workspace=workspace("bo"))
    folder.write_text(spoiled + lines[1], "utf-8")
    path = filled(made(course))
    cell = next(row["text"] for row in rows(path) if row["text"].startswith("half"))
    assert cell.startswith("half � and  bell word")
    assert cell.endswith(" […]")
    assert len(cell) < 32_767
    assert "5 texts read in" in took(path).stdout


@pytest.mark.parametrize("share", ["0%", "many", "120%", "-1"])
def test_a_share_that_is_none_is_refused(course, share):
    run = kit("sheet", course, "--out", course.parent / "b.csv", "--rater", "ben", f"--double={share}")
    assert run.returncode == 2
    assert "is not a share of the texts" in run.stderr


def test_a_sheet_that_is_there_is_never_written_over(course):
    path = filled(made(course))
    before = path.read_bytes()
    run = kit("sheet", course, "--out", path, "--rater", "ben")
    assert run.returncode == 2
    assert "already exists and may hold marks" in run.stderr
    assert path.read_bytes() == before


def test_what_is_not_there_is_said(course, tmp_path):
    for words in (
        ("sheet", tmp_path / "nowhere", "--out", tmp_path / "v.csv", "--rater", "ana"),
        ("sheet", course, "--out", tmp_path / "nowhere" / "v.csv", "--rater", "ana"),
        ("sheet", course, "--out", tmp_path / "v.csv", "--rater", "  "),
        ("take", tmp_path / "nowhere.csv"),
    ):
        run = kit(*words, cwd=tmp_path)
        assert run.returncode == 2, run.stdout
        assert run.stderr.startswith("kit: ")
        assert "Traceback" not in run.stderr
    path = filled(made(course))
    run = kit("take", path, cwd=tmp_path)
    assert "name the one that the sheet was made from" in run.stderr
    assert "5 texts read in" in kit("take", path, cwd=course).stdout
