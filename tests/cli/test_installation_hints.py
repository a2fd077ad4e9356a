"""What a message tells people to install can be installed: the project is on no index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

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
    assert {"author", "instructor", "scale", "train"} <= named
    assert named <= set(project["optional-dependencies"])
