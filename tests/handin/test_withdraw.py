"""A shared answer is withdrawn: its words are in no file that travels, and no import brings them back."""

import os
import zipfile
from pathlib import Path

import pytest
from killing import killed
from seeing_page import ask

from kit.content import compiled
from kit.forms.form import FormContext
from kit.forms.session import FormSession
from kit.handin.handing import hand_in
from kit.handin.importing import import_file
from kit.handin.withdrawing import withdraw
from kit.journal import open_journal, private_folder, read_lines

ITEM, WORDS = "equity.intake", "marker-words-4711"
ANSWER = ("ms_perez", ITEM, "during")


def holding(*folders: Path) -> list[str]:
    """Names of the files below that hold the words, inside zips too."""
    found = []
    for path in (p for folder in folders for p in folder.rglob("*") if p.is_file()):
        held = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                held = [archive.read(name) for name in archive.namelist()]
        found += [path.name for data in held if WORDS.encode() in data]
    return sorted(found)


@pytest.fixture
def handed(learner, tmp_path):
    """A learner who handed the answer in, twice wrote on, imported something, and has a draft of it."""
    her, other = learner(), learner("other")
    her.done(ITEM, f"{WORDS}, first")
    her.done("equity.reflection", "what stays")
    hand_in(her.folder, "equity")
    (her.folder / "handin" / "copy of it.zip").write_bytes(next(her.folder.glob("handin/*.zip")).read_bytes())
    other.done("equity.today", "from the other computer")
    import_file(her.folder, other.folder / "responses.jsonl", mine=True)
    her.done(ITEM, f"{WORDS}, second")
    with (her.folder / "responses.jsonl").open("ab") as torn:
        torn.write(b'{"crc":"00000000","schema":1,"item":"equity.intake","value":"marker-words-4711')
    her.journal.save_draft(ITEM, f"{WORDS}, third", case="ms_perez", lane="shared")
    return her


@pytest.mark.parametrize("private", [False, True])
def test_the_words_leave_every_file_that_travels(handed, private):
    workspace, data = handed.folder, private_folder(handed.journal.workspace)
    # Another window of the course, which has read it all.
    window = open_journal(workspace)
    earlier = workspace.parent / "earlier.jsonl"
    earlier.write_bytes((workspace / "responses.jsonl").read_bytes())
    window.responses()
    assert holding(workspace, data) == [
        "before_import.jsonl", "copy of it.zip", "equity.intake.json",
        next(workspace.glob("handin/equity_*.zip")).name, "responses.jsonl", "responses.jsonl",
    ]  # fmt: skip

    assert withdraw(workspace, handed.journal, ANSWER, private=private) == 2

    assert holding(workspace) == []
    kept = [(r.lane, r.value) for r in open_journal(workspace).heads(ITEM, case="ms_perez")]
    if private:
        assert kept == [("private", f"{WORDS}, second")]
        assert holding(data) == ["equity.intake.json", "private.jsonl"]
        assert open_journal(workspace).draft(ITEM, case="ms_perez").lane == "private"
    else:
        assert kept == []
        assert holding(data) == []
    # What was handed in beside it is still there, ready to be handed in.
    with zipfile.ZipFile(next(workspace.glob("handin/*.zip"))) as archive:
        assert b"what stays" in archive.read("responses.jsonl")

    # Neither the window, which offers what a file lost, nor an import brings it back.
    assert window.missing() == []
    assert window.put_back() == 0
    import_file(workspace, earlier, mine=True)
    assert holding(workspace) == []


def test_a_hand_in_afterwards_counts_as_the_later_one(handed):
    import json

    def number():
        return json.loads((handed.folder / "handin" / "equity" / "handin.json").read_bytes())["seq"]

    hand_in(handed.folder, "equity")
    before = number()
    withdraw(handed.folder, handed.journal, ANSWER)
    hand_in(handed.folder, "equity")
    assert number() > before


def test_an_answer_that_was_private_shared_and_rewritten_is_one_private_answer_again(learner):
    her = learner()
    her.done(ITEM, "as it was first", lane="private")
    her.done(ITEM, "as it was first", lane="shared")
    her.done(ITEM, "as it is now", lane="shared")
    withdraw(her.folder, her.journal, ANSWER, private=True)
    (head,) = her.journal.heads(ITEM, case="ms_perez")
    assert (head.lane, head.value) == ("private", "as it is now")
    assert read_lines(her.folder / "responses.jsonl") == ([], [])


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt", reason="forks and kills")
def test_the_words_leave_what_a_killed_hand_in_left(learner):
    her, words = learner(), compiled().words
    data = private_folder(her.journal.workspace)
    her.done(ITEM, WORDS)
    kills = 0
    while killed(her.folder / "handin", lambda: hand_in(her.folder, "equity"), at=kills + 1)[0]:
        kills += 1
    for folder, name in (
        (her.folder / "feedback", ".equity.html.1c444085.new"),
        (data, ".copy.1c444085.new"),
    ):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(WORDS, "utf-8")
    left = [name for name in holding(her.folder, data) if name.startswith(".")]
    assert {".responses.jsonl", ".copy"} <= {name[: -len(".1c444085.new")] for name in left}

    form = FormSession(FormContext(her.folder, "ms_perez", words), [compiled().cases["ms_perez"].item(ITEM)])
    assert ask(form.handlers, words, "delete", item=ITEM)["ok"]

    assert holding(her.folder, data) == []
    print(f"{kills} kills of a hand-in left {len(left)} files with the words: none is left after a deletion")


def test_what_was_withdrawn_is_gone_after_a_power_failure_too(handed, monkeypatch):
    synced, gone = [], []
    unlink = os.unlink

    def note(path, *args, **more):
        unlink(path, *args, **more)
        gone.append(Path(path).parent)

    monkeypatch.setattr(os, "unlink", note)
    monkeypatch.setattr("kit.journal.disk.sync_folder", synced.append)
    withdraw(handed.folder, open_journal(handed.folder), ANSWER)
    zips = handed.folder / "handin"
    assert zips in gone
    assert zips in synced
