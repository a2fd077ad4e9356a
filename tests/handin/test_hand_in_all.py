"""Every assignment at once, as zip and folder; and what is written into a fetched assignment itself."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from refused import refused
from typer.testing import CliRunner

from kit import open_course
from kit.cli import app
from kit.content import compiled
from kit.content.course_files import course_files
from kit.handin.handing import hand_in, hand_in_all
from kit.handin.importing import import_file
from kit.journal import read_lines

ASSIGNMENTS = {
    "start": ("start.expectations", "during"),
    "equity": ("equity.reflection", "during"),
    "respect": ("respect.reflection", "during"),
    "communication": ("communication.reflection", "during"),
    "advocacy": ("advocacy.reflection", "during"),
    "commitment": ("commitment.reflection", "during"),
    "iep_meeting": ("meeting.plan", "during"),
    "follow_up": ("rate.equity.preferences", "follow_up"),
}


def run(*words: str):
    return CliRunner().invoke(app(), ["handin", *words])


@pytest.fixture
def ana(learner):
    """Somebody with one answer for each of the eight."""
    ana = learner(name="ana")
    for item, occasion in ASSIGNMENTS.values():
        ana.done(item, 3 if item.startswith("rate.") else f"on {item}", occasion=occasion)
    return ana


def test_all_eight_are_handed_in_and_each_holds_its_own_answers(ana):
    found = hand_in_all(ana.folder)
    assert found.refused == ()
    assert [one.assignment for one in found.done] == list(ASSIGNMENTS)
    for done in found.done:
        item, occasion = ASSIGNMENTS[done.assignment]
        assert done.zip.name == f"{done.assignment}_ana.zip"
        with zipfile.ZipFile(done.zip) as archive:
            assert set(archive.namelist()) == {
                f"{done.assignment}.ipynb",
                "responses.jsonl",
                "handin.json",
            }
            assert json.loads(archive.read("handin.json"))["learner"] == "ana"
            assert archive.read("responses.jsonl") == (done.folder / "responses.jsonl").read_bytes()
        answers, faults = read_lines(done.folder / "responses.jsonl")
        assert faults == []
        assert [(r.item, r.occasion) for r in answers] == [(item, occasion)]


def test_every_notebook_of_an_assignment_has_the_button(ana):
    for one in compiled().cases["ms_perez"].items.assignments:
        notebook = course_files() / "notebooks" / f"{one.notebook}.ipynb"
        assert f'course.hand_in(\\"{one.id}\\")' in notebook.read_text(encoding="utf-8"), one.id


def test_consent_travels_with_start_alone_as_it_stands_now(ana):
    ana.done("consent.use", "yes")
    ana.done("consent.use", "no")
    handed_in = hand_in_all(ana.folder).done
    assert "start" in {one.assignment for one in handed_in}
    for done in handed_in:
        said = [r.value for r in done.included if r.item == "consent.use"]
        assert said == (["no"] if done.assignment == "start" else [])


def test_where_nothing_is_answered_no_file_is_made(learner):
    ana = learner(name="ana")
    done = run("respect", "--workspace", str(ana.folder))
    assert done.exit_code != 0
    assert done.exception.code == "handin.nothing"
    assert not list(ana.folder.glob("handin/*"))


def test_one_line_each_and_what_has_nothing_is_left_alone(learner):
    ana = learner(name="ana")
    ana.done("equity.reflection", "text")
    ana.done("equity.habit", "PRIVATE")
    ana.done("respect.pause", "PRIVATE")
    ana.journal.save_draft("equity.today", "a draft", lane="shared", case="ms_perez")
    done = run("--all", "--workspace", str(ana.folder))
    assert done.exit_code == 0, done.output
    first, last = done.output.splitlines()
    assert first == f"Equity: 1 answer, 1 draft not included: {ana.folder / 'handin' / 'equity_ana.zip'}"
    assert last.startswith("Send the zip")
    assert {p.name for p in (ana.folder / "handin").iterdir()} == {"equity", "equity_ana.zip"}
    assert "PRIVATE" not in done.output


def test_drafts_of_every_assignment_go_when_the_learner_says_so(learner):
    ana = learner(name="ana")
    ana.journal.save_draft("equity.today", "a draft", lane="shared", case="ms_perez")
    ana.journal.save_draft("respect.pause", "PRIVATE", lane="private", case="ms_perez")
    assert "nothing" in run("--all", "--workspace", str(ana.folder)).exception.args[0]
    done = run("--all", "--with-drafts", "--workspace", str(ana.folder))
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Equity: 1 answer: ")
    assert not (ana.folder / "handin" / "respect").exists()


def test_one_that_has_two_heads_is_named_and_the_others_go(ana, learner):
    home = learner("home", "ana")
    home.done("respect.reflection", "at home")
    ana.journal.add(home.journal.responses())
    done = run("--all", "--workspace", str(ana.folder))
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == len(ASSIGNMENTS) - 1 + 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("Respect: not handed in: ")
    assert "kit handin respect --keep respect.reflection=" in done.stderr
    assert {p.name for p in (ana.folder / "handin").glob("*.zip")} == {
        f"{one}_ana.zip" for one in ASSIGNMENTS if one != "respect"
    }


def test_neither_or_both_and_no_folder(ana, tmp_path: Path):
    for words in ([], ["equity", "--all"]):
        assert "kit handin --all" in run(*words, "--workspace", str(ana.folder)).exception.args[0]
    with refused("workspace.none", folder=tmp_path / "nowhere"):
        hand_in_all(tmp_path / "nowhere")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_fetched_assignments_own_form_saves_beside_it_and_merges_by_id(
    assignment, learner, tmp_path: Path, monkeypatch
):
    """``nbgrader fetch_assignment`` gives a folder with the release notebook; its form writes there."""
    monkeypatch.setenv("KIT_FORMS", "screen")
    fetched = tmp_path / "fetched" / assignment
    shutil.copytree(course_files() / "assignments" / "release" / assignment, fetched)
    cells = json.loads((fetched / f"{assignment}.ipynb").read_text(encoding="utf-8"))["cells"]
    calls = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"][1:]
    course = open_course("ms_perez", folder=fetched)
    item, occasion = {"start": ("rate.equity.preferences", "pre")}.get(assignment, ASSIGNMENTS[assignment])
    value = 2 if item.startswith("rate.") else "written into the fetched one"
    for call in calls:
        form, sent = eval(call, {"course": course}), []  # noqa: S307  # the assignment's own cell
        if item not in json.dumps(form.spec):
            continue
        form.send = sent.append
        form._receive(form, {"type": "done", "re": 1, "item": item, "value": value, "lane": "shared"}, [])
        assert sent[0]["ok"], sent[0]
    answers, _ = read_lines(fetched / "responses.jsonl")
    assert [(r.item, r.occasion, r.value) for r in answers] == [(item, occasion, value)]
    ana = learner(name="ana")
    first = import_file(ana.folder, fetched / "responses.jsonl")
    again = import_file(ana.folder, fetched / "responses.jsonl")
    assert (len(first.new), first.two_heads) == (1, ())
    assert (len(again.new), again.known) == (0, 1)
    assert [r.value for r in hand_in(ana.folder, assignment).included] == [value]
