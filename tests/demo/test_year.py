"""``kit demo`` as it is typed: everything is there, all of it says that it is made up, nobody is in a number
who did not agree to it, and nothing is written elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from kit.content import compiled
from kit.content.sample_class import sample_class
from kit.demo.people import people, ratings
from kit.demo.places import Places, write_read_me
from kit.handin.feedback_record import read_record, said_in_head
from kit.journal import heads_of, open_journal, read_lines
from kit.ratings import open_ratings
from kit.ratings.tables import counting

GRADED = {a.id: a for a in compiled().cases["ms_perez"].items.assignments if a.graded}
NAMES = sample_class().words.learners


TWELVE = 12
of_twelve = pytest.mark.parametrize("year", [pytest.param(TWELVE, marks=pytest.mark.slow)], indirect=True)
of_five = pytest.mark.parametrize("year", [pytest.param(5, marks=pytest.mark.slow)], indirect=True)


def ids(count: int) -> list[str]:
    return [f"made-up-{name}" for name in NAMES[:count]]


def handed_in(year) -> set[tuple[str, str]]:
    """Who handed in which graded assignment; one learner left after the third notebook."""
    there = {(path.parent.name, path.name) for path in year.out.glob("course/submitted/*/*")}
    assert len(there) > 6 * year.learners
    return {(learner, assignment) for learner, assignment in there if assignment in GRADED}


def test_it_says_where_everything_is_and_it_is_there(year):
    printed = [
        Path(line.split("  ")[0]) for line in year.run.stdout.splitlines() if line.startswith(str(year.out))
    ]
    assert {p.relative_to(year.out).as_posix() for p in printed} >= {
        *("report.html", "course/gradebook.db", "course/ratings.db", "workspaces"),
    }
    assert all(p.exists() for p in printed)
    assert "Two made-up markers mark" in year.run.stdout
    assert "WARNING" not in year.run.stdout + year.run.stderr


def test_the_page_to_read_first_lists_what_is_there_and_nothing_else(tmp_path):
    places = Places(tmp_path)
    (tmp_path / "report.html").touch()
    write_read_me(places, people(3, 1, NAMES), 1, "Made up.")
    said = (tmp_path / "READ_ME_FIRST.txt").read_text("utf-8")
    assert "report.html" in said
    assert "workspaces/" not in said


def test_nothing_is_written_outside_and_nothing_of_the_work_stays(year):
    left = [p for p in year.home.rglob("*") if p.is_file()]
    assert left == []
    assert {p.name for p in year.out.iterdir()} == {
        *("READ_ME_FIRST.txt", "course", "nbgrader.log", "report.html"),
        *("for_instructor_only.html", "workspaces"),
    }


def test_every_page_says_that_it_is_made_up(year):
    pages = [*year.out.rglob("*.html"), *year.out.rglob("READ_ME*")]
    assert len(pages) > 5 * year.learners
    for page in pages:
        assert re.search(r"made[ -]up", page.read_text("utf-8"), re.IGNORECASE), page


def test_there_is_feedback_for_each_learner_in_their_own_folder(year):
    for learner, assignment in handed_in(year):
        page = year.out / "workspaces" / learner / "feedback" / f"{assignment}.html"
        made = year.out / "course" / "feedback" / learner / assignment / f"{assignment}.json"
        assert read_record(said_in_head(page.read_bytes())).levels == read_record(made.read_bytes()).levels


def test_the_gradebook_holds_the_levels_that_count(year):
    from nbgrader.api import Gradebook

    with open_ratings(year.out / "course", create=False) as store:
        kept = store.ratings()
    primary = {key: one.level for key, one in counting(kept).items()}
    assert len({r.rater for r in kept}) == 2
    assert {item for _, item, _ in primary} == {a.graded for a in GRADED.values()} | {
        "vignette.a",
        "vignette.b",
    }
    with Gradebook(f"sqlite:///{year.out / 'course' / 'gradebook.db'}") as gb:
        entered = {
            (learner, GRADED[id].graded, grade.name.removeprefix(f"{id}_")): grade.manual_score
            for learner, id in handed_in(year)
            for grade in gb.find_submission_notebook(id, id, learner).grades
            if grade.max_score
        }
    assert entered == {key: level for key, level in primary.items() if not key[1].startswith("vignette")}


def test_the_same_seed_gives_the_same_texts_and_marks(year, written):
    everybody = written(year.learners)
    expected = []
    for learner, wrote in zip(ids(year.learners), everybody, strict=True):
        there, faults = read_lines(year.out / "workspaces" / learner / "responses.jsonl")
        assert faults == []
        assert [(r.id, r.item, r.value) for r in there] == [(r.id, r.item, r.value) for r in wrote.responses]
        expected += [r for text in wrote.texts for r in ratings(text, 1, sample_class().words)]
    with open_ratings(year.out / "course", create=False) as store:
        kept = store.ratings()
    wanted = {(r.rater, r.learner, r.item, r.criterion, r.level) for r in expected}
    assert {(r.rater, r.learner, r.item, r.criterion, r.level) for r in kept} == wanted


def test_one_was_submitted_and_the_others_came_as_zips(year):
    submitter, *others = ids(year.learners)
    for assignment in year.out.glob("course/submitted/*/*"):
        handed = json.loads((assignment / "handin.json").read_text("utf-8"))
        assert handed["learner"] == assignment.parent.name
        by_exchange = (assignment / "submission_secret.txt").is_file()
        assert by_exchange == (handed["learner"] == submitter)
    zips = {p.name for p in year.out.glob("course/downloaded/equity/archive/*.zip")}
    assert zips == {f"equity_{learner}.zip" for learner in others}


def test_the_same_folder_again_is_refused(year):
    before = sorted(p.stat().st_mtime_ns for p in year.out.rglob("*"))
    again = year.again()
    assert again.returncode == 2
    assert again.stdout.strip() == ""
    assert len(again.stderr.splitlines()) == 1
    assert again.stderr.strip().endswith("name another.")
    assert sorted(p.stat().st_mtime_ns for p in year.out.rglob("*")) == before


@pytest.mark.slow
def test_nbgraders_own_commands_go_on_from_there(year, tmp_path):
    from make_submissions import nbgrader

    copy = Path(shutil.copytree(year.out, tmp_path / "year", symlinks=True))
    done = nbgrader(copy / "course", "generate_feedback", "equity", "--force", "--student", ids(1)[0])
    assert done.returncode == 0, done.stderr
    assert "Made up" in (copy / "course/feedback" / ids(1)[0] / "equity/equity.html").read_text("utf-8")


@of_twelve
def test_of_twelve_there_are_numbers(year):
    page = year.read("report.html")
    assert page.count("10 or more") > 3
    assert page.count("<svg") > 1


def test_words_of_who_did_not_consent_are_in_no_report(year):
    learner = next(
        p.name
        for p in (year.out / "workspaces").iterdir()
        if [r.value for r in heads_of(read_lines(p / "responses.jsonl")[0], "consent.use")] == ["no"]
    )
    page = year.read("report.html")
    assert learner not in page
    for response in read_lines(year.out / "workspaces" / learner / "responses.jsonl")[0]:
        for words in response.value.values() if isinstance(response.value, dict) else [response.value]:
            if isinstance(words, str) and " " in words:
                assert words not in page


def test_no_learner_is_named_in_the_report(year):
    page = year.read("report.html")
    assert [learner for learner in ids(year.learners) if learner in page] == []


def test_a_journal_goes_on_where_it_ended(year, monkeypatch, tmp_path):
    monkeypatch.setenv("KIT_DATA", str(tmp_path))
    copy = shutil.copytree(year.out / "workspaces" / ids(1)[0], tmp_path / "course")
    journal = open_journal(Path(copy))
    (before,) = journal.heads("equity.reflection", case="ms_perez")
    more = {"case": "ms_perez", "item_hash": before.item_hash, "parent": before.id}
    after = journal.save("equity.reflection", "Once more.", **more)
    assert [r.id for r in journal.heads("equity.reflection", case="ms_perez")] == [after.id]


def test_a_folder_that_is_not_empty_or_is_a_file(tmp_path):
    from kit.demo.steps import make_year
    from kit.model import KitError

    (tmp_path / "a").write_text("mine")
    for place in (tmp_path, tmp_path / "a"):
        with pytest.raises(KitError, match="name another"):
            make_year(place, 3)
    assert (tmp_path / "a").read_text() == "mine"
    with pytest.raises(KitError, match="--learners"):
        make_year(tmp_path / "b", 0)
    assert not (tmp_path / "b").exists()


@of_five
def test_of_five_no_number_is_shown(year):
    page = year.read("report.html")
    assert "<table" not in page
    assert "<svg" not in page
