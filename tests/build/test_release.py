"""The committed release notebooks are what nbgrader's own command makes of the source, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def test_nbgraders_command_makes_the_same(built, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(built / "assignments" / "source", course / "source")
    # nbgrader calls alembic by name on a fresh gradebook.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "respect"],
        cwd=course,
        env={**os.environ, "PATH": path, "JUPYTER_NO_CONFIG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ours = built / "assignments" / "release" / "respect" / "respect.ipynb"
    assert (course / "release" / "respect" / "respect.ipynb").read_bytes() == ours.read_bytes()
