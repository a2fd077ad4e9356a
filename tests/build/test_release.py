"""The committed release notebooks are what nbgrader's own command makes of the source, byte for byte."""

from __future__ import annotations

import shutil

from make_submissions import nbgrader_said


def test_nbgraders_command_makes_the_same(built, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(built / "assignments" / "source", course / "source")
    done = nbgrader_said(course, "generate_assignment", "respect")
    assert done.returncode == 0, done.stderr
    ours = built / "assignments" / "release" / "respect" / "respect.ipynb"
    assert (course / "release" / "respect" / "respect.ipynb").read_bytes() == ours.read_bytes()
