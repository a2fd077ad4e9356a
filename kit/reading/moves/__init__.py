"""Moves: which of nine components each sentence of a reflection is, with a calibrated confidence.

No level rests on them and no form shows them; ``kit label`` and ``kit score --moves`` do.
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
"""The nine components of reflective writing that CEReD tells apart."""
FILE = "moves.bin"
"""Name of the weights in a model's folder."""


class Move(NamedTuple):
    """What one sentence does, and the share of such answers that were right on sentences held out."""

    component: str
    confidence: float


def label(given: Sequence[str], *, model: Model | None = None) -> list[Move]:
    """One move for each sentence, in order; an empty one is *Other* with confidence 0.

    >>> [move.component for move in label(["I was nervous and afraid of the first lesson.", ""])]
    ['Feeling', 'Other']
    """
    best = (model or shipped()).best
    return [Move(*best(sentence)) if sentence.strip() else Move("Other", 0.0) for sentence in given]


class WithMoves:
    """A reader whose scores also list the moves: where each sentence stands, what it does and how sure."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.name, self.version = reader, reader.name, reader.version

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> Mapping[str, Any]:
        """The reader's score with ``moves`` filled in; a text that was stopped has none."""
        score = self._reader.read(text, id=id, dimension=dimension, prompt=prompt)
        found = [] if score.get("gate") else sentences(text)
        moves = [
            {"start": one.start, "end": one.end, "component": component, "confidence": round(sure, 2)}
            for one, (component, sure) in zip(found, label([one.text for one in found]), strict=True)
        ]
        return {**score, "moves": moves}


@cache
def shipped() -> Model:
    """The model that comes with the course, read once."""
    return Model(Weights.from_bytes(files("kit.reading.moves").joinpath("trained", FILE).read_bytes()))


def read_model(folder: Path) -> Model:
    """A model that ``kit train`` wrote; raises `NotFound` where there is none in that folder."""
    file = folder / FILE
    if not file.is_file():
        raise NotFound(f"there is no {FILE} in {folder}; make one with: kit train --data DIR --out {folder}.")
    return Model(Weights.from_bytes(file.read_bytes(), str(file)))
