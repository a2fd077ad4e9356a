"""A small made-up course, and forms with a journal in memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from memory_journal import MemoryContext

from kit.content import compiled
from kit.model import Content


@pytest.fixture
def context(content):
    return MemoryContext(content.words)


@pytest.fixture(scope="session")
def content():
    small = json.loads((Path(__file__).parent / "small_course.json").read_text("utf-8"))
    return Content.model_validate({**small, "words": compiled().words})


@pytest.fixture
def items(content):
    return {item.id: item for item in content.cases["ms_perez"].items.items}
