"""A journal that others or the disk spoil: what was called saved is there, and what is not is told."""

import json
import os
import random
import subprocess
import sys
import textwrap
import time
import zlib
from pathlib import Path

import pytest
from other_account import passable, run_python, with_modes

from kit.journal import line_of, open_journal, private_folder, read_bytes
from kit.journal.lines import MOST_SEQ, each_line
from kit.journal.lock import lock_folder

from .asked import ASKED

WRITER = """
    import sys
    from pathlib import Path
    from kit.journal import lock, open_journal
    workspace, count, unlocked = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "no locks"
    if unlocked:
        lock._take = lambda fd: True
        lock.fcntl = None
        sys.modules["fcntl"] = None
    journal = open_journal(Path(workspace))
    for n in range(count):
        saved = journal.save("four.writers", f"{n} " + "x" * (n % 7 * 900), case="c", item_hash="h")
        print(saved.id, flush=True)
"""


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt", reason="no lock of the file itself there")
@pytest.mark.parametrize("locks", ["own lock folders", "no locks"])
@pytest.mark.parametrize(
    ("runs", "saves"),
    # Twenty runs of 4 x 500, in four parts that can go side by side: each takes about two minutes.
    [(1, 60), *(pytest.param(5, 500, marks=pytest.mark.slow, id=f"part {n} of 4") for n in range(1, 5))],
)
def test_four_writers_without_a_common_lock_lose_nothing(
    workspace: Path, tmp_path: Path, runs: int, saves: int, locks: str
):
    acknowledged: set[str] = set()
    for run in range(runs):
        file = workspace / "responses.jsonl"
        file.unlink(missing_ok=True)
        writers = []
        for n in range(4):
            own = tmp_path / f"{run}.{n}"
            own.mkdir(mode=0o700)
            # The private lane of each lies elsewhere too, so no lock folder is shared.
            names = ("XDG_RUNTIME_DIR", "TMPDIR", "KIT_DATA")
            environment = os.environ | dict.fromkeys(names, str(own))
            command = [sys.executable, "-c", textwrap.dedent(WRITER), str(workspace), str(saves), locks]
            writers.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment))
        told = {line for writer in writers for line in writer.communicate(timeout=500)[0].split()}
        assert [writer.returncode for writer in writers] == [0] * 4
        assert len(told) == 4 * saves
        assert told - {r.id for r in open_journal(workspace).responses()} == set()
        acknowledged |= told
    print(f"attack: 4 writers, {locks}: {len(acknowledged)} acknowledged saves in {runs} runs, 0 lost")


@pytest.mark.attack
@pytest.mark.parametrize("bits", [1, pytest.param(8, marks=pytest.mark.slow)])
def test_a_flipped_bit_is_never_taken_for_an_answer(workspace: Path, journal, bits: int):
    first = journal.save("equity.today", "She asked for an evening: 7 o'clock, ü", **ASKED)
    journal.save("rate.equity.preferences", 3, occasion="pre", **ASKED)
    journal.save("equity.today", {"if": "asked", "then": "listen"}, parent=first.id, **ASKED)
    kept = {r.id: r for r in journal.responses()}
    file = workspace / "responses.jsonl"
    whole = bytearray(file.read_bytes())
    flips = 0
    for place in range(len(whole)):
        for bit in random.Random(place).sample(range(8), bits):  # noqa: S311  # which bit
            whole[place] ^= 1 << bit
            found, faults = read_bytes(bytes(whole), file.name)
            assert [r for r in found if kept.get(r.id) != r] == [], (place, bit)
            assert len(found) >= 1
            # A flip in a newline may join two lines or leave a blank: then nothing is lost.
            assert faults or len(found) == 3
            whole[place] ^= 1 << bit
            flips += 1
    print(f"attack: {flips} flipped bits, 0 accepted")


def test_a_damaged_line_is_named_and_does_not_stop_anything(workspace: Path, journal):
    first = journal.save("equity.today", "at seven", **ASKED)
    second = journal.save("equity.habit", "kept", **ASKED)
    file = workspace / "responses.jsonl"
    spoiled = file.read_bytes().replace(b"at seven", b"at eight")
    file.write_bytes(spoiled)
    again = open_journal(workspace)
    assert again.responses() == [second]
    (told,) = again.faults
    assert told.startswith(
        "responses.jsonl:1: this line, an answer to equity.today, has changed since it was saved"
    )
    assert "backup" in told
    after = again.save("equity.today", "at seven, again", parent=first.id, **ASKED)
    assert open_journal(workspace).heads("equity.today", case="ms_perez") == [after]
    assert file.read_bytes().startswith(spoiled)


