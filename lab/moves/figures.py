"""Measure the move model: figures from its training, figures on given data, and the command's speed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

from kit.bench.measured import Measured, throwaway
from kit.reading.moves import label, shipped
from lab.moves import measuring, texts

_SENTENCES = 40_000
_LEAST = (3, 4, 5, 6)


def moves(data: Path | None = None) -> Iterator[Measured]:
    """Yield agreement with raters, abstaining, calibration and speed.

    The agreement figures that came with the model are always included. With a folder of CEReD, the shipped
    model is also measured on its ``val.tsv``.
    """
    about = shipped().weights.about
    yield from _kept("moves, cross-validated", about["held_out"], about)
    if data is not None:
        yield from _kept("moves, validation file", _now(data), {})
    yield _speed()


def _kept(name: str, figures: dict[str, Any], about: dict[str, Any]) -> Iterator[Measured]:
    came = f"; came with the model, seed {about['seed']}" if about else "; measured now"
    for least in _LEAST:
        if part := figures.get(f"from_{least}"):
            for what in ("accuracy", "kappa"):
                value, low, high = part[what]
                sentences = f"rater confidence from {least}, {part['sentences']} sentences"
                how = f"{sentences}, 95% {low:.3f} to {high:.3f}{came}"
                yield Measured(f"{name}: {what}", value, "", how)
    worst = min(figures["f1"], key=figures["f1"].get)
    yield Measured(
        f"{name}: macro F1", figures["macro_f1"], "", f"from 3; lowest {worst} at {figures['f1'][worst]:.2f}"
    )
    table = "; ".join(
        f"{begin:.1f}+: {n} said {sure:.2f} right {right:.2f}"
        for begin, n, sure, right in figures["reliability"]
    )
    yield Measured(
        f"{name}: calibration error", figures["calibration_error"], "", f"ten bins, from 3; {table}"
    )
    for least, share, right in figures["abstaining"]:
        yield Measured(f"{name}: right if sure of {least}", right, "", f"labels {share:.0%} of sentences")


def _now(data: Path) -> dict[str, Any]:
    rows = texts.rows(data, texts.VALIDATION)
    said = label([row.sentence for row in rows])
    return measuring.summary(
        [measuring.Judged(row.component, *move, row.typical) for row, move in zip(rows, said, strict=True)]
    )


def _speed() -> Measured:
    """Measure how many made-up sentences ``kit label`` labels per second, from its start to its end."""
    who = ("I", "We", "Her mother", "The aide", "My mentor", "They", "Every pupil", "Nobody")
    did = (
        "asked about",
        "was worried by",
        "could not explain",
        "will call about",
        "wrote down",
        "laughed at",
    )
    what = ("the evaluation", "a home visit", "her reading", "the first meeting", "my own plan", "the bus")
    why = ("because it was new", "and I felt lost", "before the bell rang", "which I had not expected")
    with throwaway() as folder:
        with (folder / "in.tsv").open("w", encoding="utf-8", newline="") as file:
            file.write("idx\tsentence\n")
            for place, parts in enumerate(islice(cycle(product(who, did, what, why)), _SENTENCES)):
                said = " ".join(parts)
                file.write(f"{place}\t{said} in lesson {place}, so it took me a while to see it.\n")
        run = [sys.executable, "-c", "from kit.cli import main; main()"]
        began = time.perf_counter()
        subprocess.run(
            [*run, "label", "in.tsv", "--out", "out.tsv"], cwd=folder, check=True, capture_output=True
        )
        taken = time.perf_counter() - began
    how = f"kit label, whole command, {_SENTENCES} sentences of about 20 words"
    return Measured("sentences labeled", _SENTENCES / taken, "sentences/s", how)
