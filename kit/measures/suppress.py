"""What may be said about a group without saying something about fewer than ten of its people.

Two rules. *Numbers made of answers* (means, intervals, changes) rest on blocks: the people are parted by
every set that a number is about, and no part may be smaller than ten. Whatever is added or subtracted, the
outcome is about whole blocks. *Counts* are released one by one: two of them of which one group lies within
the other may not differ by one to nine people, nor may one and the rest of the whole; and within a row
whose sum is known the cells held back are together no one or at least ten. That is one report; what earlier
reports showed is `kit.measures.publish`'s.

Levels of fewer than thirty people are rounded to one decimal, everything else to two; where all answers are
alike there is no interval, so no number is given. Subtraction finds nobody. Solving can tell how many people
stand at a level, though not who: mean and interval of ten marks from 0 to 3 left one distribution alone in 10
% of made-up classes, of twelve in 3 %, of twenty in none (self-ratings of ten, with five levels: 1 %); where
marks lie low, with a second occasion and the difference beside them, one of the two was found in 34 % (ten
pairs), 18 % (twelve), 3 % (sixteen) and under 1 % (twenty). Who must withstand that sets `LEAST` to twenty.
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
COMPLEMENT = Withheld(f"with the other numbers it would give away one about fewer than {LEAST} people")
"""Enough people, but the number would give away one about too few."""
ALIKE = Withheld("all answers were alike, so there is no interval")
MANY = 30
"""From so many people on, levels are shown with two decimals."""

Mask = NDArray[np.bool_]
"""A group: one truth value a person."""


def parted(blocks: Sequence[Mask], group: Mask) -> list[Mask]:
    """The blocks, parted once more by a group.

    >>> two, ends = np.array([True, True, False]), np.array([True, False, True])
    >>> [b.astype(int).tolist() for b in parted([two], ends)]
    [[1, 0, 0], [0, 1, 0]]
    """
    parts = [part for block in blocks for part in (block & group, block & ~group)]
    return [part for part in parts if part.any()]


def safe_part(blocks: Sequence[Mask], group: Mask, least: int = LEAST) -> Mask:
    """As many people of a group as leave no block too small; of a block that cannot be parted, no one.

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
    """Groups of whom a count was given, and whether another may be.

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
        """Whether a count of the group gives away no small one by subtraction."""
        asked = [group, self._whole & ~group] if self._known else [group]
        return all(self._apart(one) for one in asked if one.any()) and (
            not group.any() or group.sum() >= self._least
        )

    def release(self, group: Mask) -> bool:
        """Give a count of the group if it fits; whether it was given."""
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
    """A row of counts whose sum is known, with small cells withheld, and others that would show them.

    Four people are hidden, so at least ten must be, and the smallest cell that may be shown goes with them:

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
    """Mean of levels from 0 to ``most``, safe to show; its interval ends where the scale does.

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
    """Difference and effect size of ten pairs or more as they may be shown; and all of it as it was found."""
    if not np.ptp(last - first):
        return ALIKE, ALIKE, None
    found = paired_change(first, last, seed=seed)
    return rounded(found.difference, 2), rounded(found.effect, 2), found


def mean_difference(values: Floats) -> Estimate | Withheld:
    """Mean of differences between two occasions, safe to show."""
    if values.size < LEAST:
        return FEWER
    return ALIKE if np.ptp(values) == 0 else rounded(t_interval(values), 2)


def rounded(estimate: Estimate, places: int) -> Estimate:
    """The estimate with its numbers rounded; no minus before a zero."""
    value, low, high = (round(x, places) + 0.0 for x in (estimate.value, estimate.low, estimate.high))
    return replace(estimate, value=value, low=low, high=high)


def count_row(masks: Mapping[str, Mask], released: Released) -> dict[str, int | Withheld]:
    """Counts of groups that together are the whole, as far as they fit what was released before.

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
