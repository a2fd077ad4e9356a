"""One encrypted file with everything of a course folder, and back on another computer."""

import io
import json
import os
import re
import stat
import time
import zipfile
from pathlib import Path

import pytest
from refused import refused
from typed import kit

from kit.journal import make_workspace, open_journal, private_folder, read_workspace, sealed
from kit.journal.backup import back_up, restore
from kit.model import KitError

from .asked import ASKED

PASSPHRASE = "four words nobody guesses"
SECRET = "PRIVATE-MARKER what I assumed about her"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(sealed, "_COST", {"n": 2**14, "r": 8, "p": 1})


@pytest.fixture
def file(workspace: Path, journal, tmp_path: Path) -> Path:
    first = journal.save("equity.today", "shared", **ASKED)
    journal.save("equity.today", "shared, revised", parent=first.id, **ASKED)
    journal.save("equity.habit", SECRET, lane="private", **ASKED)
    journal.save("equity.own_family", "deleted again", lane="private", **ASKED)
    journal.withdraw("equity.own_family", case="ms_perez")
    journal.save_draft("equity.reflection", f"draft {SECRET}", case="ms_perez")
    back_up(workspace, tmp_path / "keep.backup", PASSPHRASE)
    return tmp_path / "keep.backup"


@pytest.fixture
def new_machine(tmp_path: Path, monkeypatch) -> Path:
    def move() -> Path:
        monkeypatch.setenv("KIT_DATA", str(tmp_path / "new user data"))
        return tmp_path / "new machine" / "course"

    return move


def test_everything_comes_back_on_a_new_machine(workspace: Path, journal, file: Path, new_machine):
    answers = journal.responses()
    folder = new_machine()
    done = restore(folder, file, PASSPHRASE)
    again = open_journal(folder)
    assert (done.answers, done.drafts, done.notes) == (3, 1, ())
    assert again.responses() == answers
    assert again.workspace == journal.workspace
    assert again.faults == []
    assert again.draft("equity.reflection", case="ms_perez").value == f"draft {SECRET}"
    private = private_folder(again.workspace)
    if os.name != "nt":
        modes = {stat.S_IMODE(p.stat().st_mode) for p in private.rglob("*") if p.is_file()}
        assert modes == {0o600}
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
    # Once more changes nothing.
    assert restore(folder, file, PASSPHRASE).drafts == 0
    assert open_journal(folder).responses() == answers


@pytest.mark.attack
@pytest.mark.attack
@pytest.mark.skipif(os.name != "posix", reason="modes of folders")
@pytest.mark.parametrize("there", [False, True])
def test_a_course_brought_back_opens_to_its_owner_alone(file: Path, new_machine, there: bool):
    folder = new_machine()
    before = os.umask(0o022)
    try:
        if there:
            folder.mkdir(parents=True)
        restore(folder, file, PASSPHRASE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.attack
@pytest.mark.parametrize(
    "step", [pytest.param(1, marks=pytest.mark.slow, id="every byte"), pytest.param(9, id="every ninth")]
)
def test_a_sealed_file_that_holds_no_sound_zip_is_refused_in_one_sentence(
    tmp_path: Path, new_machine, step: int
):
    id = "01M8BM67EAKWZWGA13V0Z2HZ20"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("workspace.json", json.dumps({"schema": 1, "id": id, "learner": "amy"}))
    sound = packed.getvalue()
    listing = sound.index(b"PK\x01\x02")
    locked = bytearray(sound)
    locked[6] |= 1
    locked[listing + 8] |= 1
    forged = {"locked": bytes(locked)}
    for place in range(30, listing, step):
        forged[f"changed at {place}"] = sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :]
    deep = io.BytesIO()
    with zipfile.ZipFile(deep, "w") as archive:
        archive.writestr("workspace.json", "[" * 100_000)
    forged["deep"] = deep.getvalue()
    folder, file = new_machine(), tmp_path / "forged.backup"
    for what, data in forged.items():
        file.write_bytes(sealed.seal(data, PASSPHRASE))
        with refused("backup.no_course_folder", file=file):
            restore(folder, file, PASSPHRASE)
        assert not folder.exists(), what


def test_nothing_in_the_file_can_be_read(file: Path):
    data = file.read_bytes()
    words = {word for word in re.findall(rb"[A-Za-z-]{6,}", data) if len(word) > 7}
    for marker in (b"PRIVATE-MARKER", b"assumed", b"equity", b"private.jsonl", b"workspace", b"PK\x03\x04"):
        assert marker not in data
    assert b"partnership-kit" in words
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    print(f"attack: {len(data)} bytes of a backup, 0 words readable behind its header")


