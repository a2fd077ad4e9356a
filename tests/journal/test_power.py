"""The power goes at any moment, and the disk refuses at any call: what was called saved is there."""

import errno
import os
import random
import shutil
from pathlib import Path

import pytest

from kit.journal import make_workspace, open_journal
from kit.model import KitError

from . import power
from .asked import ASKED


def _an_evening(journal, saves: int, tell, chance: random.Random) -> None:
    """Saves, drafts and a deletion; ``tell`` hears what was called saved, and deleted."""
    for n in range(saves):
        lane = "private" if n % 3 == 0 else "shared"
        value = f"{n} " + "ü" * chance.choice([3, 900])
        if n % 5 == 4:
            tell("draft", journal.save_draft("equity.draft", value, case="ms_perez").value)
        elif n % 11 == 10:
            tell("delete", None)
            journal.withdraw("equity.habit", case="ms_perez")
            tell("deleted", None)
        else:
            item = "equity.habit" if lane == "private" else "equity.today"
            tell("saved", journal.save(item, value, lane=lane, **ASKED))


def _holds(workspace: Path, told: list[tuple]) -> int:
    """Check that all that was called saved is in a workspace; returns how many answers."""
    journal = open_journal(workspace)
    found = {r.id: r for r in journal.responses()}
    must, may_be_gone, draft = {}, set(), None
    for word, what in told:
        if word == "saved":
            must[what.id] = what
        elif word == "delete":
            may_be_gone |= {id for id, r in must.items() if r.lane == "private"}
        elif word == "deleted":
            gone = {id for id, r in must.items() if r.lane == "private"}
            assert not gone & found.keys(), "what was deleted is gone"
            must = {id: r for id, r in must.items() if id not in gone}
        else:
            draft = what
    for id, one in must.items():
        assert found.get(id) == one or id in may_be_gone
    if draft is not None:
        assert journal.draft("equity.draft", case="ms_perez") is not None
    journal.save("equity.today", "goes on", **ASKED)
    return len(must)


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt", reason="fsync of folders")
@pytest.mark.parametrize(
    ("saves", "synced", "worlds"),
    [(14, True, 1), (14, False, 1), pytest.param(60, True, 4, marks=pytest.mark.slow)],
)
def test_power_cuts_lose_nothing_that_was_called_saved(
    tmp_path: Path, monkeypatch, saves: int, synced: bool, worlds: int
):
    root = tmp_path / "disk"
    monkeypatch.setenv("KIT_DATA", str(root / "data"))
    root.mkdir()
    workspace = make_workspace(root / "course")
    open_journal(workspace).save("equity.first", "from yesterday", **ASKED)
    before = tmp_path / "before"
    shutil.copytree(root, before)
    chance = random.Random(4)  # noqa: S311  # what the disk keeps
    with pytest.MonkeyPatch.context() as patch:
        recorder = power.Recorder(root, patch)
        if not synced:
            # The unprotected way: the same calls, and nobody waits for the disk.
            patch.setattr(os, "fsync", lambda fd: None)
        _an_evening(open_journal(workspace), saves, lambda *what: recorder.saved(what), chance)
    steps = recorder.steps
    lost = cuts = answers = 0
    for cut in range(0, len(steps) + 1, 1 if worlds > 1 else 3):
        for _ in range(worlds):
            place = tmp_path / "after"
            told = power.after(steps[:cut], before, root, place, chance)
            monkeypatch.setenv("KIT_DATA", str(place / "data"))
            cuts += 1
            try:
                answers += _holds(place / "course", told)
            except AssertionError:
                lost += 1
                if synced:
                    raise
    assert bool(lost) != synced
    print(f"attack: {cuts} power cuts, fsync {synced}: {answers} answers looked for, {lost} cuts lost some")


@pytest.mark.attack
@pytest.mark.parametrize("rounds", [1, pytest.param(7, marks=pytest.mark.slow)])
def test_faults_of_the_disk_lose_nothing_that_was_called_saved(workspace: Path, rounds: int):
    chance = random.Random(5)  # noqa: S311  # which call fails, and how
    told: list[tuple] = []
    injected = 0
    refused: list[str] = []
    real = {name: getattr(os, name) for name in ("write", "fsync", "ftruncate", "replace")}
    saves = 120 if rounds == 1 else 800

    def failing(name: str):
        def call(*args, **more):
            nonlocal injected
            if chance.random() > 0.12:
                return real[name](*args, **more)
            injected += 1
            if name == "write" and chance.random() < 0.6 and len(args[1]) > 2:
                half = args[1][: chance.randint(1, len(args[1]) - 1)]
                return real[name](args[0], half)  # a short write, which is no fault
            number = errno.ENOSPC if chance.random() < 0.5 else errno.EIO
            if name == "write" and chance.random() < 0.5:
                real[name](args[0], args[1][: len(args[1]) // 2])  # a part of it got there
            raise OSError(number, os.strerror(number))

        return call

    for _ in range(rounds):
        journal = open_journal(workspace)
        for n in range(saves):
            with pytest.MonkeyPatch.context() as patch:
                for name in real:
                    patch.setattr(os, name, failing(name))
                try:
                    value = f"{n} " + "x" * chance.choice([5, 2000])
                    lane = chance.choice(["private", "shared"])
                    if n % 17 == 16:
                        told.append(("delete", None))
                        journal.withdraw("equity.habit", case="ms_perez")
                        told.append(("deleted", None))
                    elif n % 5 == 4:
                        draft = journal.save_draft("equity.draft", value, case="ms_perez")
                        told.append(("draft", draft.value))
                    else:
                        item = "equity.habit" if lane == "private" else "equity.today"
                        told.append(("saved", journal.save(item, value, lane=lane, **ASKED)))
                except KitError as error:
                    refused.append(error.code)
            if n % (saves // 12) == 0:
                _holds(workspace, told)
    answers = _holds(workspace, told)
    assert injected > saves / 10
    assert set(refused) <= {"not_saved.answer", "not_saved.deletion"}
    print(
        f"attack: {injected} faults injected, {len(refused)} saves refused in words, {answers} kept, 0 lost"
    )