def test_lines_of_earlier_versions_are_read_as_they_are(workspace: Path, journal):
    one = journal.save("equity.today", "before checksums", **ASKED)
    file = workspace / "responses.jsonl"
    line = file.read_bytes()
    crc, _, rest = line.partition(b",")
    assert json.loads(line)["crc"] == f"{zlib.crc32(b'{' + rest.rstrip()):08x}"
    assert crc == b'{"crc":"%s"' % json.loads(line)["crc"].encode()
    file.write_bytes(b"{" + rest)
    again = open_journal(workspace)
    two = again.save("equity.today", "with one", parent=one.id, **ASKED)
    assert open_journal(workspace).responses() == [one, two]
    assert open_journal(workspace).faults == []


def test_an_answer_that_looks_like_a_line_is_one_answer(workspace: Path, journal):
    line = line_of(journal.save("equity.today", "one", **ASKED)).decode()
    values = [line, {"crc": "00000000", "schema": 1}, {"x": {"crc": "deadbeef", "schema": "a"}}, [line]]
    for value in values:
        journal.save("equity.plan", value, **ASKED)
    again = open_journal(workspace)
    assert [r.value for r in again.responses()] == ["one", *values]
    assert again.faults == []


def test_a_whole_line_behind_a_torn_one_is_found(workspace: Path, journal):
    one = journal.save("equity.today", "torn", **ASKED)
    two = journal.save("equity.today", "whole", parent=one.id, **ASKED)
    first, second = (workspace / "responses.jsonl").read_bytes().splitlines(keepends=True)
    assert [line.response for line in each_line(first[:60] + second)] == [None, two]


