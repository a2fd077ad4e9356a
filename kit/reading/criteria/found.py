"""What a criterion sees in a text: clues as numbers, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kit.reading.sentences import Sentence
from kit.reading.signs import Signed


class Found(NamedTuple):
    """Clues by name (each between 0 and 1), and for the levels 1, 2, 3 the sentences that could earn them."""

    clues: dict[str, float]
    earning: tuple[Sequence[Signed], Sequence[Signed], Sequence[Signed]]
    highest: int = 3
    """A rule of reading may hold the level down (a plan that leaves the family out earns at most 1)."""
    lowest: int = 0
    """Or up (who, what and a kind of occasion are level 2, whatever else the text is like)."""


_MOST = 4


def evidence(found: Found, level: int) -> tuple[Sentence, ...]:
    """Sentences for a level, its own first, in the order of the text; nothing for level 0."""
    if level <= 0:
        return ()
    chosen: dict[int, Sentence] = {}
    # What earns a level rests on what earns the one before: an assumption tested is first an assumption.
    own = next((k for k in range(level, 4) if found.earning[k - 1]), level)
    for step in (own, *range(level - 1, 0, -1)):
        for one in found.earning[step - 1][: 2 if step == own or level == 3 else 1]:
            if len(chosen) < _MOST:
                chosen.setdefault(one.at, one.sentence)
    return tuple(chosen[at] for at in sorted(chosen))


def share(part: Iterable[object], most: int) -> float:
    """How many, as a share of ``most``, never above 1: more of the same buys nothing.

    >>> share("abcd", 2)
    1.0
    """
    return min(sum(1 for _ in part), most) / most


def yes(condition: object) -> float:
    """1.0 or 0.0."""
    return 1.0 if condition else 0.0


def near(signed: Sequence[Signed], at: int, before: int, after: int, *names: str) -> list[Signed]:
    """Sentences around one in which any of these signs stands."""
    return [s for s in signed[max(0, at - before) : at + after + 1] if s.has(*names)]
