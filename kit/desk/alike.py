"""Find texts that are nearly the same and compare them side by side. A machine doesn't say why they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

LEAST = 85.0
"""The percentage of similarity from which two texts count as nearly the same."""
_SHORTEST, _LONGEST = 80, 8_000
_MOST = 5


class Alike(NamedTuple):
    """Another text that is nearly the same."""

    code: str
    percent: int


def alike(code: str, texts: Mapping[str, str], least: float = LEAST) -> list[Alike]:
    """Return the texts that are nearly the same as the one with this code, the most similar first.

    Texts of a line or two are never included, since they match others by chance.

    >>> texts = {"A": "He laid it face down. " * 5, "B": "He laid it face down. " * 5 + "No.", "C": "x" * 99}
    >>> alike("A", texts)
    [Alike(code='B', percent=98)]
    """
    plain = {one: _plain(text) for one, text in texts.items()}
    if len(plain[code]) < _SHORTEST:
        return []
    others = {one: text for one, text in plain.items() if one != code and len(text) >= _SHORTEST}
    found = process.extract(plain[code], others, scorer=fuzz.ratio, score_cutoff=least, limit=_MOST)
    return [Alike(other, int(percent)) for _, percent, other in found]


def side_by_side(one: str, other: str) -> list[dict[str, Any]]:
    """Return the other text in pieces; ``same`` marks words that the first text has too, in the same order.

    >>> side_by_side("He said no.", "He then said no.")
    [{'text': 'He', 'same': True}, {'text': ' then', 'same': False}, {'text': ' said no.', 'same': True}]
    """
    first, second = _words(one[:_LONGEST]), _words(other[:_LONGEST])
    # Only the words are compared, though each piece keeps the space before it.
    steps = LCSseq.opcodes([w.strip() for w in first], [w.strip() for w in second])
    pieces: list[dict[str, Any]] = []
    for step in steps:
        text = "".join(second[step.dest_start : step.dest_end])
        same = step.tag == "equal"
        if not text:
            continue
        if pieces and pieces[-1]["same"] == same:
            pieces[-1]["text"] += text
        else:
            pieces.append({"text": text, "same": same})
    rest = other[_LONGEST:]
    return [*pieces, {"text": rest, "same": False}] if rest else pieces


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())[:_LONGEST]


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text)
