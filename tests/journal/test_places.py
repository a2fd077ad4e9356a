"""What kind of place private answers lie in."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from refused import refused

from kit.journal import (
    find_workspace,
    learner_of,
    make_workspace,
    private_folder,
    read_workspace,
    update_workspace,
)
from kit.journal.places import place_of, user_data


@pytest.fixture(autouse=True)
def _no_hub(monkeypatch):
    for name in ("JUPYTERHUB_USER", "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_PREFIX"):
        monkeypatch.delenv(name, raising=False)


def mounted(monkeypatch, *parts: tuple[str, str]) -> None:
    import psutil

    found = [SimpleNamespace(mountpoint=m, fstype=t, opts="rw") for m, t in parts]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all=False: found)


def test_this_computer(workspace: Path, monkeypatch):
    mounted(monkeypatch, ("/", "ext4"))
    assert place_of(private_folder("x")).kind == "this_computer"


def test_a_hub(workspace: Path, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "ana")
    place = place_of(private_folder("x"))
    assert place.kind == "hub"


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/a/OneDrive - District 7/x", "OneDrive"),
        ("/home/a/Dropbox (Personal)/x", "Dropbox"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("/Users/a/Library/CloudStorage/GoogleDrive-a@b.org/My Drive", "Google Drive"),
    ],
)
def test_a_synced_folder(path: str, service: str):
    place = place_of(Path(path))
    assert place.kind == "synced_folder"
    assert place.service == service


@pytest.mark.parametrize("path", ["/home/a/my dropbox notes", "/home/onedriver/x"])
def test_what_only_sounds_like_one(path: str, monkeypatch):
    mounted(monkeypatch, ("/", "ext4"))
    assert place_of(Path(path)).kind == "this_computer"


def test_a_network_drive_is_the_innermost_mount(monkeypatch, tmp_path: Path):
    mounted(monkeypatch, ("/", "ext4"), (str(tmp_path), "nfs4"), (str(tmp_path / "local"), "ext4"))
    assert place_of(tmp_path / "not yet there" / "x").kind == "network_folder"
    assert place_of(tmp_path / "local" / "x").kind == "this_computer"


def test_no_psutil_claims_nothing(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psutil", None)
    assert place_of(Path("/srv/x")).kind == "this_computer"


def test_the_users_own_data_folder(monkeypatch):
    monkeypatch.delenv("KIT_DATA")
    assert user_data().name == "partnership-kit"


def test_a_workspace_keeps_its_id_and_its_learner(tmp_path: Path):
    folder = make_workspace(tmp_path / "course")
    id = read_workspace(folder)["id"]
    assert learner_of(folder) == id
    assert make_workspace(folder, "ana.lopez@school-7") == folder
    assert make_workspace(folder) == folder
    assert learner_of(folder) == "ana.lopez@school-7"
    assert update_workspace(folder, port=9123, id="other")["id"] == id
    assert read_workspace(folder)["port"] == 9123
    assert find_workspace(folder / ".partnership") == folder.resolve()
    with refused("workspace.other_learner", folder=folder, own="ana.lopez@school-7", learner="ben"):
        make_workspace(folder, "ben")


def test_windows_that_look_for_locks_in_two_places_lose_no_change(tmp_path: Path, monkeypatch):
    folder = make_workspace(tmp_path / "course")
    monkeypatch.setattr("kit.journal.workspace.locked", lambda name: nullcontext())

    def change(window: int) -> None:
        for port in range(1, 31):
            update_workspace(folder, **{f"window_{window}": port})

    with ThreadPoolExecutor() as windows:
        list(windows.map(change, range(3)))
    said = read_workspace(folder)
    assert [said[f"window_{window}"] for window in range(3)] == [30, 30, 30]


@pytest.mark.parametrize("learner", ["", "../x", "a/b", "a b", ".a", "a.", "<script>", "a\n", "x" * 65, "é"])
def test_a_learner_id_becomes_part_of_names(tmp_path: Path, learner: str):
    with refused("workspace.learner_id", learner=learner):
        make_workspace(tmp_path / "course", learner)
    assert not (tmp_path / "course").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 200_000, '{"id": "../x"}', '{"id": 3}'])
def test_a_damaged_workspace_file(workspace: Path, text: str):
    (workspace / ".partnership" / "workspace.json").write_text(text)
    with refused("workspace.damaged", file=workspace / ".partnership" / "workspace.json"):
        learner_of(workspace)


_MAKE = "import sys; from pathlib import Path; from kit.journal import make_workspace, read_workspace\n"
_MAKE += (
    "print(flush=True); sys.stdin.read(1); print(read_workspace(make_workspace(Path(sys.argv[1])))['id'])"
)


def test_of_first_starts_at_the_same_moment_one_makes_the_course_folder(tmp_path):
    command = [sys.executable, "-c", _MAKE, str(tmp_path / "course")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    starts = [subprocess.Popen(command, **pipes) for _ in range(3)]
    for start in starts:
        start.stdout.readline()
    for start in starts:
        start.stdin.write("x")
        start.stdin.flush()
    ids = {start.communicate(timeout=60)[0] for start in starts}
    assert [start.returncode for start in starts] == [0, 0, 0]
    assert len(ids) == 1
