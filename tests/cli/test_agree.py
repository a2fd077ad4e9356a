"""``kit agree`` as it is typed."""

from __future__ import annotations

import csv

import pytest
from typed import kit

HEAD = "response_id,rater,criterion,level,school\n"


def ratings(path, rater, shift=0, texts=24):
    lines = [
        f"t{i},{rater},{criterion},{min(3, (i + n) % 4 + (shift if i % 5 == 0 else 0))},{'AB'[i >= 12]}\n"
        for i in range(texts)
        for n, criterion in enumerate(("event", "action"))
    ]
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def test_table_csv_and_pictures(tmp_path):
    a, b = ratings(tmp_path / "a.csv", "ana"), ratings(tmp_path / "b.csv", "ben", shift=1)
    done = kit("agree", a, b, "--by", "criterion", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "ana · ben" in done.stdout
    rows = list(csv.DictReader((tmp_path / "out" / "agreement.csv").open(encoding="utf-8")))
    assert [row["what"] for row in rows] == ["all criteria", "event", "action"]
    assert 0 < float(rows[1]["quadratic_low"]) < float(rows[1]["quadratic"]) < 1
    alt = (tmp_path / "out" / "confusion_1_event_alt.txt").read_text(encoding="utf-8")
    both = next(row for row in rows if row["what"] == "event")
    assert f"gave {round(float(both['exact']) * 24)} of 24 the same level" in alt
    assert (tmp_path / "out" / "confusion_1_event.svg").read_text(encoding="utf-8").count("<desc") == 1


def test_groups(tmp_path):
    a, b = ratings(tmp_path / "a.csv", "ana"), ratings(tmp_path / "b.csv", "ben", shift=1)
    done = kit("agree", a, b, "--group", "school")
    assert "school A" in done.stdout
    assert "school B" in done.stdout
    few = kit("agree", ratings(a, "ana", texts=15), ratings(b, "ben", texts=15), "--group", "school")
    assert few.stdout.count("withheld") == 2


def test_one_rater_in_two_files(tmp_path):
    a, b = ratings(tmp_path / "a.csv", "ana"), ratings(tmp_path / "b.csv", "ana")
    done = kit("agree", a, b)
    assert done.returncode == 2
    assert "if they are two people" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_single_rater(tmp_path):
    done = kit("agree", ratings(tmp_path / "a.csv", "ana"))
    assert done.returncode == 2
    assert "needs at least two" in done.stderr


def test_an_icc_of_three_contrary_texts_is_not_estimable(tmp_path):
    head, lines = "response_id,rater,criterion,level\n", {"ana": (1, 2, 1), "ben": (2, 1, 2)}
    for rater, levels in lines.items():
        rows = "".join(f"t{n},{rater},event,{level}\n" for n, level in enumerate(levels))
        (tmp_path / f"{rater}.csv").write_text(head + rows, encoding="utf-8")
    done = kit("agree", "ana.csv", "ben.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("not estimable") == 2
    assert "−2.00" not in done.stdout
    assert "4.00" not in done.stdout


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (";", "latin-1")])
def test_what_a_spreadsheet_saved_is_read_as_a_marked_sheet_is(tmp_path, separator, encoding):
    table = ratings(tmp_path / "a.csv", "José").read_text("utf-8") + ratings(
        tmp_path / "b.csv", "ben", shift=1
    ).read_text("utf-8").removeprefix(HEAD)
    (tmp_path / "c.csv").write_bytes(table.replace(",", separator).encode(encoding))
    done = kit("agree", tmp_path / "c.csv")
    assert done.returncode == 0, done.stderr
    assert "José · ben" in done.stdout
