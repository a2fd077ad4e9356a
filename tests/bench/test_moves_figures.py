"""The move model's figures: those that came with it, those on data at hand, and the command's speed."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kit.bench.moves import moves

ROOT = Path(__file__).parents[2]
resource = pytest.importorskip("resource", reason="Windows has none")
CARD = ROOT / "kit" / "reading" / "model_card.md"
DATA = ROOT.parent / "shared" / "data" / "cered"


@pytest.fixture(scope="module")
def figures():
    return {(one.name, one.how): one.value for one in moves(DATA if DATA.is_dir() else None)}


def value(figures, name, how):
    (found,) = [v for (n, h), v in figures.items() if n == name and h.startswith(how)]
    return found


def test_what_came_with_the_model_is_above_the_floor(figures):
    assert value(figures, "moves, cross-validated: accuracy", "rater confidence from 3") >= 0.70
    assert value(figures, "moves, cross-validated: kappa", "rater confidence from 3") >= 0.60
    assert value(figures, "moves, cross-validated: calibration error", "ten bins") <= 0.03


@pytest.mark.skipif(not DATA.is_dir(), reason="needs CEReD")
def test_the_shipped_model_on_the_validation_file_is_above_the_floor(figures):
    assert value(figures, "moves, validation file: accuracy", "rater confidence from 3") >= 0.65
    assert value(figures, "moves, validation file: kappa", "rater confidence from 3") >= 0.55


def test_the_model_card_says_what_is_printed(figures):
    text = CARD.read_text("utf-8")
    for least in (3, 4, 5, 6):
        (line,) = re.findall(rf"(?m)^\| {least} \|.*$", text)
        for what in ("accuracy", "kappa"):
            printed = value(figures, f"moves, cross-validated: {what}", f"rater confidence from {least}")
            assert f"{printed:.3f}".removeprefix("0") in line


def test_a_core_labels_at_least_4000_sentences_a_second(tmp_path):
    # Processor time, not the clock: other work on the machine must not fail this.
    with (tmp_path / "in.tsv").open("w", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(["idx", "sentence"])
        for n in range(20_000):
            table.writerow(
                [
                    n,
                    f"I asked pupil {n} what word{n} meant, and he said that nobody had shown him page {n}.",
                ]
            )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        sys.executable,
        "-c",
        "from kit.cli import main; main()",
        "label",
        "in.tsv",
        "--out",
        "out.tsv",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert 20_000 / used >= 4_000
