"""Reliable change of single people, counted: only where somebody measured the retest reliability.

Without such a measurement nobody knows how far one person's ratings move by themselves, and nothing is said.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kit.model import KitError

CRITICAL = 1.96


class Reliable(NamedTuple):
    """People by what their change is against its error of measurement."""

    threshold: float
    up: int
    down: int
    neither: int


def standard_error_of_difference(sd: float, reliability: float) -> float:
    """How far two measurements of an unchanged person lie apart: √(2 · (s · √(1 − r))²).

    Parameters
    ----------
    sd
        Standard deviation at the first measurement.
    reliability
        Retest reliability of that measure (a dimension's mean, not one question), above 0 and below 1.

    Notes
    -----
    Jacobson and Truax 1991, Journal of Consulting and Clinical Psychology 59, 12–19.

    Examples
    --------
    Their patient: s = 7.5, r = .80, from 32.5 to 47.5; the index is 3.16.

    >>> error = standard_error_of_difference(7.5, 0.80)
    >>> round(error, 2), round((47.5 - 32.5) / error, 2)
    (4.74, 3.16)
    """
    checked_reliability(reliability)
    return float(np.sqrt(2 * (sd * np.sqrt(1 - reliability)) ** 2))


def reliable_change(first: ArrayLike, last: ArrayLike, reliability: float) -> Reliable:
    """Count people whose change is larger than 1.96 standard errors of a difference.

    Of people without any change about 1 in 20 lies beyond it as well.

    Examples
    --------
    >>> found = reliable_change([1, 2, 3, 2], [3, 2, 1, 2], 0.8)
    >>> round(found.threshold, 2), found.up, found.down, found.neither
    (1.01, 1, 1, 2)
    """
    before, after = np.asarray(first, dtype=np.float64), np.asarray(last, dtype=np.float64)
    threshold = CRITICAL * standard_error_of_difference(float(before.std(ddof=1)), reliability)
    gained = after - before
    up, down = int((gained > threshold).sum()), int((gained < -threshold).sum())
    return Reliable(threshold, up, down, gained.size - up - down)


def checked_reliability(reliability: float) -> float:
    """The reliability, or a sentence where it is none.

    Raises
    ------
    KitError
        Not above 0 and below 1.

    Examples
    --------
    >>> checked_reliability(0.8)
    0.8
    """
    if not 0 < reliability < 1:
        raise KitError(
            f"{reliability:g} is no retest reliability; give the correlation of two ratings by the same "
            "people without a course between them, above 0 and below 1, such as 0.8."
        )
    return reliability
