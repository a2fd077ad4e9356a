"""A file is replaced whole or stays as it was; what kind of place a folder is."""

import contextlib
import errno
import os
import stat
from pathlib import Path

import pytest
from refused import refused

from kit.files import NotPlain, replace, replacing, synced_by
from kit.model import coded

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX modes")


@posix
def test_permissions_are_kept_or_given(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text("old")
    file.chmod(0o640)
    replace(file, b"new")
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("new", 0o640)
    replace(file, b"newer", mode=0o604)
    assert stat.S_IMODE(file.stat().st_mode) == 0o604


def test_the_file_then_its_folder_are_synced(tmp_path: Path, monkeypatch):
    real, folders = os.fsync, []

    def watched(fd: int) -> None:
        folders.append(stat.S_ISDIR(os.fstat(fd).st_mode))
        real(fd)

    monkeypatch.setattr(os, "fsync", watched)
    replace(tmp_path / "a.txt", b"x")
    with replacing(tmp_path / "b.txt") as (new,):
        new.write_bytes(b"y")
    assert folders == [False, True] * 2


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_fault_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch, call: str):
    file = tmp_path / "a.txt"
    file.write_text("old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        replace(file, b"new")
    monkeypatch.undo()
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert file.read_text() == "old"


@pytest.mark.parametrize("call", ["write", "replace", "open"])
def test_a_fault_names_the_file_that_was_meant(tmp_path: Path, monkeypatch, call: str):
    def full(*names: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", *names[:1] if call == "open" else ())

    file = tmp_path / "a.txt"
    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space") as fault:
        replace(file, b"new")
    assert (fault.value.errno, fault.value.filename, fault.value.filename2) == (errno.ENOSPC, str(file), None)
    assert str(fault.value) == f"[Errno {errno.ENOSPC}] No space left on device: {str(file)!r}"


def test_what_stands_in_a_file_s_place_is_a_sentence(tmp_path: Path):
    with pytest.raises(NotPlain) as fault:
        replace(tmp_path, b"new")
    error = coded(fault.value)
    assert (error.code, error.facts) == ("disk.not_plain", {"place": str(tmp_path)})


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(FileNotFoundError) as fault:
        replace(tmp_path / "none" / "x.csv", b"new")
    error = coded(fault.value)
    assert (error.code, error.facts) == ("disk.no_folder", {"folder": tmp_path / "none"})
    with pytest.raises(FileNotFoundError) as fault:
        (tmp_path / "x.csv").read_bytes()
    error = coded(fault.value)
    assert (error.code, error.facts["place"]) == ("disk.none", str(tmp_path / "x.csv"))


@posix
def test_a_link_is_refused_not_followed(tmp_path: Path):
    other = tmp_path / "other"
    other.write_text("theirs")
    (tmp_path / "a.txt").symlink_to(other)
    with pytest.raises(NotPlain, match="is a link or a folder"):
        replace(tmp_path / "a.txt", b"mine")
    assert other.read_text() == "theirs"


def test_several_files_at_the_end_or_not_at_all(tmp_path: Path):
    first, second = tmp_path / "a.txt", tmp_path / "new" / "b.txt"
    first.write_text("old")
    with contextlib.suppress(ZeroDivisionError), replacing(first, second) as (new, _):
        new.write_text("half")
        raise ZeroDivisionError
    assert first.read_text() == "old"
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["a.txt"]
    with refused("file.same_name", file=first), replacing(first, first):
        pass
    with refused("file.is_folder", file=tmp_path), replacing(tmp_path):
        pass


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/a/Nextcloud/course", "Nextcloud"),
        ("/home/a/Box Sync/course", "Box"),
        ("/Users/a/Library/CloudStorage/OneDrive-Personal/course", "OneDrive"),
        ("/home/a/my box sync notes/course", None),
    ],
)
def test_synced_folders_of_both_older_lists(path: str, service: str | None):
    assert synced_by(Path(path)) == service
