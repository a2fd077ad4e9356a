"""Intraclass correlation of raters who all read the same units, absolute agreement."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Icc(NamedTuple):
    """``single`` is ICC(A,1), one rater's reliability; ``average`` is ICC(A,k), that of the raters' mean."""

    single: float
    average: float


def icc(ratings: ArrayLike) -> Icc:
    """ICC(A,1) and ICC(A,k): two-way random effects, absolute agreement.

    Parameters
    ----------
    ratings
        Shape ``(units, raters)``, complete: leave out units that a rater did not read.

    Returns
    -------
    Icc
        Both ``nan`` with fewer than two units or raters, or where nothing varies.

    References
    ----------
    McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients.
    *Psychological Methods*, 1, 30–46, table 4, case 2A. They are ICC(2,1) and
    ICC(2,k) in Shrout, P. E., & Fleiss, J. L. (1979). *Psychological Bulletin*, 86, 420–428.

    Examples
    --------
    The six targets and four judges of Shrout and Fleiss (1979), where they are .29 and .62:

    >>> judged = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> one, mean = icc(judged)
    >>> round(one, 2), round(mean, 2)
    (0.29, 0.62)
    """
    x = np.asarray(ratings, float)
    n, k = x.shape if x.ndim == 2 else (0, 0)
    if n < 2 or k < 2:
        return Icc(float("nan"), float("nan"))
    rows, columns, whole = x.mean(axis=1), x.mean(axis=0), x.mean()
    between = k * float(((rows - whole) ** 2).sum()) / (n - 1)
    raters = n * float(((columns - whole) ** 2).sum()) / (k - 1)
    left = x - rows[:, None] - columns[None, :] + whole
    error = float((left**2).sum()) / ((n - 1) * (k - 1))
    single = between + (k - 1) * error + k * (raters - error) / n
    average = between + (raters - error) / n
    if not single or not average:
        return Icc(float("nan"), float("nan"))
    return Icc((between - error) / single, (between - error) / average)
