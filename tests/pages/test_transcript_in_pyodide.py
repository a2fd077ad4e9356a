"""What CPython answers a page, Python in a browser answers too, word for word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from courses import ROOT
from pages.transcript import FILE

SCRIPT = ROOT / "tests" / "javascript" / "transcript_in_pyodide.js"
PACKAGES = ("pydantic", "python-ulid", "platformdirs", "markdown-it-py")
"""What the requests of a page import; pip brings what these need."""
WHEELS = (
    *("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "314", "--implementation", "cp"),
    *("--abi", "cp314", "--abi", "none", "--only-binary", ":all:"),
)
"""The wheels that Pyodide 314 takes."""


@pytest.fixture
def packages(tmp_path):
    """A folder of the packages that kit needs in Pyodide."""
    if not (ROOT / "node_modules" / "pyodide").is_dir() or None in map(shutil.which, ("node", "uvx")):
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("needs Pyodide: uv run --group dev --group javascript npm test")
    pins = ("--constraint", str(ROOT / "constraints.txt"))
    command = ["uvx", "--quiet", "pip", "install", "--quiet", "--target", str(tmp_path / "packages")]
    subprocess.run([*command, *WHEELS, *pins, *PACKAGES], check=True, timeout=300)
    return tmp_path / "packages"


def test_the_transcript_is_the_same_in_a_browsers_python(packages):
    run = ["node", str(SCRIPT), str(ROOT), str(packages)]
    held = json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE, timeout=300).stdout)
    assert held["platform"] == "emscripten"
    for here, written in zip(held["spoken"], json.loads(FILE.read_text("utf-8")), strict=True):
        assert here == written
