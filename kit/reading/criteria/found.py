"""What a criterion finds in a text: clues as numbers, and the highest level that a rule allows."""

from collections.abc import Iterable
from typing import NamedTuple

from kit.reading.signs import Signed


class Found(NamedTuple):
    """Clues by name, each between 0 and 1."""

    clues: dict[str, float]
    highest: int = 3
    """The highest level that a rule allows (a plan that leaves the family out earns at most 1)."""


def by_rule(rule: float) -> dict[str, float]:
    """Return clues for the level that the simple rule gives."""
    return {"rule": rule / 3, "rule_2": yes(rule >= 2), "rule_3": yes(rule >= 3)}


def share(part: Iterable[object], most: int) -> float:
    """Return how many are true as a share of ``most``, at most 1: more of the same earns nothing.

    >>> share("abcd", 2)
    1.0
    """
    return min(sum(map(bool, part)), most) / most


def yes(condition: object) -> float:
    """Return 1.0 or 0.0."""
    return 1.0 if condition else 0.0


def having(signed: Iterable[Signed], *signs: str) -> list[Signed]:
    """Return the sentences that have any of these signs."""
    if len(signs) == 1:
        return [s for s in signed if signs[0] in s.signs]
    return [s for s in signed if s.has(*signs)]
