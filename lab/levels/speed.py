"""How fast the reader is, beside a TF-IDF transform of the same texts, and how soon the command starts."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from kit.bench.measured import Measured
from kit.reading import reader

_TIMES = 3
_KIT = "from kit.cli import main; main()"


def speed(texts: Sequence[str]) -> Iterator[Measured]:
    """Processor time of reading over that of a TF-IDF transform, in one run, and of the command's start."""
    words = TfidfVectorizer().fit(texts)
    read = reader().read
    read(texts[0], id="warm")
    transform = min(_busy(lambda: words.transform(texts)) for _ in range(_TIMES))
    reading = min(_busy(lambda: [read(text, id="speed") for text in texts]) for _ in range(_TIMES))
    yield Measured(
        "reading over a TF-IDF transform", reading / transform, "times",
        f"most 15; processor time, {1000 * reading / len(texts):.2f} ms a text", beside=15.0,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.txt")
        file.write_text(texts[0], encoding="utf-8")
        line = [sys.executable, "-c", _KIT, "score", str(file), "--json"]
        took = min(_child(line) for _ in range(_TIMES))
    yield Measured("kit score on one text", took, "s", "most .35; processor time of the command", beside=0.35)


def _busy(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _child(line: Sequence[str]) -> float:
    before = os.times()
    subprocess.run(line, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
