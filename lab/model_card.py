"""The figures of ``kit/reading/model_card.md``, measured again: ``kit bench reading``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kit.bench.measured import Measured
from kit.bench.waiting import reading
from lab.levels.figures import levels
from lab.moves.figures import moves


def model_card(data: Path | None = None) -> Iterator[Measured]:
    """Every figure of the model card: levels, then moves, those on a folder of CEReD measured now."""
    yield from levels()
    yield from reading()
    yield from moves(data)
