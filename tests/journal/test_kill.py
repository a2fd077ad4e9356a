"""Power goes, a laptop lid closes, a kernel dies: what was called saved is there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.journal import open_journal, private_folder, read_workspace


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and FIFOs")
@pytest.mark.parametrize("kills", [40, pytest.param(400, marks=pytest.mark.slow)])
def test_kills_lose_nothing_that_was_called_saved(workspace: Path, tmp_path: Path, kills: int):
    fifo = tmp_path / "acknowledged"
    os.mkfifo(fifo)
    chance = random.Random(20)  # noqa: S311  # when to kill
    writer = Path(__file__).with_name("writer.py")
    saved: dict[str, int] = {}
    seen_draft = seen_saved = False
    acknowledged = 0
    with subprocess.Popen(
        [sys.executable, writer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        for _ in range(kills):
            print(workspace, fifo, sep="\t", file=server.stdin, flush=True)
            pid = int(server.stdout.readline())
            with fifo.open("rb") as pipe:
                # After one to six words and a moment: each kill falls among writes, of answers and of drafts,
                # also where the machine is slow.
                first = b"".join(pipe.readline() for _ in range(chance.randint(1, 6)))
                time.sleep(chance.uniform(0, 0.01))
                os.kill(pid, signal.SIGKILL)
                told = (first + pipe.read()).split(b"\n")[:-1]
            assert server.stdout.readline() == "gone\n"
            last_draft = 0
            for word, name, length in (line.split() for line in told):
                if word == b"saved":
                    saved[name.decode()] = int(length)
                    acknowledged += 1
                else:
                    last_draft = int(name)
            # A save drops no other item's draft, so the last one acknowledged, or the next, is whole.
            draft = open_journal(workspace).draft("kill.draft", case="ms_perez")
            seen_draft |= bool(last_draft)
            seen_saved |= bool(saved)
            if last_draft:
                assert int(draft.value.split()[1]) in (last_draft, last_draft + 1)
            if len(saved) > 300:
                # Big journals only make the test slow; begin again with a clean one.
                _all_there(workspace, saved)
                (workspace / "responses.jsonl").unlink()
                (private_folder(read_workspace(workspace)["id"]) / "private.jsonl").unlink()
                saved.clear()
        server.stdin.close()
    _all_there(workspace, saved)
    assert seen_draft, "no kill fell after a draft"
    assert seen_saved, "no kill fell after a save"
    print(f"attack: {kills} kills, {acknowledged} acknowledged saves, 0 lost")


def _all_there(workspace: Path, saved: dict[str, int]) -> None:
    journal = open_journal(workspace)
    found = {r.id: len(r.value) for r in journal.responses()}
    assert saved.items() <= found.items()
    assert not [fault for fault in journal.faults if "but is not used" not in fault]
    seqs = [r.seq for r in journal.responses()]
    assert len(set(seqs)) == len(seqs)


def test_every_place_where_a_last_line_can_tear(workspace: Path, journal):
    kept = journal.save("equity.today", "kept", case="ms_perez", item_hash="h")
    file = workspace / "responses.jsonl"
    sound = file.read_bytes()
    journal.save("equity.today", "torn ü", case="ms_perez", item_hash="h", parent=kept.id)
    whole = file.read_bytes()
    for cut in range(len(sound) + 1, len(whole) - 1, 7):
        file.write_bytes(whole[:cut])
        again = open_journal(workspace)
        assert [r.id for r in again.responses()] == [kept.id]
        assert "but is not used" in again.faults[0]
        assert file.read_bytes() == whole[:cut] + b"\n", "nothing is cut away"
        after = again.save("equity.today", "after", case="ms_perez", item_hash="h", parent=kept.id)
        assert [r.id for r in open_journal(workspace).responses()] == [kept.id, after.id]


def test_a_line_that_only_lacks_its_end_is_an_answer(workspace: Path, journal):
    first = journal.save("equity.today", "one", case="ms_perez", item_hash="h")
    file = workspace / "responses.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    again = open_journal(workspace)
    second = again.save("equity.today", "two", case="ms_perez", item_hash="h", parent=first.id)
    assert [r.id for r in open_journal(workspace).responses()] == [first.id, second.id]
    assert not again.faults


def test_a_torn_private_line_stays_out_of_the_workspace_and_goes_with_its_answer(
    workspace: Path, journal, data
):
    journal.save("equity.habit", "SECRET one", case="ms_perez", item_hash="h", lane="private")
    file = private_folder(journal.workspace) / "private.jsonl"
    whole = file.read_bytes()
    with file.open("ab") as f:
        f.write(whole[:-4])
    again = open_journal(workspace)
    assert "but is not used" in again.faults[0]
    assert file.read_bytes() == whole + whole[:-4] + b"\n"
    assert not [p for p in workspace.rglob("*") if p.is_file() and b"SECRET" in p.read_bytes()]
    # Earlier versions set such a piece aside in a file of its own.
    (file.parent / "torn-1.txt").write_bytes(whole[:-4])
    assert again.withdraw("equity.habit", case="ms_perez") == 1
    assert not [p for p in data.rglob("*") if p.is_file() and b"SECRET" in p.read_bytes()]


@pytest.mark.parametrize("lane", ["shared", "private"])
def test_a_window_that_was_open_when_another_was_killed_begins_on_a_clean_line(
    workspace: Path, journal, lane
):
    first = journal.save("equity.today", "first", case="ms_perez", item_hash="h", lane=lane)
    shared, private = workspace / "responses.jsonl", private_folder(journal.workspace) / "private.jsonl"
    file = shared if lane == "shared" else private
    whole = file.read_bytes()
    with file.open("ab") as f:
        f.write(whole[:-10])
    assert journal.responses() == [first]
    second = journal.save(
        "equity.today", "second", case="ms_perez", item_hash="h", lane=lane, parent=first.id
    )
    assert "but is not used" in journal.faults[0]
    assert open_journal(workspace).responses() == [first, second]
    assert file.read_bytes().startswith(whole)
