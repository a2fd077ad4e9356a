"""What a criterion's rules found: a level and the sentences that earn it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kit.reading.sentences import Sentence


class Found(NamedTuple):
    """A level from 0 to 3 with its evidence in the order of the text."""

    level: int
    evidence: tuple[Sentence, ...]


def found(level: int, *groups: Iterable[Sentence]) -> Found:
    """A `Found` from groups of sentences, each sentence once; without evidence the level is 0."""
    once = {s.start: s for group in groups for s in group}
    evidence = tuple(once[k] for k in sorted(once))[:6]
    return Found(level if evidence and level else 0, evidence if level else ())
