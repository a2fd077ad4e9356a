"""A learner's files of December 2026: the folder, the private data, and every file that goes to and fro."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from formats import doors
from formats.doors import golden, run

FACTS = doors.expected("learner")
FILES = doors.GOLDEN / "learner"
ID = FACTS["workspace"]


@pytest.fixture
def rosa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rosa's folder, with her private data where the kit looks for it."""
    everything = golden("learner", tmp_path / "learner")
    monkeypatch.setenv("KIT_DATA", str(everything / "user_data"))
    return everything / "workspace"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer on which the course was never opened."""
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "new_data"))
    return tmp_path / "elsewhere"


def ids(workspace: Path) -> set[str]:
    return {one[3] for one in doors.revisions(workspace)}


def test_every_revision_of_both_lanes_is_found(rosa: Path):
    assert doors.revisions(rosa) == FACTS["revisions"]
    assert {lane for lane, *_ in FACTS["revisions"]} == {"shared", "private"}


def test_an_answer_with_two_heads_shows_both_and_a_settled_one_shows_one(rosa: Path):
    two = FACTS["two_heads"]
    assert doors.heads(rosa, two["item"]) == two["ids"]
    assert len(two["ids"]) == 2
    assert len(doors.heads(rosa, "equity.reflection")) == 1


def test_a_torn_last_line_is_reported_and_the_next_answer_is_saved(rosa: Path):
    assert not (rosa / "responses.jsonl").read_bytes().endswith(b"\n")
    assert len(doors.faults(rosa)) == 1
    new = doors.answer(rosa, "respect.opening", "Good morning.")
    assert new in ids(rosa)
    assert ids(rosa) > {one[3] for one in FACTS["revisions"]}


def test_what_was_deleted_stays_deleted_whatever_is_imported(rosa: Path, tmp_path: Path):
    gone = FACTS["deleted"]
    line = {
        "schema": 1,
        "id": gone["id"],
        "parent": None,
        "workspace": ID,
        "item": gone["item"],
        "item_hash": "0" * 16,
        "case": doors.CASE,
        "occasion": "during",
        "seq": 9,
        "lane": "shared",
        "at": "2026-12-01T10:00:00Z",
        "status": "done",
        "value": "TAKEN-BACK",
    }
    (tmp_path / "copy.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    run("import", tmp_path / "copy.jsonl", "--workspace", rosa)
    assert gone["id"] not in ids(rosa)
    assert doors.heads(rosa, gone["item"]) == []


def test_every_draft_is_found_also_the_first_editions_and_those_put_aside(rosa: Path):
    assert doors.drafts(rosa) == FACTS["drafts"]
    assert doors.offered(rosa, "respect.first_thought") == "Written in another window."


def test_the_last_import_can_be_undone(rosa: Path):
    assert set(FACTS["by_import"]) < ids(rosa)
    run("import", "--undo", "--workspace", rosa)
    assert ids(rosa) == {one[3] for one in FACTS["revisions"]} - set(FACTS["by_import"])


def test_home_shows_the_place_the_steps_seen_and_the_class(rosa: Path):
    home = doors.where(rosa)
    assert home["place"] == {"notebook": "02_respect.ipynb", "step": "on-the-phone"}
    assert home["steps"]["01_equity.ipynb"]["two-responses-compared"] == "begun"
    assert home["alone"] is False
    assert home["invitation"]["learner"] == "rosa"
    assert {one["assignment"]: one["due"] for one in home["invitation"]["due"]} == FACTS["invitation"]["due"]
    # Feedback that was shown and a plan that was looked back at don't wait.
    assert home["waiting"] == []


def test_everything_else_in_workspace_json_is_kept(rosa: Path):
    doors.answer(rosa, "respect.opening", "Good morning.")
    assert doors.kept(rosa) == FACTS["kept"]
    assert doors.sent(rosa, "start").to == FACTS["kept"]["hand_in_to"]


def test_feedback_that_came_before_is_there_as_data(rosa: Path):
    assert doors.feedback(rosa, "equity") == FACTS["feedback"]


@pytest.mark.parametrize("name", ["feedback.html", "feedback.json"])
def test_a_feedback_file_is_taken_in(elsewhere: Path, name: str):
    doors.new_workspace(elsewhere, "rosa")
    run("import", FILES / name, "--workspace", elsewhere)
    assert doors.feedback(elsewhere, "equity") == FACTS["feedback"]


def test_an_invitation_is_accepted(elsewhere: Path):
    doors.new_workspace(elsewhere)
    doors.accept_invitation(elsewhere, FILES / "invitation_rosa.json")
    assert doors.kept(elsewhere)["learner"] == "rosa"
    assert doors.kept(elsewhere)["invitation"] == FACTS["invitation"]


@pytest.mark.parametrize("name", ["signed.zip", "unsigned.zip"])
def test_a_hand_in_is_imported_on_another_computer(elsewhere: Path, name: str):
    doors.new_workspace(elsewhere)
    run("import", FILES / name, "--workspace", elsewhere)
    # A yes in an imported file doesn't count, so the question is asked again.
    yes = {one[3] for one in FACTS["revisions"] if one[1] == "consent.use"}
    assert ids(elsewhere) == set(FACTS["start"]) - yes
    assert doors.kept(elsewhere)["learner"] == "rosa"
    signed = b'"signature"' in doors.packed(FILES / name)["handin.json"]
    assert signed is (name == "signed.zip")


def test_the_first_editions_journal_is_imported(elsewhere: Path):
    doors.new_workspace(elsewhere)
    journal = doors.GOLDEN.parent / "journals" / "first_edition.jsonl"
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    run("import", journal, "--workspace", elsewhere)
    asked_again = {line["id"] for line in lines if line["item"].startswith("consent.")}
    assert ids(elsewhere) == {line["id"] for line in lines} - asked_again


def test_a_backup_brings_back_both_lanes_the_drafts_and_the_folder(elsewhere: Path):
    words = ("backup", "--restore", FILES / "rosa.backup", "--workspace", elsewhere)
    run(*words, code=2, KIT_BACKUP_PASSPHRASE="not the passphrase")
    assert not elsewhere.exists()
    run(*words, KIT_BACKUP_PASSPHRASE=FACTS["passphrase"])
    assert doors.revisions(elsewhere) == FACTS["revisions"]
    assert doors.drafts(elsewhere) == FACTS["drafts"]
    assert doors.kept(elsewhere) == FACTS["kept"]


def test_a_backup_is_of_no_use_where_a_byte_changed(elsewhere: Path, tmp_path: Path):
    changed = tmp_path / "changed.backup"
    shutil.copyfile(FILES / "rosa.backup", changed)
    data = bytearray(changed.read_bytes())
    data[-1] ^= 1
    changed.write_bytes(data)
    words = ("backup", "--restore", changed, "--workspace", elsewhere)
    run(*words, code=2, KIT_BACKUP_PASSPHRASE=FACTS["passphrase"])
    assert not elsewhere.exists()


def test_a_notebook_that_the_learner_changed_is_kept_and_another_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    folder = golden("opened", tmp_path / "course")
    mine = (folder / "07_follow_up.ipynb").read_bytes()
    kept = doors.opened(folder)
    (name,) = kept.values()
    assert (folder / name).read_bytes() == mine
    assert [*kept] == ["07_follow_up.ipynb"]
    assert b"My own note" not in (folder / "07_follow_up.ipynb").read_bytes()
    # Only the record of what was shipped says that this one is nobody's work.
    shipped = doors.GOLDEN.parents[2] / "notebooks" / "05_commitment.ipynb"
    assert (folder / "05_commitment.ipynb").read_bytes() == shipped.read_bytes()
