"""A text cut where evidence begins and ends, for whoever shows which words earned what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """A piece of a text, the criteria whose evidence it is, and those whose evidence ends with it.

    Criteria are numbered from 0 in the order given.
    """

    text: str
    criteria: tuple[int, ...]
    ending: tuple[int, ...]


def pieces(text: str, evidence: Sequence[Sequence[Mapping[str, Any]]]) -> list[Piece]:
    """The whole text in pieces, for the evidence of each criterion.

    >>> asked = [{"start": 0, "end": 8}]
    >>> for piece in pieces("I asked. She said no.", [asked, [], asked]):
    ...     print(piece.text, piece.criteria)
    I asked. (0, 2)
     She said no. ()
    """
    spans = [(e["start"], e["end"], n) for n, some in enumerate(evidence) for e in some]
    edges = sorted({0, len(text), *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    return [
        Piece(
            text[start:end],
            tuple(sorted({n for a, b, n in spans if a <= start and end <= b})),
            tuple(sorted({n for _, b, n in spans if b == end})),
        )
        for start, end in pairwise(edges)
    ]
