"""Measure the reader's speed against a TF-IDF transform of the same texts, and ``kit score`` on one text."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from kit.reading import reader
from lab.levels.texts import HANDS, TEXTS, rows
from lab.measured import Measured

_TIMES = 5
_KIT = "from kit.cli import main; main()"


def speed() -> Iterator[Measured]:
    """Measure processor time: reading relative to a TF-IDF transform, and ``kit score`` on one text.

    The reader reads every tenth text of the ten hands. It takes turns with the transforms, so that other load
    on the machine affects all of them; the shortest time counts.
    """
    texts = [row["text"] for hand in HANDS for row in rows(TEXTS / "hands" / f"{hand}.jsonl")[::10]]
    words = TfidfVectorizer().fit(texts)
    pairs = TfidfVectorizer(ngram_range=(1, 2)).fit(texts)
    read = reader().read
    read(texts[0], id="warm")
    work: list[Callable[[], object]] = [
        lambda: [read(text, id="speed") for text in texts],
        lambda: words.transform(texts),
        lambda: pairs.transform(texts),
    ]
    reading, by_words, by_pairs = map(
        min, zip(*([_busy(one) for one in work] for _ in range(_TIMES)), strict=True)
    )
    how = f"processor time; {1000 * reading / len(texts):.2f} ms a text, {len(texts)} texts"
    yield Measured(
        "reading over a TF-IDF transform", reading / by_words, "times", f"most 15; {how}", beside=15.0
    )
    yield Measured("the same, by words and pairs of words", reading / by_pairs, "times", how)
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
    # Allow bytecode files, so that modules are compiled only at the first start, as in an installed course.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = os.times()
    subprocess.run(line, check=True, capture_output=True, env=kept)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
