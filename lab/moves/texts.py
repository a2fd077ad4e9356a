"""All texts that a model may learn from, in a fixed order, with the sentences that each is related to.

They are the rows of CEReD as its authors publish it, sentences from the texts around the rows, and made-up
neighbors of these (pieces, joins, words left out). The neighbors teach the small model how the large one
would read things that no sentence in the data says. They depend only on the sentences, not on chance or on
the version of Python.
"""

import ast
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kit.model import KitError, NotFound
from kit.reading.moves import tables
from kit.reading.moves.features import mended
from lab.moves import fitting

Numbers = npt.NDArray[np.int64]

FOLDS = 5
"""Number of parts for cross-validation; each component needs at least this many sentences."""
EACH = 2
"""How many neighbors to try to make for each sentence."""
_ALIKE = 0.5
_CLAUSE = re.compile(r"(?<=[,;:]) | (?=(?:and|but|because|so|which|that|when|if|although|while|where|who)\b)")
TRAIN, VALIDATION = "train.tsv", "val.tsv"
_RENAMED = {"Difficulties": "Difficulty"}
_BETWEEN = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]*[A-Z])")
_OTHER = re.compile(r"[^a-z0-9]+")


class Texts:
    """All texts: labeled sentences first, then those around them, then the neighbors of both."""

    def __init__(self, folder: Path) -> None:
        self.rows = rows(folder, TRAIN)
        learnable(self.rows, folder, FOLDS)
        try:
            held = rows(folder, VALIDATION)
        except NotFound:
            held = []
        labelled = [mended(row.sentence) for row in self.rows]
        real = [*labelled, *around(self.rows, held)]
        self.real = len(real)
        made, self.sources = variants(real, EACH)
        self.all = [*real, *made]
        kept = [*labelled, *(mended(row.sentence) for row in held)]
        self.near = fitting.alike(real, kept, len(labelled), _ALIKE)

    def components(self) -> tuple[str, ...]:
        """Return the names of the components, in alphabetical order."""
        return tuple(sorted({row.component for row in self.rows}))

    def truth(self) -> Numbers:
        """Return the raters' component of each labeled sentence, as its index in `components`."""
        place = {name: number for number, name in enumerate(self.components())}
        return np.array([place[row.component] for row in self.rows], dtype=np.int64)

    def without(self, out: set[int]) -> list[int]:
        """Return the texts that are unrelated to the sentences held out and to the validation file."""
        bad = out | {text for text, kept in self.near if kept in out or kept >= len(self.rows)}
        real = [text for text in range(self.real) if text not in bad]
        return real + [
            self.real + place
            for place, sources in enumerate(self.sources)
            if not any(source in bad for source in sources)
        ]


def variants(sentences: Sequence[str], each: int) -> tuple[list[str], list[tuple[int, ...]]]:
    """Make neighbors of sentences; return them, and for each the indexes of the sentences it came from.

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
    """Pseudo-random numbers that depend only on a text."""

    def __init__(self, seed: str) -> None:
        self._seed, self._thrown = seed.encode("utf-8", "surrogatepass"), 0

    def below(self, limit: int) -> int:
        self._thrown += 1
        return zlib.crc32(self._seed, self._thrown * 0x9E3779B1 % 2**32) % limit


class DataFault(KitError):
    """A row of the data can't be read, or there is too little data; the message says which."""


class Row(NamedTuple):
    """One labeled sentence; ``typical`` is the raters' mean rating of how typical it is, 1–6."""

    sentence: str
    context: str
    component: str
    typical: float


def rows(folder: Path, name: str) -> list[Row]:
    """Read the rows of a file in order; raises `NotFound` if it is missing, `DataFault` for a broken row."""
    file = folder / name
    if not file.is_file():
        raise NotFound(
            f"there is no {name} in {folder}; get the English part of CEReD (hdl.handle.net/11372/LRT-3573) "
            "and name its folder with --data."
        )
    found = []
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as source:
        table = tables.read(source)
        places = [table.place(column, str(file)) for column in ("sentence", "context", "y", "confidence")]
        for number, row in enumerate(table.rows(), 1):
            sentence, context, component, typical = (row[place] for place in places)
            try:
                raters = [float(rater) for rater in ast.literal_eval(typical)]
                found.append(
                    Row(sentence, context, _RENAMED.get(component, component), sum(raters) / len(raters))
                )
            except (ValueError, TypeError, SyntaxError, ZeroDivisionError):
                raise DataFault(
                    f"{file}, row {number}: confidence is {typical[:40]!a}; it must be a list like [4, 5]."
                ) from None
            if not component:
                raise DataFault(f"{file}, row {number}: y is empty; each row needs its component.")
    return found


def learnable(found: list[Row], folder: Path, folds: int) -> None:
    """Raise `DataFault` if there is too little data to learn from and to hold out."""
    counts = Counter(row.component for row in found)
    if len(counts) < 2:
        raise DataFault(
            f"{folder / TRAIN} has fewer than two components in column y; nothing can be learned."
        )
    fewest = min(counts, key=lambda name: (counts[name], name))
    if counts[fewest] < folds:
        raise DataFault(
            f"{folder / TRAIN} has {counts[fewest]} of {fewest[:40]!a}; training needs at least {folds} "
            "sentences of each component."
        )


def key(sentence: str) -> str:
    """Return a sentence without marks and capitals, to compare it with others.

    >>> key("Well, no!") == key("well no")
    True
    """
    return _OTHER.sub(" ", sentence.lower()).strip()


def around(rows: list[Row], without: list[Row]) -> list[str]:
    """Return the whole sentences from the texts around the rows, each once.

    Sentences in ``rows`` or ``without`` are left out. These sentences have no labels; they only show how such
    diaries are worded.
    """
    known = {key(mended(row.sentence)) for row in (*rows, *without)}
    found: dict[str, str] = {}
    for row in rows:
        parts = _BETWEEN.split(mended(row.context))
        for place, part in enumerate(parts):
            part = part.strip()
            cut = (place == 0 and not part[:1].isupper()) or (
                place == len(parts) - 1 and part[-1:] not in (".", "!", "?", '"')
            )
            name = key(part)
            if not cut and 3 <= len(name.split()) <= 60 and name not in known:
                found.setdefault(name, part)
    return list(found.values())
