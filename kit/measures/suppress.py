"""Decide what may be said about a group without revealing anything about fewer than ten of its people.

There are two rules. *Numbers made from answers* (means, intervals, changes) rest on blocks. Every set that a
number is about splits the people further, and no block may be smaller than ten. Then any sum or difference of
such numbers is about whole blocks. *Counts* are released one at a time. If one counted group contains
another, they may not differ by one to nine people; the same holds for each group's complement in the whole.
In a row whose sum is known, the withheld cells together hold nobody or at least ten people. All this is about
one report; `kit.measures.publish` takes care of what earlier reports showed.

Levels of fewer than thirty people are rounded to one decimal, everything else to two. If all answers are the
same, there is no interval, so no number is given. Subtraction reveals nobody. Solving equations can reveal
how many people are at a level, though not who. In simulated classes, the mean and interval of ten marks from
0 to 3 fit only one distribution in 10% of classes, of twelve marks in 3%, and of twenty in none (ten
self-ratings, with five levels: 1%). With low marks, a second occasion and the difference, the distribution
of one of the two occasions was found in 34% (ten pairs), 18% (twelve), 3% (sixteen) and under 1%
(twenty). To guard against that, set `LEAST` to twenty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kit.measures.change import Floats, PairedChange, paired_change, t_interval
from kit.measures.results import Estimate, Withheld

LEAST = 10
"""Groups smaller than this are withheld."""

FEWER = Withheld(f"fewer than {LEAST} people")
COMPLEMENT = Withheld(
    f"together with the other numbers it would reveal something about fewer than {LEAST} people"
)
"""The number has enough people, but would expose another number that has too few."""
ALIKE = Withheld("all answers were alike, so there is no interval")
MANY = 30
"""With at least this many people, levels are shown with two decimals."""

Mask = NDArray[np.bool_]
"""A group: whether each person is in it."""


def parted(blocks: Sequence[Mask], group: Mask) -> list[Mask]:
    """Split the blocks by a group; empty parts are dropped.

    >>> two, ends = np.array([True, True, False]), np.array([True, False, True])
    >>> [b.astype(int).tolist() for b in parted([two], ends)]
    [[1, 0, 0], [0, 1, 0]]
    """
    parts = [part for block in blocks for part in (block & group, block & ~group)]
    return [part for part in parts if part.any()]


def safe_part(blocks: Sequence[Mask], group: Mask, least: int = LEAST) -> Mask:
    """Return the people of a group who can be counted without leaving a block too small.

    From a block that can't be split, nobody is counted.

    >>> blocks = [np.arange(40) < 25, np.arange(40) >= 25]
    >>> int(safe_part(blocks, np.arange(40) < 30).sum())
    25
    """
    inside = np.zeros_like(group)
    for block in blocks:
        if all(part.sum() >= least for part in parted([block], group)):
            inside |= block & group
    return inside


class Released:
    """The groups whose counts were released; it decides whether another may be.

    Examples
    --------
    >>> counts = Released(np.ones(30, bool))
    >>> first_25, first_18 = np.arange(30) < 25, np.arange(30) < 18
    >>> counts.release(first_18), counts.release(first_25)
    (True, False)
    """

    def __init__(self, whole: Mask, least: int = LEAST, *, whole_known: bool = True) -> None:
        self._whole = whole
        self._least = least
        self._known = whole_known
        self._groups = np.empty((0, whole.size), dtype=np.float32)
        if whole_known:
            self._add(whole)

    def fits(self, group: Mask) -> bool:
        """Whether the group's count is safe: subtraction from released counts exposes no small group."""
        asked = [group, self._whole & ~group] if self._known else [group]
        return all(self._apart(one) for one in asked if one.any()) and (
            not group.any() or group.sum() >= self._least
        )

    def release(self, group: Mask) -> bool:
        """Release the group's count if it fits; return whether it was released."""
        if not self.fits(group):
            return False
        self._add(group)
        return True

    def _apart(self, group: Mask) -> bool:
        if group.sum() < self._least:
            return False
        both = self._groups @ group.astype(np.float32)
        only_known, only_asked = self._groups.sum(axis=1) - both, group.sum() - both
        nested = (only_known == 0) | (only_asked == 0)
        apart = only_known + only_asked
        return not (nested & (apart > 0) & (apart < self._least)).any()

    def _add(self, group: Mask) -> None:
        new = [g for g in ([group, self._whole & ~group] if self._known else [group]) if g.any()]
        if new:
            self._groups = np.vstack([self._groups, np.array(new, dtype=np.float32)])


