"""A line that cannot be read is told by every command that opens the journal; few of many."""

from pathlib import Path

import pytest
from typed import kit

from kit.journal import open_journal, private_folder
from kit.journal.faults import faults_in
from kit.launch import examine

from .asked import ASKED


@pytest.fixture
def spoiled(workspace: Path, journal) -> Path:
    for n in range(6):
        journal.save("equity.today", f"answer {n}", **ASKED)
    file = workspace / "responses.jsonl"
    file.write_bytes(file.read_bytes().replace(b"answer 2", b"answer X"))
    return workspace


@pytest.mark.attack
@pytest.mark.parametrize("command", [["handin", "--all"], ["import", "other.jsonl", "--mine"], ["doctor"]])
def test_commands_tell_what_is_set_aside(spoiled: Path, tmp_path: Path, command: list[str]):
    other = tmp_path / "other.jsonl"
    other.write_bytes((spoiled / "responses.jsonl").read_bytes().splitlines(keepends=True)[0])
    done = kit(*command, "--workspace", spoiled, cwd=tmp_path)
    said = done.stdout + done.stderr
    assert "responses.jsonl:3: this line, an answer to equity.today, has changed since it was saved" in said
    assert said.count("has changed since it was saved") == 1
    print(f"attack: 1 changed line, told by kit {command[0]}")


@pytest.mark.attack
def test_kit_start_tells_it_before_the_course_opens(spoiled: Path, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    # Ctrl-C while the server is starting, so that there is none; the tests keep their own Ctrl-C.
    monkeypatch.setattr("kit.launch.start_server", stopped)
    monkeypatch.setattr("kit.cli.start_command._end_like_ctrl_c", lambda: None)
    done = kit("start", "--no-browser", "--workspace", spoiled)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("has changed since it was saved") == 1
    assert (
        "responses.jsonl:3: this line, an answer to equity.today, has changed since it was saved"
        in done.stdout
    )


def test_few_of_many_are_told(spoiled: Path):
    file = spoiled / "responses.jsonl"
    file.write_bytes(file.read_bytes().replace(b"answer", b"ANSWER"))
    told = faults_in(spoiled)
    assert len(told) == 4
    assert told[-1] == "… and 3 more like these."


def test_the_doctor_says_that_all_is_well(workspace: Path, journal):
    def finding(folder: Path):
        return next(one for one in examine(folder) if one.subject == "Answers")

    assert finding(workspace.parent / "elsewhere").found == "none yet"
    journal.save("equity.today", "fine", **ASKED)
    assert finding(workspace).found == "1 saved, all unchanged"
    assert finding(workspace).mend is None
    (workspace / "responses.jsonl").write_bytes(b"no answer\n")
    assert not finding(workspace).serious
    assert "is not an answer" in finding(workspace).found


# -- what is gone comes back whole ------------------------------------------------------------


@pytest.mark.attack
def test_everything_that_is_gone_is_put_back_as_it_was(workspace: Path, journal):
    first = journal.save("equity.today", "one", **ASKED)
    journal.save("equity.today", "two", parent=first.id, **ASKED)
    journal.save("equity.habit", "private", lane="private", **ASKED)
    before = journal.responses()
    for file in (workspace / "responses.jsonl", private_folder(journal.workspace) / "private.jsonl"):
        file.unlink()
    assert journal.put_back() == 3
    assert open_journal(workspace).responses() == before
    assert journal.faults == []
    assert journal.put_back() == 0


@pytest.mark.attack
def test_a_private_answer_that_is_gone_and_then_deleted_is_not_offered_again(workspace: Path, journal):
    journal.save("equity.habit", "regretted", lane="private", **ASKED)
    (private_folder(journal.workspace) / "private.jsonl").unlink()
    assert len(journal.missing()) == 1
    assert journal.withdraw("equity.habit", case="ms_perez") == 1
    assert journal.missing() == []
    assert journal.put_back() == 0