@pytest.mark.attack
def test_a_wrong_passphrase_and_a_damaged_file_change_nothing(file: Path, new_machine, tmp_path: Path):
    folder = new_machine()
    whole = file.read_bytes()
    head = whole.index(b"\n", 25) + 1
    damaged = [whole[:cut] for cut in (0, 10, 30, head - 1, head, head + 5, len(whole) - 1)]
    places = [*range(0, head, 7), *range(head, len(whole), max(1, (len(whole) - head) // 8))]
    damaged += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in places]
    for n, data in enumerate(damaged):
        broken = tmp_path / f"{n}.backup"
        broken.write_bytes(data)
        with pytest.raises(KitError) as error:
            restore(folder, broken, PASSPHRASE)
        assert error.value.code.startswith("backup.")
    for wrong in ("four words nobody guesses!", "", "Four words nobody guesses"):
        with refused("backup.not_opened", file=str(file)):
            restore(folder, file, wrong)
    assert not folder.exists()
    assert not (tmp_path / "new user data").exists()
    print(f"attack: {len(damaged)} damaged backups and 3 wrong passphrases, 0 opened")


@pytest.mark.attack
@pytest.mark.parametrize(
    "said", ['"n": 1073741824', '"n": 1267650600228229401496703205376', '"n": 16385', '"n": true', '"n": 2']
)
def test_a_header_that_asks_for_an_absurd_cost_is_refused_at_once(file: Path, new_machine, said: str):
    folder = new_machine()
    file.write_bytes(re.sub(rb'"n": \d+', said.encode(), file.read_bytes(), count=1))
    began = time.process_time()
    with refused("backup.other_encryption", file=str(file)):
        restore(folder, file, PASSPHRASE)
    assert time.process_time() - began < 0.1
    print(f"attack: {said}: refused before any work")


def test_a_folder_with_other_answers_is_refused_and_says_what_to_do(file: Path, new_machine, tmp_path: Path):
    folder = new_machine()
    other = open_journal(make_workspace(folder))
    mine = other.save("equity.today", "somebody else's", **ASKED)
    with refused("backup.other_answers", folder=folder, file=file):
        restore(folder, file, PASSPHRASE)
    assert open_journal(folder).responses() == [mine]
    assert restore(tmp_path / "another", file, PASSPHRASE).answers == 3
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.png").write_bytes(b"x")
    with refused("backup.other_files", folder=tmp_path / "photos"):
        restore(tmp_path / "photos", file, PASSPHRASE)


def test_a_folder_that_was_only_started_becomes_the_old_one(journal, file: Path, new_machine):
    folder = make_workspace(new_machine())
    assert read_workspace(folder)["id"] != journal.workspace
    restore(folder, file, PASSPHRASE)
    assert read_workspace(folder)["id"] == journal.workspace


def test_in_its_own_folder_newer_answers_stay_and_deleted_ones_stay_deleted(
    workspace: Path, journal, file: Path
):
    newer = journal.save("equity.today", "after the backup", **ASKED)
    journal.withdraw("equity.habit", case="ms_perez")
    journal.save_draft("equity.reflection", "newer draft", case="ms_perez")
    restore(workspace, file, PASSPHRASE)
    again = open_journal(workspace)
    assert newer in again.responses()
    assert again.responses("private") == []
    assert again.draft("equity.reflection", case="ms_perez").value == "newer draft"


def test_a_short_passphrase_and_a_taken_name_are_refused(workspace: Path, journal, file: Path, tmp_path):
    before = file.read_bytes()
    with refused("backup.exists", file=file):
        back_up(workspace, file, PASSPHRASE)
    assert file.read_bytes() == before
    with refused("backup.passphrase", least=12):
        back_up(workspace, tmp_path / "short.backup", "short")
    assert not (tmp_path / "short.backup").exists()


def test_the_command(workspace: Path, journal, tmp_path: Path, new_machine):
    journal.save("equity.habit", SECRET, lane="private", **ASKED)
    file = tmp_path / "typed.backup"
    env = {"KIT_BACKUP_PASSPHRASE": PASSPHRASE}
    made = kit("backup", "--workspace", workspace, "--out", file, env=env)
    assert (made.returncode, made.stderr) == (0, "")
    assert "answers (1)" in made.stdout
    folder = new_machine()
    back = kit("backup", "--restore", file, "--workspace", folder, env=env)
    assert back.returncode == 0, back.stderr
    assert [r.value for r in open_journal(folder).responses()] == [SECRET]
    wrong = kit("backup", "--restore", file, "--workspace", folder, env={"KIT_BACKUP_PASSPHRASE": "x"})
    assert wrong.returncode == 2
    assert wrong.stderr.count("\n") == 1
    assert SECRET not in made.stdout + back.stdout + wrong.stderr


def test_the_prompt_asks_twice(workspace: Path, journal, tmp_path: Path, monkeypatch):
    journal.save("equity.today", "x", **ASKED)
    asked: list[str] = []

    def answering(*answers: str):
        left = list(answers)
        monkeypatch.setattr("typer.prompt", lambda text, **how: asked.append(text) or left.pop(0))

    answering(PASSPHRASE, "another passphrase")
    refused = kit("backup", "--workspace", workspace, "--out", tmp_path / "a.backup")
    assert "differ" in refused.stderr
    assert not (tmp_path / "a.backup").exists()
    answering(PASSPHRASE, PASSPHRASE)
    assert kit("backup", "--workspace", workspace, "--out", tmp_path / "a.backup").returncode == 0
    assert len(asked) == 4
