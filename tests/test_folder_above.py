"""A checkout in somebody's folder: what lies in the folder above it is never built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
MEND = "[tool.uv.workspace]\nmembers = []\n"
ABOVE = """
[project]
name = "above"
version = "0"
requires-python = ">=3.11"
dependencies = ["hostile"]
[tool.uv.workspace]
members = ["course"]
[tool.uv.sources]
hostile = { path = "hostile" }
"""
HOSTILE = """
[project]
name = "hostile"
dynamic = ["version"]
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = 'import pathlib\n(pathlib.Path(__file__).parent / "ran").touch()\n'


@pytest.mark.attack
@pytest.mark.skipif(not shutil.which("uv"), reason="no uv")
def test_uv_run_in_the_checkout_builds_nothing_of_the_folder_above(tmp_path):
    course, hostile = tmp_path / "course", tmp_path / "hostile"
    course.mkdir()
    hostile.mkdir()
    (tmp_path / "pyproject.toml").write_text(ABOVE, "utf-8")
    (hostile / "pyproject.toml").write_text(HOSTILE, "utf-8")
    (hostile / "backend.py").write_text(BACKEND, "utf-8")
    text = PROJECT.read_text("utf-8")
    # uv finds no package offline, so it always stops early; what counts is what it has run by then.
    words = ["uv", "run", "--offline", "--cache-dir", str(tmp_path / "cache"), "kit", "start"]
    for project, runs in ((text.replace(MEND, ""), True), (text, False)):
        (course / "pyproject.toml").write_text(project, "utf-8")
        (hostile / "ran").unlink(missing_ok=True)
        subprocess.run(words, cwd=course, capture_output=True, check=False, timeout=120)
        assert (hostile / "ran").exists() is runs
        assert (course / ".venv").is_dir() is not runs, "the checkout is its own project"


def test_what_somebody_tells_uv_python_or_jupyter_is_no_part_of_the_tests(tmp_path):
    told = {"UV_PROJECT_ENVIRONMENT": ".other", "PYTHONPATH": str(tmp_path), "JUPYTER_PATH": str(tmp_path)}
    code = f"import conftest, json, os; print(json.dumps([n for n in {[*told]} if n in os.environ]))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        env=os.environ | told,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == []
