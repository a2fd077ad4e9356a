"""What a later notebook looks back at is handed in with its first wording, if that was shared."""

import zipfile
from pathlib import Path

import pytest

from kit.content import compiled
from kit.handin.checks import receipt
from kit.handin.handing import hand_in
from kit.handin.importing import import_file
from kit.handin.reading import read_hand_in
from kit.handin.withdrawing import withdraw
from kit.journal import heads_of, open_journal, private_folder, read_bytes
from kit.workbook.record import gather

THOUGHT, GRADED = "equity.first_thought", "equity.reflection"
ANSWER = ("ms_perez", THOUGHT, "during")


def handed(learner, assignment="equity") -> list[tuple[str, object]]:
    """The lines in the zip, each with its item and value."""
    made = hand_in(learner.folder, assignment)
    lines, faults = read_bytes(read_hand_in(made.zip).files["responses.jsonl"], "")
    assert faults == []
    return [(one.item, one.value) for one in lines]


def in_zip(folder: Path) -> bytes:
    """Everything that the zips and folders of hand-ins hold."""
    found = b""
    for path in (folder / "handin").rglob("*"):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found += b"".join(archive.read(name) for name in archive.namelist())
        elif path.is_file():
            found += path.read_bytes()
    return found


def test_the_first_wording_goes_with_the_latest_and_nothing_between_them(learner):
    her = learner()
    for value in ("FIRSTWORDS", "BETWEEN", "LATEST"):
        her.done(THOUGHT, value)
        her.done(GRADED, f"graded {value}")
    assert handed(her) == [(THOUGHT, "FIRSTWORDS"), (THOUGHT, "LATEST"), (GRADED, "graded LATEST")]
    made = read_hand_in(next(her.folder.glob("handin/*.zip")))
    lines, _ = read_bytes(made.files["responses.jsonl"], "")
    assert [one.value for one in heads_of(lines, THOUGHT)] == ["LATEST"]


def test_an_unchanged_answer_is_one_line(learner):
    her = learner()
    her.done(THOUGHT, "FIRSTWORDS")
    assert handed(her) == [(THOUGHT, "FIRSTWORDS")]


def test_a_marked_answer_goes_with_its_last_wording_alone_though_one_looks_back_at_it(learner):
    her = learner()
    for value in ("FIRSTWORDS", "LATEST"):
        her.done("meeting.plan", value)
    assert handed(her, "iep_meeting") == [("meeting.plan", "LATEST")]


@pytest.mark.attack
def test_not_a_word_of_a_first_wording_that_was_private_is_handed_in(learner):
    her = learner()
    her.done(THOUGHT, "FIRSTWORDS", lane="private")
    her.done(THOUGHT, "SECOND", lane="shared")
    her.done(THOUGHT, "LATEST", lane="shared")
    assert handed(her) == [(THOUGHT, "LATEST")]
    assert b"FIRSTWORDS" not in in_zip(her.folder)


@pytest.mark.attack
@pytest.mark.parametrize("private", [False, True])
def test_no_word_of_any_revision_is_left_once_it_is_deleted_or_made_private(learner, private: bool):
    her = learner()
    her.done(GRADED, "what stays")
    for value in ("WORDS of the first", "WORDS of the latest"):
        her.done(THOUGHT, value)
    assert handed(her)[0] == (THOUGHT, "WORDS of the first")
    withdraw(her.folder, her.journal, ANSWER, private=private)
    assert b"WORDS" not in in_zip(her.folder)
    assert b"what stays" in in_zip(her.folder)
    assert handed(her) == [(GRADED, "what stays")]
    assert b"WORDS" not in in_zip(her.folder) + (her.folder / "responses.jsonl").read_bytes()
    journal = open_journal(her.folder)
    weeks = gather(journal.responses(), compiled(), [], None).weeks
    assert "WORDS" not in repr(weeks)
    kept = [r.value for r in journal.responses("private")]
    # The learner alone keeps the first wording and the latest, for Looking back.
    assert kept == (["WORDS of the first", "WORDS of the latest"] if private else [])
    assert (b"WORDS" in b"".join(p.read_bytes() for p in her_files(her))) is private
    assert [r.value for r in journal.heads(THOUGHT, case="ms_perez")] == kept[1:]


def her_files(her) -> list[Path]:
    return [path for path in private_folder(her.journal.workspace).rglob("*") if path.is_file()]


def test_a_hand_in_that_is_imported_elsewhere_shows_the_latest_and_keeps_the_first(learner):
    her, home = learner(), learner("home")
    for value in ("FIRSTWORDS", "BETWEEN", "LATEST"):
        her.done(THOUGHT, value)
    made = hand_in(her.folder, "equity")
    assert receipt(made, compiled().cases["ms_perez"].items.items).answers == 1
    done = import_file(home.folder, made.zip)
    assert done.two_heads == ()
    assert [r.value for r in home.journal.heads(THOUGHT, case="ms_perez")] == ["LATEST"]
    assert handed(home) == [(THOUGHT, "FIRSTWORDS"), (THOUGHT, "LATEST")]
    # What was changed there meanwhile is never replaced: it is asked about.
    home.done(THOUGHT, "AT HOME")
    her.done(THOUGHT, "AT SCHOOL")
    (two,) = import_file(home.folder, hand_in(her.folder, "equity").zip).two_heads
    assert {one.value for one in two} == {"AT HOME", "AT SCHOOL"}
