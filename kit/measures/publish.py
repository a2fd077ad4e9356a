"""From answers of a group to a number that may be shown, or the reason why not.

Levels of fewer than thirty people are rounded to one decimal, everything else to two; where all answers are
alike there is no interval, so no number is given. Subtraction finds nobody. Solving can tell how many people
stand at a level, though not who: mean and interval of ten marks from 0 to 3 left one distribution alone in 10
% of made-up classes, of twelve in 3 %, of twenty in none (self-ratings of ten, with five levels: 1 %); where
marks lie low, with a second occasion and the difference beside them, one of the two was found in 34 % (ten
pairs), 18 % (twelve), 3 % (sixteen) and under 1 % (twenty). Who must withstand that sets ``least`` to twenty.
Numbers of another day, of other people or of another command are not guarded against: one made of ten people
and one made of eleven, laid side by side, tell about the eleventh.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kit.measures.intervals import Floats, t_interval
from kit.measures.results import Estimate, Withheld
from kit.measures.suppress import LEAST, Mask, Released, complement, counts, fewer

MANY = 30
"""From so many people on, levels are shown with two decimals."""

ALIKE = Withheld("all answers were alike, so there is no interval")


def mean_level(values: Floats, most: float, least: int = LEAST) -> Estimate | Withheld:
    """Mean of levels from 0 to ``most``, safe to show; its interval ends where the scale does.

    >>> mean_level(np.array([1.0, 2, 3, 2, 1, 2, 3, 2, 1, 2]), 3)
    Estimate(value=1.9, low=1.4, high=2.4, n=10, method='t interval', confidence=0.95)
    >>> mean_level(np.array([0.0] * 9 + [1]), 3).low
    0.0
    >>> mean_level(np.array([1.0, 2, 3]), 3).reason, mean_level(np.full(12, 2.0), 3).reason[:20]
    ('fewer than 10 people', 'all answers were ali')
    """
    if values.size < least:
        return fewer(least)
    if np.ptp(values) == 0:
        return ALIKE
    found = t_interval(values)
    within = replace(found, low=max(found.low, 0.0), high=min(found.high, most))
    return rounded(within, 1 if values.size < MANY else 2)


def mean_difference(values: Floats, least: int = LEAST) -> Estimate | Withheld:
    """Mean of differences between two occasions, safe to show.

    >>> mean_difference(np.array([1.0, 0, 1, 2, 1, 0, 1, 1, 0, 1])).value
    0.8
    """
    if values.size < least:
        return fewer(least)
    return ALIKE if np.ptp(values) == 0 else rounded(t_interval(values), 2)


def rounded(estimate: Estimate, places: int) -> Estimate:
    """The estimate with its numbers rounded; no minus before a zero.

    >>> rounded(Estimate(-0.001, -0.52, 0.49, 12, "t interval"), 1)
    Estimate(value=0.0, low=-0.5, high=0.5, n=12, method='t interval', confidence=0.95)
    """
    value, low, high = (round(x, places) + 0.0 for x in (estimate.value, estimate.low, estimate.high))
    return replace(estimate, value=value, low=low, high=high)


def count_row(masks: Mapping[str, Mask], released: Released, least: int = LEAST) -> dict[str, int | Withheld]:
    """Counts of groups that together are the whole, as far as they fit what was released before.

    >>> a = np.arange(25) < 12
    >>> count_row({"yes": a, "no": ~a}, Released(np.ones(25, bool)))
    {'yes': 12, 'no': 13}
    """
    shown = counts({key: int(mask.sum()) for key, mask in masks.items()}, least)
    given = [masks[key] for key, n in shown.items() if isinstance(n, int) and n]
    held = [masks[key] for key, n in shown.items() if isinstance(n, Withheld)]
    if held:
        given.append(np.logical_or.reduce(held))
    if all(released.fits(mask) for mask in given):
        for mask in given:
            released.release(mask)
        return shown
    return {
        key: n if n == 0 else n if isinstance(n, Withheld) else complement(least) for key, n in shown.items()
    }
