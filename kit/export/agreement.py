"""How often two people who marked the same text gave the same level. A share, no coefficient."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from kit.growth.results import Withheld
from kit.model.ratings import Rating


@dataclass(frozen=True)
class Agreed:
    """Levels given twice: how many, by how many texts, and the shares of equal and neighbouring ones."""

    texts: int
    levels: int
    same: float
    within_one: float


def agreed(ratings: Iterable[Rating], learners: Set[str], *, least: int = 10) -> Agreed | Withheld:
    """Agreement of the raters of these learners' texts.

    Parameters
    ----------
    ratings
        All ratings; a rater's latest level counts.
    learners
        Those whose texts may be used.
    least
        Fewest people whose texts were marked twice; with fewer, nothing is said.

    Examples
    --------
    >>> agreed([], frozenset())
    Withheld(reason='fewer than 10 people have a text that two markers marked')
    """
    latest: dict[tuple[str, str, str], dict[str, tuple[datetime, str, int]]] = {}
    for one in ratings:
        if one.level is None or one.learner not in learners:
            continue
        theirs = latest.setdefault((one.learner, one.item, one.criterion), {})
        new = (one.at, one.id, one.level)
        theirs[one.rater] = max(theirs.get(one.rater, new), new)
    pairs = [
        (key, first, second)
        for key, theirs in latest.items()
        for (*_, first), (*_, second) in combinations(theirs.values(), 2)
    ]
    if len({learner for (learner, _, _), _, _ in pairs}) < least:
        return Withheld(f"fewer than {least} people have a text that two markers marked")
    apart = [abs(first - second) for _, first, second in pairs]
    return Agreed(
        texts=len({key[:2] for key, _, _ in pairs}),
        levels=len(pairs),
        same=apart.count(0) / len(apart),
        within_one=sum(n <= 1 for n in apart) / len(apart),
    )
