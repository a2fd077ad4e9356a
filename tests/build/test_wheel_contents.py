"""The wheel carries the course: what a checkout finds beside kit/, an installation finds inside it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.wheel
@pytest.mark.skipif(shutil.which("uv") is None, reason="uv builds the wheel")
def test_the_wheel_carries_the_course(tmp_path):
    done = subprocess.run(
        ["uv", "build", "--wheel", "--quiet", "--out-dir", str(tmp_path), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    built = [
        *ROOT.glob("notebooks/*.ipynb"),
        *ROOT.glob("notebooks/instructor/*.ipynb"),
        *ROOT.glob("notebooks/pictures/*.svg"),
        *ROOT.glob("assignments/*.py"),
    ]
    built += [*ROOT.glob("assignments/source/*/*.ipynb"), *ROOT.glob("assignments/release/*/*.ipynb")]
    assert {f"kit/_course/{path.relative_to(ROOT).as_posix()}" for path in built} <= names
    assert {
        "kit/_compiled/content.json",
        "kit/_compiled/manifest.json",
        "kit/labextension/static/cells.json",
    } <= names
    assert not [name for name in names if name.startswith(("tests", "case_studies", "lab"))]
