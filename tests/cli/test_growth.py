import csv
import shutil
from pathlib import Path

from typed import kit

JOURNAL = Path(__file__).parents[1] / "data" / "journals" / "jo_lindqvist.jsonl"


def test_a_journal_becomes_picture_table_and_words(tmp_path):
    done = kit("growth", str(JOURNAL), "--out", "made", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = {p.name for p in (tmp_path / "made").iterdir()}
    assert made == {"growth.csv", "growth.html", "change.csv"}


def test_a_workspace_folder_gives_the_learner_s_name_and_two_copies_are_one(tmp_path):
    from kit.journal import make_workspace

    workspace = make_workspace(tmp_path / "work", learner="jo")
    shutil.copy(JOURNAL, workspace / "responses.jsonl")
    done = kit("growth", "work", "work/responses.jsonl", "--out", "made", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "made" / "growth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {r["learner"] for r in rows} == {"jo"}
    assert len(rows) == 59


def test_a_journal_that_is_not_there_is_one_sentence(tmp_path):
    done = kit("growth", "nowhere", "--out", "made", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


HEAD = "learner,case,occasion,item,value,missing,at\n"
ROW = "lee,ms_perez,pre,rate.equity.preferences,3,,2026-09-07T15:40:09+00:00\n"


def test_a_decimal_comma_on_the_command_line_leaves_no_folder(tmp_path):
    (tmp_path / "a.csv").write_text(HEAD + ROW + ROW.replace(",3,", ',"2,5",'), encoding="utf-8")
    done = kit("growth", "a.csv", "--out", "made", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "a.csv:3: '2,5' has a decimal comma" in done.stderr
    assert not (tmp_path / "made").exists()


def test_a_table_that_was_written_is_drawn_again(tmp_path):
    kit("growth", str(JOURNAL), "--out", "made", cwd=tmp_path)
    done = kit("growth", "made/growth.csv", "--out", "again", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    again, made = (tmp_path / folder / "growth.csv" for folder in ("again", "made"))
    assert again.read_bytes() == made.read_bytes()


def test_several_learners_are_on_one_page_and_nine_make_no_group(tmp_path):
    rows = [ROW.replace("lee", f"p{n}") for n in range(9)]
    (tmp_path / "nine.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    done = kit("growth", "nine.csv", "--out", "made", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "made" / "growth.html").read_text("utf-8")
    assert page.count("<section>") == page.count("<svg") == 9
    with (tmp_path / "made" / "change.csv").open(encoding="utf-8") as file:
        assert {row["change"] for row in csv.DictReader(file)} == {""}
