import csv
import shutil
from pathlib import Path

from typed import kit

JOURNAL = Path(__file__).parents[1] / "data" / "journals" / "jo_lindqvist.jsonl"


def test_a_journal_becomes_picture_table_and_words(tmp_path):
    done = kit("growth", str(JOURNAL), "--out", "made", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "you rated 10 higher, 0 the same and 2 lower" in done.stdout
    made = {p.name for p in (tmp_path / "made").iterdir()}
    assert made == {"growth.svg", "growth.png", "growth.csv", "growth.html", "growth_alt.txt"}


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
