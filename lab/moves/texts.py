"""All texts that a model may learn from, in one order, and which of them have to do with which sentence.

Made-up neighbours of real sentences (pieces, joins, words left out) teach a small model how a large one would
read what no sentence in the data says. Which are made depends on the sentences alone, not on chance or on the
version of Python.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kit.model import NotFound
from lab.moves import cered, fitting

Numbers = npt.NDArray[np.int64]

FOLDS = 5
"""Parts for cross-validation; each component needs as many sentences."""
EACH = 2
"""Neighbours made of each sentence."""
_ALIKE = 0.5
_CLAUSE = re.compile(r"(?<=[,;:]) | (?=(?:and|but|because|so|which|that|when|if|although|while|where|who)\b)")


class Texts:
    """Labelled sentences first, then those around them, then the neighbours of both."""

    def __init__(self, folder: Path) -> None:
        self.rows = cered.rows(folder, cered.TRAIN)
        cered.learnable(self.rows, folder, FOLDS)
        try:
            held = cered.rows(folder, cered.VALIDATION)
        except NotFound:
            held = []
        labelled = [cered.sentence_of(row) for row in self.rows]
        real = [*labelled, *cered.around(self.rows, held)]
        self.real = len(real)
        made, self.sources = variants(real, EACH)
        self.all = [*real, *made]
        kept = [*labelled, *(cered.sentence_of(row) for row in held)]
        self.near = fitting.alike(real, kept, len(labelled), _ALIKE)

    def components(self) -> tuple[str, ...]:
        """Names of the components, in the order of the alphabet."""
        return tuple(sorted({row.component for row in self.rows}))

    def truth(self) -> Numbers:
        """The raters' component of each labelled sentence, as its place among `components`."""
        place = {name: number for number, name in enumerate(self.components())}
        return np.array([place[row.component] for row in self.rows], dtype=np.int64)

    def without(self, out: set[int]) -> list[int]:
        """Texts that have nothing of the sentences held out, or of the validation file."""
        bad = out | {text for text, kept in self.near if kept in out or kept >= len(self.rows)}
        real = [text for text in range(self.real) if text not in bad]
        return real + [
            self.real + place
            for place, sources in enumerate(self.sources)
            if not any(source in bad for source in sources)
        ]


def variants(sentences: Sequence[str], each: int) -> tuple[list[str], list[tuple[int, ...]]]:
    """Neighbours, and for each the numbers of the sentences that it came from.

    >>> made, sources = variants(["I came late, and she waited because I had called her.", "It rained."], 2)
    >>> len(made) == len(sources), all(0 in source or 1 in source for source in sources)
    (True, True)
    """
    clauses = [_CLAUSE.split(sentence) for sentence in sentences]
    made: dict[str, tuple[int, ...]] = {}
    for place, sentence in enumerate(sentences):
        for turn in range(each):
            dice = _Dice(f"{turn}:{sentence}")
            mine, other = clauses[place], dice.below(len(sentences))
            kind, sources = dice.below(20), tuple[int, ...]((place,))
            if kind < 6 and len(mine) > 1:
                first = dice.below(len(mine))
                piece = " ".join(mine[first : first + 1 + dice.below(len(mine) - first)]).strip(" ,;:")
                text = piece[:1].upper() + piece[1:] + ("" if piece[-1:] in (".", "!", "?") else ".")
            elif kind < 13:
                theirs = clauses[other]
                text = " ".join(mine[: 1 + dice.below(len(mine))] + theirs[dice.below(len(theirs)) :])
                sources = (place, other)
            else:
                words = sentence.split()
                for _ in range(max(1, len(words) * (1 + dice.below(3)) // 10)):
                    if len(words) > 3:
                        del words[dice.below(len(words))]
                text = " ".join(words)
            if len(text.split()) > 1:
                made.setdefault(text, sources)
    return list(made), list(made.values())


class _Dice:
    """Numbers that follow from a text."""

    def __init__(self, seed: str) -> None:
        self._seed, self._thrown = seed.encode("utf-8", "surrogatepass"), 0

    def below(self, limit: int) -> int:
        self._thrown += 1
        return zlib.crc32(self._seed, self._thrown * 0x9E3779B1 % 2**32) % limit
