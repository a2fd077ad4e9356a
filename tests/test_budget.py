"""A room may have as many statements and files as its line in the budget says, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "budget.py"
CODE = '"""Not counted."""\n\n\ndef one():\n    """Not counted."""\n    if one:\n        return 1\n'


@pytest.mark.parametrize(
    ("line", "over"),
    [
        ('"kit/a" = { statements = 3, files = 1 }', []),
        ('"kit/a" = { statements = 2, files = 1 }', ["kit/a"]),
        ('"kit/a" = { statements = 3, files = 0 }', ["kit/a"]),
        ('"kit/b" = { statements = 3, files = 1 }', ["kit/a"]),
    ],
)
def test_a_room_one_above_its_line_or_without_a_line_fails(tmp_path, line, over):
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "budget.toml").write_text(line, "utf-8")
    (tmp_path / "kit" / "a" / "deeper").mkdir(parents=True)
    (tmp_path / "kit" / "a" / "deeper" / "one.py").write_text(CODE, "utf-8")
    ran = subprocess.run([sys.executable, SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (bool(over), "")
    assert [line.split()[0] for line in ran.stdout.splitlines() if "is above its line" in line] == over
