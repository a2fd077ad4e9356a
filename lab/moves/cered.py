"""The training data as its authors publish it: rows of CEReD, and sentences from the texts around them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from kit.model import KitError, NotFound
from kit.reading.moves import tables
from kit.reading.moves.features import mended

TRAIN, VALIDATION = "train.tsv", "val.tsv"
_RENAMED = {"Difficulties": "Difficulty"}
_BETWEEN = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]*[A-Z])")
_OTHER = re.compile(r"[^a-z0-9]+")


class DataFault(KitError):
    """A row of the data that can't be read; the sentence says which."""


class Row(NamedTuple):
    """One labelled sentence; ``typical`` is how typical the raters found it, 1–6, on average."""

    sentence: str
    context: str
    component: str
    typical: float


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of one file, in order; raises `NotFound` without it, `DataFault` for a broken row."""
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
    """Raise `DataFault` where there is too little to learn from and to hold out."""
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
    """A sentence without marks and capitals, to tell whether two are the same.

    >>> key("Well, no!") == key("well no")
    True
    """
    return _OTHER.sub(" ", sentence.lower()).strip()


def around(rows: list[Row], without: list[Row]) -> list[str]:
    """Whole sentences from the texts around, each once, that are no labelled row and none of ``without``.

    The texts name no label, so these sentences only show how such diaries are worded.
    """
    known = {key(sentence_of(row)) for row in (*rows, *without)}
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


def sentence_of(row: Row) -> str:
    """A row's sentence, with text that was decoded wrongly put right."""
    return mended(row.sentence)
