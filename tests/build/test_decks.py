"""The decks: ten slides each, which ask no other place for anything and print a slide a sheet."""

import re
from pathlib import Path

import pytest

from kit.build.decks import FOLDER
from kit.content.course_files import checkout

DIMENSIONS = ("equity", "respect", "communication", "advocacy", "commitment")


@pytest.mark.parametrize("name", DIMENSIONS)
def test_a_deck_has_ten_slides_and_its_three_strategies(name):
    page = (checkout(Path(__file__).parent) / FOLDER / f"{name}.html").read_text("utf-8")
    slides = page.split("<section>")[1:]
    assert len(slides) == 10
    assert sum("<strong>With every family:</strong>" in one for one in slides) == 3
    assert "break-after: page" in page
    assert not re.search(r"<script|https?://", page)
