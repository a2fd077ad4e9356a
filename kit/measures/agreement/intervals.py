"""Intervals by drawing units again: the same units in other numbers, many times, with a fixed seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS = 2_000
CONFIDENCE = 0.95
_ALIKE = 1e-12


class Interval(NamedTuple):
    """A percentile interval; both ends ``nan`` where it can't be had."""

    low: float
    high: float


def bootstrap(
    parts: NDArray[np.float64],
    statistic: Callable[[NDArray[np.float64]], float],
    *,
    seed: int = 1,
) -> Interval:
    """Percentile bootstrap over units.

    Parameters
    ----------
    parts
        What each unit adds to a table, shape ``(units, …)``.
    statistic
        From the sum of the parts, shape ``(…)``, to a number.
    seed
        Of the generator; the same seed gives the same interval.

    Notes
    -----
    A percentile interval is somewhat too narrow with few units. Draws in which the statistic has no value
    are left out; with more than one in twenty of them there is no interval. Nor is there one where all draws
    are alike, as after full agreement: drawing again cannot show a disagreement that the units do not hold.

    Examples
    --------
    >>> agreed = np.array([[1.0, 1.0]] * 30 + [[0.0, 1.0]] * 10)
    >>> low, high = bootstrap(agreed, lambda s: float(s[0] / s[1]))
    >>> bool(low < 0.75 < high), bootstrap(agreed, lambda s: float(s[0] / s[1])) == (low, high)
    (True, True)
    """
    n = len(parts)
    if n < 2:
        return Interval(float("nan"), float("nan"))
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    sums = (times @ parts.reshape(n, -1)).reshape((DRAWS, *parts.shape[1:]))
    values = np.array([statistic(one) for one in sums])
    values = values[~np.isnan(values)]
    if len(values) < 0.95 * DRAWS or np.ptp(values) < _ALIKE:
        return Interval(float("nan"), float("nan"))
    tail = (1 - CONFIDENCE) / 2 * 100
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(float(low), float(high))
