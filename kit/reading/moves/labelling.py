"""Sentences in, components out: the face of the move model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from kit.model import NotFound
from kit.reading.moves.weights import Model, Weights

COMPONENTS = (
    "Belief",
    "Difficulty",
    "Experience",
    "Feeling",
    "Intention",
    "Learning",
    "Other",
    "Perspective",
    "Reflection",
)
"""The nine components of reflective writing that CEReD tells apart."""
FILE = "moves.bin"
"""Name of the weights in a model's folder."""


class Move(NamedTuple):
    """What one sentence does, and the share of such answers that were right on sentences held out."""

    component: str
    confidence: float


def label(
    sentences: Sequence[str],
    contexts: Sequence[str | None] | None = None,  # noqa: ARG001
    *,
    model: Model | None = None,
) -> list[Move]:
    """One move for each sentence, in order.

    Parameters
    ----------
    sentences
        One sentence each; an empty one is *Other* with confidence 0.
    contexts
        Text around each sentence. This model does not look at it (it helped by less than can be told from
        chance); another may.
    model
        One that was read with `read_model`; without it, the model that comes with the course.

    Examples
    --------
    >>> [move.component for move in label(["I was nervous and afraid of the first lesson.", ""])]
    ['Feeling', 'Other']
    """
    best = (model or shipped()).best
    return [Move(*best(sentence)) if sentence.strip() else Move("Other", 0.0) for sentence in sentences]


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model that comes with the course, read once."""
    return Model(Weights.from_bytes(files("kit.reading.moves").joinpath("trained", FILE).read_bytes()))


def read_model(folder: Path) -> Model:
    """A model that ``kit train`` wrote.

    Raises
    ------
    NotFound
        There is none in that folder.
    """
    file = folder / FILE
    if not file.is_file():
        raise NotFound(f"there is no {FILE} in {folder}; make one with: kit train --data DIR --out {folder}.")
    return Model(Weights.from_bytes(file.read_bytes(), str(file)))
