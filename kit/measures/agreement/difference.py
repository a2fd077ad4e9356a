"""How far one rater's levels lie above another's, in standard deviations."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def standardised_mean_difference(first: ArrayLike, second: ArrayLike) -> float:
    """Mean of the second minus mean of the first, over the pooled standard deviation.

    Parameters
    ----------
    first, second
        Levels of the same units; shape ``(n,)`` each.

    Returns
    -------
    float
        Above 0 the second rater is the more generous. ``nan`` where nothing varies or n is below two.
        .15 is the flag that is customary between a person and a machine.

    References
    ----------
    Williamson, D. M., Xi, X., & Breyer, F. J. (2012). A framework for evaluation and use of automated
    scoring. *Educational Measurement: Issues and Practice*, 31(1), 2–13.

    Examples
    --------
    >>> standardised_mean_difference([0, 2, 4], [1, 3, 5])
    0.5
    """
    a, b = np.asarray(first, float), np.asarray(second, float)
    if len(a) < 2:
        return float("nan")
    spread = float(np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2))
    return float(b.mean() - a.mean()) / spread if spread else float("nan")
