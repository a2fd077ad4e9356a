"""Confidence intervals of a mean: by t, and by the studentised bootstrap.

Both were run 4,000 times on made-up pairs (10 to 60 people; single questions and means of three, rounded to
0–4, near the floor and the ceiling of the scale, with and without change). The t interval covered the true
mean in .945–.959 of the runs, the studentised bootstrap in .923–.955, lowest for single questions near the
floor. So intervals that are shown are t intervals. Where four people of five do not move at all and the
others only upwards, t covers too seldom (.86 with 12 people, .93 with 60) and the bootstrap does not
(.93–.98): it is the second opinion that a verdict of change needs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from kit.measures.results import Estimate

Floats = NDArray[np.float64]

RESAMPLES = 1999
"""Bootstrap samples drawn; one less than a round number, so that the quantiles fall on samples."""

T_INTERVAL = "t interval"


def t_interval(values: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """A mean with its t interval.

    Parameters
    ----------
    values
        At least two numbers.
    confidence
        How often such an interval holds the true mean.

    Notes
    -----
    Mean ± t · s/√n with n − 1 degrees of freedom (Student 1908, Biometrika 6, 1–25).

    Examples
    --------
    Hours of sleep gained by ten patients, from that paper; R's ``t.test`` gives 0.7001 to 2.4599.

    >>> gained = [1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4]
    >>> e = t_interval(gained)
    >>> round(e.value, 4), round(e.low, 4), round(e.high, 4), e.n
    (1.58, 0.7001, 2.4599, 10)
    """
    data = _checked(values)
    low, high = t_bounds(data, confidence=confidence)
    return Estimate(float(data.mean()), float(low), float(high), data.size, T_INTERVAL, confidence)


def t_bounds(values: Floats, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Ends of the t interval along the last axis.

    >>> low, high = t_bounds(np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]]))
    >>> low.round(2), high.round(2)
    (array([-0.48, -0.97]), array([4.48, 8.97]))
    """
    n = values.shape[-1]
    mean, error = _mean_and_error(values)
    reach = special.stdtrit(n - 1, (1 + confidence) / 2) * error
    return mean - reach, mean + reach


def t_p_value(values: Floats) -> Floats:
    """Two-sided p of a mean of zero, along the last axis; 1 where nothing varies.

    >>> float(t_p_value(np.array([1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4])).round(5))
    0.00283
    """
    mean, error = _mean_and_error(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(error > _NOTHING, np.abs(mean) / error, 0.0)
    return np.asarray(2 * special.stdtr(values.shape[-1] - 1, -t))


def bootstrap_bounds(
    values: Floats, *, seed: int = 1, resamples: int = RESAMPLES, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Ends of the studentized bootstrap interval along the last axis, the same samples for every row.

    The quantiles of (m* − m)/e* over samples drawn with replacement take the place of t (Efron and Tibshirani
    1993, An Introduction to the Bootstrap, section 12.5). A plain percentile interval covers too seldom with
    ten to thirty people.

    >>> low, high = bootstrap_bounds(np.array([[1.0, 2.0, 3.0, 4.0, 6.0]]), resamples=199)
    >>> bool(low[0] < 3.2 < high[0])
    True
    """
    n = values.shape[-1]
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples).astype(np.float64).T
    mean, error = _mean_and_error(values)
    centred = values - mean[..., None]
    means = centred @ times / n
    errors = np.sqrt(np.maximum(centred**2 @ times / n - means**2, 0) / (n - 1))
    # A sample of one value repeated has no spread: its t is without bound, on the side of its mean.
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(errors > _NOTHING, means / errors, np.sign(np.round(means, 12)) * np.finfo(float).max)
    below, above = np.quantile(t, [(1 - confidence) / 2, (1 + confidence) / 2], axis=-1)
    with np.errstate(over="ignore"):
        return mean - above * error, mean - below * error


_NOTHING = 1e-12


def _mean_and_error(values: Floats) -> tuple[Floats, Floats]:
    mean = values.mean(axis=-1)
    return np.asarray(mean), np.asarray(values.std(axis=-1, ddof=1) / np.sqrt(values.shape[-1]))


def _checked(values: ArrayLike) -> Floats:
    data = np.asarray(values, dtype=np.float64).ravel()
    if data.size < 2:
        raise ValueError("an interval needs at least two numbers")
    if not np.isfinite(data).all():
        raise ValueError("an interval is made of numbers; leave gaps out first")
    return data
