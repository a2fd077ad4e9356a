"""Label the move of each sentence of a reflection, one of nine components, with a calibrated confidence.

No level depends on moves, and no form shows them; only ``kit label`` and ``kit score --moves`` do.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from kit.model import NotFound, Reader
from kit.reading.moves.weights import Model, Weights
from kit.reading.sentences import sentences

__all__ = ["COMPONENTS", "FILE", "Model", "Move", "Weights", "WithMoves", "label", "read_model", "shipped"]

COMPONENTS = (
    "Belief", "Difficulty", "Experience", "Feeling", "Intention", "Learning", "Other", "Perspective",
    "Reflection",
)  # fmt: skip
"""The nine components of reflective writing that CEReD distinguishes."""
FILE = "moves.bin"
"""Name of the weights file in a model's folder."""


class Move(NamedTuple):
    """What one sentence does, and the share of such answers that were right on held-out sentences."""

    component: str
    confidence: float


def label(given: Sequence[str], *, model: Model | None = None) -> list[Move]:
    """Return one move for each sentence, in order; an empty sentence is *Other* with confidence 0.

    >>> [move.component for move in label(["I was nervous and afraid of the first lesson.", ""])]
    ['Feeling', 'Other']
    """
    best = (model or shipped()).best
    return [Move(*best(sentence)) if sentence.strip() else Move("Other", 0.0) for sentence in given]


class WithMoves:
    """A reader whose scores also list the moves: each sentence's offsets, component and confidence."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.name, self.version = reader, reader.name, reader.version

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> Mapping[str, Any]:
        """Return the reader's score with ``moves`` filled in; a text that a gate stopped has none."""
        score = self._reader.read(text, id=id, dimension=dimension, prompt=prompt)
        found = [] if score.get("gate") else sentences(text)
        moves = [
            {"start": one.start, "end": one.end, "component": component, "confidence": round(sure, 2)}
            for one, (component, sure) in zip(found, label([one.text for one in found]), strict=True)
        ]
        return {**score, "moves": moves}


@cache
def shipped() -> Model:
    """Return the model that comes with the kit, read once."""
    return Model(Weights.from_bytes(files("kit.reading.moves").joinpath("trained", FILE).read_bytes()))


def read_model(folder: Path) -> Model:
    """Read a model that ``kit train`` wrote; raises `NotFound` if the folder has none."""
    file = folder / FILE
    if not file.is_file():
        raise NotFound(f"there is no {FILE} in {folder}; make one with: kit train --data DIR --out {folder}.")
    return Model(Weights.from_bytes(file.read_bytes(), str(file)))
