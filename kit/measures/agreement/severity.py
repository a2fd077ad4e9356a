"""Measure how much higher or lower each rater's levels are than the others' on the same texts, and any drift.

A difference is a rater's level minus the mean of the others' levels on the same criterion of the same text.
A text's levels depend on each other, so they are averaged into one difference, and intervals count texts.
With two raters, one's difference is the other's with the opposite sign.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from kit.measures.agreement.ratings_table import Rated
from kit.measures.change import t_interval

FEWEST = 10
"""With fewer texts than this, no difference of a rater counts as shown."""
_ALIKE = 1e-12


@dataclass(frozen=True)
class Apart:
    """How far one rater's levels are above the others'."""

    rater: str
    texts: int
    """Number of texts that somebody else rated too."""
    value: float
    """Mean difference over these texts, in levels; below 0 is lower than the others."""
    low: float
    high: float
    """Ends of the 95% t interval (`low`, `high`); ``nan`` for one text, or if all differences are equal."""

    @property
    def is_shown(self) -> bool:
        """Whether the texts show a difference: there are enough of them, and the interval excludes 0."""
        return self.texts >= FEWEST and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class Drift(Apart):
    """How much a rater's difference grows from one step to the next; `texts` counts those of all steps."""

    steps: int
    """Number of steps that have texts."""


def severities(ratings: Iterable[Rated]) -> list[Apart]:
    """Compare each rater with the others, in the order in which they first appear.

    Parameters
    ----------
    ratings
        Levels; a rater has at most one for each criterion of a text. Raters who share no text with anybody
        are left out.

    Returns
    -------
    list of Apart
        Differences in levels.

    Examples
    --------
    Ben gives one level less than Ana on every second text:

    >>> ana = [Rated(f"t{n}", "ana", "event", 2) for n in range(10)]
    >>> ben = [Rated(f"t{n}", "ben", "event", 2 - n % 2) for n in range(10)]
    >>> [(one.rater, one.texts, one.value, round(one.low, 2)) for one in severities(ana + ben)]
    [('ana', 10, 0.5, 0.12), ('ben', 10, -0.5, -0.88)]
    """
    found = []
    for rater, by_text in _differences(ratings).items():
        values = np.array([value for value, _ in by_text.values()])
        found.append(Apart(rater, len(values), *_interval(values)))
    return found


def drifts(ratings: Iterable[Rated], order: Sequence[str]) -> list[Drift]:
    """Return each rater's drift: the slope of a straight line through the texts' differences, step by step.

    Parameters
    ----------
    ratings
        As for `severities`; ``group`` is the step that the text belongs to.
    order
        All steps in order, including those without texts, so that distances between steps are right.

    Returns
    -------
    list of Drift
        Levels per step, with the 95% interval of least squares. A rater who shares texts with others at only
        one step, or shares fewer than three texts, is left out.

    Examples
    --------
    >>> ana = [Rated(f"{w}{n}", "ana", "event", 1, w) for w in "abc" for n in range(4)]
    >>> ben = [Rated(f"{w}{n}", "ben", "event", 1 + (n < "abc".index(w)), w) for w in "abc" for n in range(4)]
    >>> [(one.rater, round(one.value, 2), one.steps) for one in drifts(ana + ben, "abc")]
    [('ana', -0.25, 3), ('ben', 0.25, 3)]
    """
    place = {step: at for at, step in enumerate(order)}
    found = []
    for rater, by_text in _differences(ratings).items():
        known = [(place[step], value) for value, step in by_text.values() if step in place]
        at, values = (np.array([one[n] for one in known], float) for n in (0, 1))
        steps = len(set(at))
        if steps > 1 and len(values) > 2:
            found.append(Drift(rater, len(values), *_slope(at, values), steps))
    return found


def _differences(ratings: Iterable[Rated]) -> dict[str, dict[str, tuple[float, str | None]]]:
    """Return the mean difference and the text's group, by rater and text."""
    together: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    group: dict[str, str | None] = {}
    for one in ratings:
        if one.level is not None:
            together[one.response, one.criterion][one.rater] = one.level
            group[one.response] = one.group
    apart: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (text, _), given in together.items():
        for rater, level in given.items():
            others = [theirs for name, theirs in given.items() if name != rater]
            if others:
                apart[rater][text].append(level - sum(others) / len(others))
    return {
        rater: {text: (float(np.mean(some)), group[text]) for text, some in by_text.items()}
        for rater, by_text in apart.items()
    }


def _interval(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float, float]:
    if len(values) < 2 or np.ptp(values) < _ALIKE:
        return float(values.mean()), math.nan, math.nan
    found = t_interval(values)
    return found.value, found.low, found.high


def _slope(
    at: np.ndarray[tuple[int], np.dtype[np.float64]], values: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> tuple[float, float, float]:
    """Return the least-squares slope and its interval, with n − 2 degrees of freedom."""
    around = at - at.mean()
    spread = float((around**2).sum())
    slope = float((around * values).sum()) / spread
    left = values - values.mean() - slope * around
    error = math.sqrt(float((left**2).sum()) / (len(at) - 2) / spread)
    if error < _ALIKE:
        return slope, math.nan, math.nan
    reach = float(special.stdtrit(len(at) - 2, 0.975)) * error
    return slope, slope - reach, slope + reach