@pytest.mark.attack
def test_one_line_that_counts_high_locks_nobody_out(workspace: Path, journal, tmp_path: Path):
    first = journal.save("equity.today", "one", **ASKED)
    high = first.model_copy(update={"id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "parent": first.id, "seq": MOST_SEQ})
    too_high = first.model_copy(update={"id": "7ZZZZZZZZZZZZZZZZZZZZZZZZY", "seq": MOST_SEQ + 1})
    file = workspace / "responses.jsonl"
    with file.open("ab") as opened:
        opened.write(line_of(high) + line_of(too_high))
    again = open_journal(workspace)
    assert "number is higher than" in again.faults[0]
    parent = high.id
    for n in range(3):
        saved = again.save("equity.today", f"after {n}", parent=parent, **ASKED)
        assert saved.seq <= MOST_SEQ
        assert again.heads("equity.today", case="ms_perez") == [saved]
        parent = saved.id
    other = again.save("equity.today", "from another window", parent=first.id, **ASKED)
    chosen = again.choose("equity.today", other.id)
    assert [r.value for r in open_journal(workspace).heads("equity.today", case="ms_perez")] == [chosen.value]
    # Every line that was written can be read elsewhere.
    lines, faults = read_bytes(file.read_bytes(), "a copy")
    assert len(lines) == 7
    assert len(faults) == 1
    print("attack: 2 lines that count to 10^9 and beyond; 5 saves after them, 0 refused elsewhere")


@pytest.mark.attack
def test_four_thousand_heads_are_looked_at_in_a_moment(workspace: Path, journal):
    first = journal.save("equity.today", "one", **ASKED)
    journal.add(
        first.model_copy(update={"id": f"01J{n:023d}", "seq": 1, "value": f"head {n}"}) for n in range(4000)
    )
    calls = 0
    before = time.process_time()
    while time.process_time() - before < 0.2:
        journal.heads("equity.today", case="ms_perez")
        calls += 1
    assert len(journal.heads("equity.today", case="ms_perez")) == 4001
    # Ten times as many heads take about ten times as long, never a hundred times.
    from kit.journal import heads_of

    def taken(responses) -> float:
        began = time.process_time()
        heads_of(responses)
        return time.process_time() - began

    everything = journal.responses()
    short, long = min(taken(everything[:400]) for _ in range(5)), min(taken(everything) for _ in range(5))
    assert long < 40 * short + 0.05
    print(f"attack: 4,001 heads, {calls} looks in a fifth of a second")


# -- a journal that changes while it is open --------------------------------------------------


@pytest.mark.attack
@pytest.mark.parametrize("lane", ["shared", "private"])
@pytest.mark.parametrize("what", ["deleted", "older copy", "older copy that grew", "cut"])
def test_a_journal_that_went_back_while_open_is_told_and_its_lines_are_offered(
    workspace: Path, journal, what: str, lane: str
):
    shared, private = workspace / "responses.jsonl", private_folder(journal.workspace) / "private.jsonl"
    file = shared if lane == "shared" else private
    kept = journal.save("equity.today", "from yesterday", lane=lane, **ASKED)
    older = file.read_bytes()
    journal.save("equity.today", "today", parent=kept.id, lane=lane, **ASKED)
    lost = journal.save(
        "equity.today", "today, revised", lane=lane, parent=journal.responses()[-1].id, **ASKED
    )
    if what == "deleted":
        file.unlink()
    elif what == "cut":
        file.write_bytes(file.read_bytes()[:-5])
    else:
        file.write_bytes(older)
        if what == "older copy that grew":
            open_journal(workspace).save("equity.other", "grew " * 400, lane=lane, **ASKED)
    told = [fault for fault in journal.faults if "missing from" in fault]
    assert len(told) == 1
    assert file.name in told[0]
    assert list(journal.missing()) == [lost]
    # What is saved now comes after what is gone, so that both fit together again.
    after = journal.save("equity.habit", "goes on", lane=lane, **ASKED)
    assert after.seq > lost.seq
    assert list(journal.missing()) == [lost]
    again = journal.save("equity.today", lost.value, lane=lane, **ASKED)
    assert journal.missing() == []
    assert again in open_journal(workspace).heads("equity.today", case="ms_perez")
    # Another window, opened after, has nothing to miss.
    assert open_journal(workspace).missing() == []


def test_a_shrinking_that_was_meant_is_not_told(workspace: Path, journal):
    window = open_journal(workspace)
    journal.save("equity.habit", "to be deleted", lane="private", **ASKED)
    journal.save("equity.own_family", "stays", lane="private", **ASKED)
    assert len(window.responses()) == 2
    copy = journal.responses()
    journal.withdraw("equity.habit", case="ms_perez")
    for one in (window, journal):
        assert [r.value for r in one.responses()] == ["stays"]
        assert one.faults == []
        assert one.missing() == []
    # What was deleted does not come back with an import.
    assert window.add(copy) == []
    assert [r.value for r in open_journal(workspace).responses()] == ["stays"]
    assert b"to be deleted" not in (private_folder(journal.workspace) / "private.jsonl").read_bytes()


# -- locks ------------------------------------------------------------------------------------


@pytest.mark.attack
def test_the_lock_folder_is_the_same_in_every_environment(monkeypatch, tmp_path: Path):
    found = set()
    for n, name in enumerate(["XDG_RUNTIME_DIR", "TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME"]):
        own = tmp_path / str(n)
        own.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(own))
        monkeypatch.setattr("tempfile.tempdir", None)
        found.add(lock_folder())
    assert len(found) == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_a_lock_folder_is_ours_alone_or_not_used(data: Path):
    folder = lock_folder()
    folder.chmod(0o777)
    assert lock_folder() == folder
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.rmdir()
    folder.symlink_to(data)
    assert lock_folder() == Path("/tmp") / f"partnership-kit-{os.getuid()}"  # noqa: S108


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="becomes another user")
def test_a_folder_that_another_user_made_in_tmp_blocks_nobody(tmp_path: Path):
    uid = 60_000 + os.getpid() % 5_000
    traps = [Path(f"/tmp/runtime-{uid}"), Path(f"/tmp/partnership-kit-{uid}")]  # noqa: S108
    script = f"""
        import os
        from pathlib import Path
        import platformdirs, pydantic, ulid
        from kit.journal import make_workspace, open_journal
        os.setgid({uid})
        os.setuid({uid})
        journal = open_journal(make_workspace(Path({str(tmp_path / "home" / "course")!r})))
        print(journal.save("equity.today", "saved all the same", case="c", item_hash="h").value)
    """
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, uid, uid)
    unset = ("XDG_RUNTIME_DIR", "XDG_DATA_HOME", "KIT_DATA")
    environment = {k: v for k, v in os.environ.items() if k not in unset} | {"HOME": str(home)}
    try:
        for trap in traps:
            trap.mkdir(mode=0o700)
            os.chown(trap, 65534, 65534)
        with with_modes(passable(home)):
            done = run_python(script, environment)
    finally:
        for trap in traps:
            trap.rmdir()
    assert done.stdout == "saved all the same\n", done.stderr