def counts(cells: Mapping[str, int], least: int = LEAST) -> dict[str, int | Withheld]:
    """Withhold the small cells of a row of counts whose sum is known, and others that would reveal them.

    Here four people are hidden. At least ten must be, so the smallest of the other cells is hidden too:

    >>> {k: v if isinstance(v, int) else "-" for k, v in counts({"a": 25, "b": 12, "c": 4, "d": 0}).items()}
    {'a': 25, 'b': '-', 'c': '-', 'd': 0}
    """
    hidden = {key for key, n in cells.items() if 0 < n < least}
    small = set(hidden)
    rest = sorted((n, key) for key, n in cells.items() if n >= least)
    while hidden and sum(cells[key] for key in hidden) < least and rest:
        hidden.add(rest.pop(0)[1])
    shown: dict[str, int | Withheld] = {}
    for key, n in cells.items():
        shown[key] = n if key not in hidden else FEWER if key in small else COMPLEMENT
    return shown


def mean_level(values: Floats, most: float) -> Estimate | Withheld:
    """Return the mean of levels from 0 to ``most``, safe to show; the interval stops at the scale's ends.

    >>> mean_level(np.array([1.0, 2, 3, 2, 1, 2, 3, 2, 1, 2]), 3)
    Estimate(value=1.9, low=1.4, high=2.4, n=10, method='t interval', confidence=0.95)
    >>> mean_level(np.array([0.0] * 9 + [1]), 3).low
    0.0
    >>> mean_level(np.array([1.0, 2, 3]), 3).reason, mean_level(np.full(12, 2.0), 3).reason[:20]
    ('fewer than 10 people', 'all answers were ali')
    """
    if values.size < LEAST:
        return FEWER
    if np.ptp(values) == 0:
        return ALIKE
    found = t_interval(values)
    within = replace(found, low=max(found.low, 0.0), high=min(found.high, most))
    return rounded(within, 1 if values.size < MANY else 2)


def shown_change(
    first: Floats, last: Floats, seed: int
) -> tuple[Estimate | Withheld, Estimate | Withheld, PairedChange | None]:
    """Return the difference and effect size of at least ten pairs, rounded to show; and both unrounded."""
    if not np.ptp(last - first):
        return ALIKE, ALIKE, None
    found = paired_change(first, last, seed=seed)
    return rounded(found.difference, 2), rounded(found.effect, 2), found


def mean_difference(values: Floats) -> Estimate | Withheld:
    """Return the mean of differences between two occasions, safe to show."""
    if values.size < LEAST:
        return FEWER
    return ALIKE if np.ptp(values) == 0 else rounded(t_interval(values), 2)


def rounded(estimate: Estimate, places: int) -> Estimate:
    """Round the estimate's numbers; a zero never gets a minus sign."""
    value, low, high = (round(x, places) + 0.0 for x in (estimate.value, estimate.low, estimate.high))
    return replace(estimate, value=value, low=low, high=high)


def count_row(masks: Mapping[str, Mask], released: Released) -> dict[str, int | Withheld]:
    """Count groups that together make up the whole, as far as these counts fit what was released before.

    >>> a = np.arange(25) < 12
    >>> count_row({"yes": a, "no": ~a}, Released(np.ones(25, bool)))
    {'yes': 12, 'no': 13}
    """
    shown = counts({key: int(mask.sum()) for key, mask in masks.items()})
    given = [masks[key] for key, n in shown.items() if isinstance(n, int) and n]
    held = [masks[key] for key, n in shown.items() if isinstance(n, Withheld)]
    if held:
        given.append(np.logical_or.reduce(held))
    if all(released.fits(mask) for mask in given):
        for mask in given:
            released.release(mask)
        return shown
    return {key: n if n == 0 or isinstance(n, Withheld) else COMPLEMENT for key, n in shown.items()}
