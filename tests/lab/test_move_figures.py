"""The move model's figures: those that came with it, and those on data at hand."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lab.moves.figures import moves

ROOT = Path(__file__).parents[2]
CARD = ROOT / "kit" / "reading" / "model_card.md"
DATA = Path(os.environ.get("KIT_SHARED", "no folder is named")) / "data" / "cered"


@pytest.fixture(scope="module")
def figures():
    return {(one.name, one.how): one.value for one in moves(DATA if DATA.is_dir() else None)}


def value(figures, name, how):
    (found,) = [v for (n, h), v in figures.items() if n == name and h.startswith(how)]
    return found


@pytest.mark.slow
def test_what_came_with_the_model_is_above_the_floor(figures):
    assert value(figures, "moves, cross-validated: accuracy", "rater confidence from 3") >= 0.71
    assert value(figures, "moves, cross-validated: kappa", "rater confidence from 3") >= 0.63
    assert value(figures, "moves, cross-validated: calibration error", "ten bins") <= 0.03


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="needs CEReD")
def test_the_shipped_model_on_the_validation_file_is_above_the_floor(figures):
    assert value(figures, "moves, validation file: accuracy", "rater confidence from 3") >= 0.65
    assert value(figures, "moves, validation file: kappa", "rater confidence from 3") >= 0.55


@pytest.mark.slow
def test_the_model_card_says_what_is_printed(figures):
    text = CARD.read_text("utf-8")
    for least in (3, 4, 5, 6):
        (line,) = re.findall(rf"(?m)^\| {least} \|.*$", text)
        for what in ("accuracy", "kappa"):
            printed = value(figures, f"moves, cross-validated: {what}", f"rater confidence from {least}")
            assert f"{printed:.3f}".removeprefix("0") in line
