"""All texts that a model may learn from, in one order, and which of them have to do with which sentence.

Needs the extra ``train``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from kit.model import NotFound
from kit.reading.moves import cered, fitting
from kit.reading.moves.variants import variants

Numbers = npt.NDArray[np.int64]

FOLDS = 5
"""Parts for cross-validation; each component needs as many sentences."""
EACH = 2
"""Neighbours made of each sentence."""
_ALIKE = 0.5


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
