"""Full disk, read-only folder, two processes: nothing half written, one sentence, the next save works."""

import errno
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from other_account import passable, run_python, with_modes
from refused import refused

import kit
from kit.journal import lock, open_journal

from .asked import ASKED


@pytest.mark.parametrize("lane", ["shared", "private"])
def test_a_full_disk_half_way_through_a_line(workspace: Path, journal, monkeypatch, lane: str):
    kept = journal.save("equity.today", "kept", lane=lane, **ASKED)
    journal.save_draft("equity.other", "the draft before", lane=lane, case="ms_perez")
    real = os.write

    def full(fd: int, data) -> int:
        if len(data) > 60:
            return real(fd, data[:60])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        for save in (
            lambda: journal.save("equity.today", "lost?" * 9, lane=lane, parent=kept.id, **ASKED),
            lambda: journal.save_draft("equity.other", "newer draft", lane=lane, case="ms_perez"),
        ):
            with refused("not_saved.answer", "journal.disk_full"):
                save()
    again = open_journal(workspace)
    assert again.responses() == [kept]
    assert again.faults == []
    assert again.draft("equity.other", case="ms_perez").value == "the draft before"
    assert again.save("equity.today", "now", lane=lane, parent=kept.id, **ASKED).seq == 1


@pytest.mark.skipif(os.name == "nt", reason="RLIMIT_FSIZE")
def test_a_disk_that_really_refuses_more(workspace: Path, journal):
    kept = journal.save("equity.today", "kept", **ASKED)
    script = f"""
        import resource, signal
        from pathlib import Path
        from kit.content import compiled
        from kit.journal import open_journal
        from kit.model import KitError
        compiled()  # no module is compiled, and cut short, under the limit
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
        try:
            open_journal(Path({str(workspace)!r})).save("equity.today", "x" * 9000, case="c", item_hash="h")
        except KitError as error:
            print(error.code)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "not_saved.answer\n"
    assert open_journal(workspace).responses() == [kept]
    assert (workspace / "responses.jsonl").read_bytes().endswith(b"\n")


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_a_read_only_folder_is_read_and_the_first_save_says_so(workspace: Path, journal, data: Path):
    journal.save("equity.today", "kept", **ASKED)
    script = f"""
        import os
        from pathlib import Path
        import kit.content, kit.journal as j, kit.model as m
        kit.content.compiled()  # a learner's own account can read what is installed
        import platformdirs, pydantic, ulid
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        journal = j.open_journal(Path({str(workspace)!r}))
        print(journal.responses()[0].value)
        for act in (
            lambda: journal.save("equity.today", "x", case="c", item_hash="h"),
            lambda: journal.save_draft("equity.today", "x", case="ms_perez"),
        ):
            try:
                act()
            except m.KitError as error:
                print(error.code, error.facts["why"].code)
    """
    shutil.rmtree(data / journal.workspace)  # only its owner could look into it
    for folder in (workspace, data):
        folder.mkdir(exist_ok=True)
    closed = {workspace: 0o555, workspace / "responses.jsonl": 0o444, data: 0o555}
    environment = {k: v for k, v in os.environ.items() if k != "XDG_RUNTIME_DIR"}
    with with_modes(passable(workspace) | closed):
        done = run_python(script, environment)
    assert done.returncode == 0, done.stderr
    kept, saving, drafting = done.stdout.splitlines()
    assert kept == "kept"
    assert saving == drafting == "not_saved.answer journal.read_only"


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_a_journal_that_may_not_be_opened_is_a_serious_finding(workspace: Path, journal, data: Path):
    journal.save("equity.today", "kept", **ASKED)
    script = f"""
        import os
        from pathlib import Path
        import kit.content
        from kit.launch import doctor
        kit.content.compiled()
        import platformdirs, pydantic, ulid
        import kit.journal as j, kit.model as m
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            j.open_journal(Path({str(workspace)!r})).responses()
        except m.KitError as error:
            print(error.code, error.facts["why"].code)
        (found,) = [one for one in doctor.examine(Path({str(workspace)!r})) if one.subject == "Answers"]
        print(found.serious, found.mend is not None)
    """
    shutil.rmtree(data / journal.workspace)
    environment = {k: v for k, v in os.environ.items() if k != "XDG_RUNTIME_DIR"}
    # The other account imports more of the course, whose checkout may lie in a closed folder.
    open_to_all = passable(workspace) | passable(Path(kit.__file__))
    with with_modes(open_to_all | {workspace / "responses.jsonl": 0}):
        done = run_python(script, environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["journal.unreadable journal.closed", "True True"]


def test_two_processes_append_at_once(workspace: Path, journal):
    script = f"""
        import sys
        from pathlib import Path
        from kit.journal import open_journal
        journal = open_journal(Path({str(workspace)!r}))
        for n in range(60):
            lane = "private" if n % 2 else "shared"
            journal.save("two.at_once", sys.argv[1] + str(n) + "x" * 3000, lane=lane, case="c", item_hash="h")
    """
    both = [subprocess.Popen([sys.executable, "-c", textwrap.dedent(script), name]) for name in "ab"]
    assert [p.wait(60) for p in both] == [0, 0]
    found = journal.responses()
    assert [r.seq for r in found] == list(range(120))
    assert journal.faults == []
    for name in "ab":
        own = [r.value.rstrip("x") for r in found if r.value[0] == name]
        assert own == [f"{name}{n}" for n in range(60)]


def test_a_window_that_never_lets_go(journal, monkeypatch):
    monkeypatch.setattr(lock, "WAIT", 0.05)
    with lock.locked(journal.workspace), refused("not_saved.answer", "journal.busy"):
        journal.save("equity.today", "x", **ASKED)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.EROFS, "journal.read_only"),
        (errno.EDQUOT, "journal.disk_full"),
        (errno.EFBIG, "journal.too_large"),
        (errno.ELOOP, "journal.link"),
        (errno.EIO, "journal.disk_fault"),
    ],
)
def test_each_fault_says_where_the_answer_is_and_what_to_do(journal, monkeypatch, number: int, why: str):
    def fail(fd: int) -> None:
        raise OSError(number, os.strerror(number))

    patched = pytest.MonkeyPatch()
    patched.setattr(os, "fsync", fail)
    with refused("not_saved.answer", why):
        journal.save("equity.today", "x", **ASKED)
    patched.undo()
    assert journal.responses() == []
    monkeypatch.setattr(journal._drafts, "drop", lambda *_: fail(0))
    with refused("not_saved.deletion", why):
        journal.withdraw("equity.today", case="ms_perez")


def test_without_posix_locks_the_windows_ones_are_used(monkeypatch):
    held: list[int] = []

    class Windows:
        LK_NBLCK = 2

        @staticmethod
        def locking(fd: int, mode: int, count: int) -> None:
            if held:
                raise OSError(13, "held")
            held.append(fd)

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", Windows)
    monkeypatch.setattr(lock, "WAIT", 0.02)
    with lock.locked("as-on-windows"), pytest.raises(lock.Busy), lock.locked("as-on-windows"):
        pass
    # A browser's Python has neither.
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    with lock.locked("as-in-a-browser"):
        pass
