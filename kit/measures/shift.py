"""Response shift: the then-test beside the first rating of the same time. Neither is the truer one.

The difference may come from another measure in the rater's mind or from memory; it is a quantity of its own,
is never added to a change or taken off it, and gets no verdict.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from kit.measures.intervals import t_interval
from kit.measures.results import Estimate, Withheld


def response_shift(first: ArrayLike, then: ArrayLike) -> Estimate:
    """Then-test minus first rating, with its t interval.

    Notes
    -----
    Howard et al. 1979, Applied Psychological Measurement 3, 1–23, who proposed the then-test; why its reading
    as bias of the first rating is not taken over here: Norman 2003, Quality of Life Research 12, 239–249.

    Examples
    --------
    >>> e = response_shift([2, 3, 2, 1, 3], [1, 2, 2, 1, 1])
    >>> round(e.value, 2), e.low < 0 < e.high, e.n
    (-0.8, True, 5)
    """
    return t_interval(np.asarray(then, dtype=np.float64) - np.asarray(first, dtype=np.float64))


def shift_sentence(label: str, difference: Estimate | Withheld) -> str:
    """The shift in words.

    >>> said = shift_sentence("Equity", Estimate(-0.4, -0.7, -0.1, 12, "t interval"))
    >>> said.split(" rated ")[1]
    '0.40 points lower (−0.70 to −0.10, n = 12) than it was at that time.'
    """
    if isinstance(difference, Withheld):
        return f"{label}: withheld, {difference.reason}."
    span = f"({difference.low:.2f} to {difference.high:.2f}, n = {difference.n})".replace("-", "−")
    where = f"{label}: looking back, the time before the course was rated"
    size = abs(difference.value)
    if size < 0.005:
        return f"{where} as it was at that time {span}."
    way = "lower" if difference.value < 0 else "higher"
    return f"{where} {size:.2f} points {way} {span} than it was at that time."
