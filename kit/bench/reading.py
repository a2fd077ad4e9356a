"""How many texts the reader reads in a second."""

from __future__ import annotations

import time
from collections.abc import Iterator

from kit.bench.measured import Measured

_SECONDS = 1.0


def reading() -> Iterator[Measured]:
    """Texts a second over the rubric's own anchors, put together to about 150 words each."""
    from kit.content import compiled
    from kit.reading import reader

    chosen = reader()
    levels = [c.levels for c in compiled().rubric.criteria]
    texts = ["\n\n".join(criterion[n].anchor for criterion in levels) for n in range(4)]
    for text in texts:
        chosen.read(text, id="warm")
    read, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < _SECONDS:
        for text in texts:
            chosen.read(text, id="bench", dimension="equity")
        read += len(texts)
    words = sum(len(text.split()) for text in texts) // len(texts)
    yield Measured(
        "texts read", read / taken, "texts/s", f"reader {chosen.name}, one core, {words} words a text"
    )
