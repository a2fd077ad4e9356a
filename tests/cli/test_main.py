"""What the command ``kit`` does before any of its commands."""

from __future__ import annotations

import errno
import os
import shutil

import pytest
from typed import kit

from kit.cli import offer_own_programs
from kit.model import coded


def test_programs_of_the_environment_are_found_when_it_is_not_switched_on(monkeypatch, tmp_path):
    pytest.importorskip("alembic")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("alembic") is None
    offer_own_programs()
    assert shutil.which("alembic") is not None
    assert str(tmp_path) in os.environ["PATH"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EROFS, "disk.read_only"),
        (errno.ENOSPC, "disk.full"),
        (errno.EEXIST, "disk.file_for_folder"),
        (errno.EISDIR, "disk.folder_for_file"),
        (errno.EIO, "disk.other"),
    ],
)
def test_what_the_computer_refuses_has_a_code_and_a_place(number, code):
    error = coded(OSError(number, os.strerror(number), "out/report.html"))
    assert (error.code, error.facts["place"]) == (code, "out/report.html")


def test_a_full_disk_needs_no_place():
    assert coded(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))).code == "disk.full_somewhere"


def test_a_file_where_a_folder_is_needed_is_left_as_it_is(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text("response_id,rater,criterion,level\nt1,ana,event,1\nt1,ben,event,2\n")
    (tmp_path / "out").write_text("mine")
    done = kit("agree", table, "--out", tmp_path / "out" / "a.csv")
    assert done.returncode == 2
    assert (tmp_path / "out").read_text() == "mine"


def test_the_class_report_answers_to_its_name_and_to_what_it_was_called_before(tmp_path):
    named = kit("class", "report", "nowhere", "--out", "made", cwd=tmp_path)
    assert named.returncode == 2
    assert "there is no folder nowhere" in named.stderr
    for words in (("nowhere", "--out", "made"), ("--out", "made", "nowhere")):
        before = kit("class", *words, cwd=tmp_path)
        assert (before.returncode, before.stderr) == (named.returncode, named.stderr)
    assert "report" in kit("class", "--help").stdout
