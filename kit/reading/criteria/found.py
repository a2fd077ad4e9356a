"""What a criterion sees in a text: clues as numbers, and the bound that a rule sets."""

from collections.abc import Iterable
from typing import NamedTuple

from kit.reading.signs import Signed


class Found(NamedTuple):
    """Clues by name, each between 0 and 1."""

    clues: dict[str, float]
    highest: int = 3
    """A rule of reading may hold the level down (a plan that leaves the family out earns at most 1)."""


def by_rule(rule: float) -> dict[str, float]:
    """Clues for the level that the plain rule names."""
    return {"rule": rule / 3, "rule_2": yes(rule >= 2), "rule_3": yes(rule >= 3)}


def share(part: Iterable[object], most: int) -> float:
    """How many hold, as a share of ``most``, never above 1: more of the same buys nothing.

    >>> share("abcd", 2)
    1.0
    """
    return min(sum(map(bool, part)), most) / most


def yes(condition: object) -> float:
    """1.0 or 0.0."""
    return 1.0 if condition else 0.0


def having(signed: Iterable[Signed], *signs: str) -> list[Signed]:
    """Those of some sentences in which any of these signs stands."""
    if len(signs) == 1:
        return [s for s in signed if signs[0] in s.signs]
    return [s for s in signed if s.has(*signs)]
