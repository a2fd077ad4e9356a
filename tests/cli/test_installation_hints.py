"""What a message tells people to install can be installed: the project is on no index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typed import kit_process

from kit.cli import EXTRAS

CHECKOUT = Path(__file__).parents[2]
SOURCES = {path: path.read_text("utf-8") for path in (CHECKOUT / "kit").rglob("*.py")}


def test_no_message_asks_an_index_for_this_project():
    asking = [
        path.name for path, text in SOURCES.items() if re.search(r"pip install ['\"]?partnership", text)
    ]
    assert asking == []


def test_each_extra_that_is_named_exists():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {extra for text in SOURCES.values() for extra in re.findall(r'MissingExtra\(.*"(\w+)"\)', text)}
    assert {"author", "instructor", "scale"} <= named
    assert named <= set(project["optional-dependencies"])


@pytest.mark.parametrize(
    "words",
    [
        ["agree", "none.csv"],
        ["marks", "differ", "."],
        ["marks", "sheet", ".", "--out", "sheet.csv", "--rater", "Ana"],
        ["marks", "take", "none.csv"],
        ["mark", ".", "equity", "--no-browser"],
        ["class", "report", ".", "--out", "report"],
        ["growth", "none", "--out", "growth"],
        ["cohort", "none", "--out", "cohort.parquet"],
        ["demo", "--out", "class"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_learner_s_installation_says_what_an_instructor_s_command_needs(words, tmp_path):
    done = kit_process(*words, cwd=tmp_path, missing=EXTRAS)
    assert "Traceback" not in done.stderr
    assert re.search(r'not installed.*pip install -e "\.\[(instructor|scale)\]"', done.stderr), done.stderr
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
