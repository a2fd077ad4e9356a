"""Count the texts that reach level 2 on each criterion, and suggest which two criteria to teach next. No I/O.

Nothing here is suppressed, because these are an instructor's own marks, shown only to that instructor.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kit.model import LEVELS

DOES = 2
"""The level at which a text does what its criterion asks; level 3 adds more."""


class Attained(NamedTuple):
    """The levels of one criterion over some texts.

    Examples
    --------
    >>> one = Attained("event", (2, 5, 12, 5))
    >>> one.reached, one.of, round(100 * one.share)
    (17, 24, 71)
    """

    criterion: str
    """The criterion's id."""
    levels: tuple[int, ...]
    """Number of texts at levels 0, 1, 2 and 3."""

    @property
    def of(self) -> int:
        """Number of texts marked on this criterion."""
        return sum(self.levels)

    @property
    def reached(self) -> int:
        """Number of texts at level 2 or above."""
        return sum(self.levels[DOES:])

    @property
    def share(self) -> float:
        """Share of the texts at level 2 or above, 0 to 1; NaN if there are no texts."""
        return self.reached / self.of if self.of else math.nan

    @property
    def mean(self) -> float:
        """Mean level; NaN if there are no texts."""
        return sum(n * level for level, n in enumerate(self.levels)) / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's (1927) 95% interval for the share; (0, 1) if there are no texts.

        >>> [round(end, 2) for end in Attained("event", (2, 5, 12, 5)).interval]
        [0.51, 0.85]
        >>> [round(end, 2) for end in Attained("event", (0, 0, 0, 3)).interval]
        [0.44, 1.0]
        """
        from scipy.stats import binomtest

        if not self.of:
            return 0.0, 1.0
        ends = binomtest(self.reached, self.of).proportion_ci(0.95, method="wilson")
        return float(ends.low), float(ends.high)

    def meets(self, target: int) -> bool:
        """Whether the share is at or above a target in percent; False for no texts or a target of 0."""
        return 100 * self.reached >= target * self.of > 0


def attained(criteria: Iterable[str], levels: Mapping[str, Iterable[int]]) -> tuple[Attained, ...]:
    """Count levels by criterion, in the order of the criteria.

    Parameters
    ----------
    criteria
        Ids, in the rubric's order.
    levels
        The level, 0 to 3, of each marked text, by criterion id.

    Examples
    --------
    >>> attained(["event", "action"], {"event": [2, 3, 0]})[0].levels
    (1, 0, 1, 1)
    """
    found = {one: list(levels.get(one, ())) for one in criteria}
    return tuple(
        Attained(one, tuple(theirs.count(level) for level in LEVELS)) for one, theirs in found.items()
    )


def to_teach(found: Sequence[Attained], most: int = 2) -> tuple[Attained, ...]:
    """Return the criteria that the smallest share of texts reach.

    Ties go to the lower mean level, then to the rubric's order.

    Examples
    --------
    >>> given = {"event": [3], "strategy": [0, 2], "action": [1, 2]}
    >>> [one.criterion for one in to_teach(attained(given, given))]
    ['strategy', 'action']
    >>> to_teach(attained(["event"], {}))
    ()
    """
    marked = [one for one in found if one.of]
    return tuple(sorted(marked, key=lambda one: (one.share, one.mean))[:most])


def may_be_chance(chosen: Attained, others: Iterable[Attained]) -> list[str]:
    """Return the criteria whose interval contains the chosen one's share: the difference may be chance.

    Examples
    --------
    >>> near, high = Attained("b", (7, 4, 8, 5)), Attained("c", (0, 0, 4, 20))
    >>> may_be_chance(Attained("a", (8, 4, 8, 4)), [near, high])
    ['b']
    """
    return [one.criterion for one in others if one.of and one.interval[0] <= chosen.share <= one.interval[1]]


def lower_level(one: Attained) -> int:
    """Return the more common of levels 0 and 1; level 1 if they are equally common.

    >>> lower_level(Attained("event", (2, 5, 12, 5))), lower_level(Attained("event", (5, 2, 12, 5)))
    (1, 0)
    """
    return 0 if one.levels[0] > one.levels[1] else 1
