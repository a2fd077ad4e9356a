"""``kit doctor``: a line each, and how to mend."""

from __future__ import annotations

import re
from collections import namedtuple

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.launch import doctor

SUBJECTS = [
    "Python",
    "Packages",
    "Course pages",
    "Kernel",
    "Encryption",
    "Course",
    "Writing",
    "Disk",
    "Folder",
    "Answers",
]


def test_a_line_each(tmp_path):
    result = CliRunner().invoke(app(), ["doctor", "--workspace", str(tmp_path)])
    lines = result.output.splitlines()
    assert [re.match(r"(?:ok|fix|note) +([\w ]+):", line)[1] for line in lines] == SUBJECTS
    assert result.exit_code == (1 if any(line.startswith("fix ") for line in lines) else 0)


@pytest.fixture
def found(tmp_path):
    return lambda: {one.subject: one for one in doctor.examine(tmp_path / "workspace")}


def test_a_full_disk_is_said_with_how_to_mend_it(tmp_path, monkeypatch, found):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(1, 1, 1024))
    assert "free some space" in found()["Disk"].mend
    result = CliRunner().invoke(app(), ["doctor", "--workspace", str(tmp_path)])
    assert result.exit_code == 1


def test_a_missing_package_names_the_command(monkeypatch, found):
    monkeypatch.setattr(doctor, "_NEEDED", ("jupyterlab", "no-such-package"))
    assert "pip install" in found()["Packages"].mend


@pytest.mark.parametrize("old", ["pyzmq", "jupyter-client", "ipykernel"])
def test_a_package_that_cannot_encrypt_is_named_with_how_to_mend_it(monkeypatch, found, old):
    import ipykernel.kernelspec
    import zmq
    from jupyter_client.manager import KernelManager

    if old == "pyzmq":
        monkeypatch.setattr(zmq, "has", lambda what: False)
    elif old == "jupyter-client":
        monkeypatch.setattr(KernelManager, "class_traits", classmethod(lambda cls: {}))
    else:
        monkeypatch.setattr(ipykernel.kernelspec, "get_kernel_dict", lambda: {"metadata": {"debugger": True}})
    assert re.search(rf"{old}.*pip install", found()["Encryption"].mend)


def test_synced_and_network_folders_are_notes_and_not_faults(tmp_path, monkeypatch, found):
    monkeypatch.setattr(doctor, "network_drive", lambda _: "nfs4")
    assert "network" in found()["Folder"].found
    one = {f.subject: f for f in doctor.examine(tmp_path / "Dropbox" / "course")}["Folder"]
    assert "synced" in one.found
    assert not one.serious
