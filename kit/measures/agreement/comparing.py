"""All figures of agreement for a set of ratings, as rows of one table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.measures.agreement.many_raters import alpha_of, coincidences, icc
from kit.measures.agreement.ratings_table import Rated
from kit.measures.agreement.two_raters import (
    adjacent,
    confusion,
    exact,
    kappa,
    standardised_mean_difference,
)
from kit.model import LEVELS

Unit = tuple[str, str]
"""A text and a criterion."""
ALL_CRITERIA = "all criteria"
DRAWS = 2_000
CONFIDENCE = 0.95
_ALIKE = 1e-12


class Interval(NamedTuple):
    """A percentile interval; both ends ``nan`` where it can't be had."""

    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """Agreement on one set of units: of two raters, or (``pair`` is ``None``) of all of them at once.

    Over all criteria the levels of different criteria are pooled, which can lie above or below the agreement
    on each of them. A figure is ``nan`` where it has no value (nothing varies, too few units); for more than
    two raters the figures of pairs are ``nan``.
    """

    what: str
    pair: tuple[str, str] | None
    raters: int
    n: int
    """Units that at least two of these raters gave a level."""
    texts: int
    """Texts that these units are of."""
    left_out: int
    """Units that only one of them gave a level."""
    exact: float
    adjacent: float
    kappa: float
    linear: float
    quadratic: float
    quadratic_interval: Interval
    alpha: float
    """Krippendorff's, ordinal."""
    alpha_interval: Interval
    icc_single: float
    icc_average: float
    difference: float
    """Standardised, second rater minus first."""


def compare(ratings: Iterable[Rated], *, by_criterion: bool = False, seed: int = 1) -> list[Row]:
    """A row for each pair of raters and, of more than two, one for all; over all criteria, then by criterion.

    Examples
    --------
    >>> first = [Rated(f"t{i}", "ana", "event", i % 4) for i in range(12)]
    >>> second = [Rated(f"t{i}", "ben", "event", min(3, i % 4 + (i == 5))) for i in range(12)]
    >>> row = compare(first + second)[0]
    >>> row.n, round(row.exact, 2), round(row.quadratic, 2)
    (12, 0.92, 0.97)
    """
    rows = list(ratings)
    criteria = list(dict.fromkeys(one.criterion for one in rows))
    sets: list[tuple[str, list[Rated]]] = (
        [(ALL_CRITERIA if len(criteria) > 1 else criteria[0], rows)] if rows else []
    )
    if by_criterion and len(criteria) > 1:
        sets += [(c, [one for one in rows if one.criterion == c]) for c in criteria]
    found = []
    for what, some in sets:
        raters = list(dict.fromkeys(one.rater for one in some))
        found += [_row(what, some, pair, seed) for pair in combinations(raters, 2)]
        if len(raters) > 2:
            found.append(_row(what, some, raters, seed))
    return found


def pairs_of(ratings: Iterable[Rated], pair: tuple[str, str]) -> tuple[list[int], list[int]]:
    """The levels that two raters gave to the same units, in one order."""
    return _both(_given(ratings, pair))


def _both(given: dict[Unit, list[int | None]]) -> tuple[list[int], list[int]]:
    both = [(a, b) for a, b in given.values() if a is not None and b is not None]
    return [a for a, _ in both], [b for _, b in both]


def _given(ratings: Iterable[Rated], raters: Sequence[str]) -> dict[Unit, list[int | None]]:
    place = {rater: i for i, rater in enumerate(raters)}
    given: dict[Unit, list[int | None]] = {}
    for one in ratings:
        if one.rater in place:
            row = given.setdefault((one.response, one.criterion), [None] * len(place))
            row[place[one.rater]] = one.level
    return given


def _row(what: str, ratings: list[Rated], raters: Sequence[str], seed: int) -> Row:
    given = _given(ratings, raters)
    counted = {unit: row for unit, row in given.items() if sum(v is not None for v in row) > 1}
    whole = {unit: row for unit, row in given.items() if None not in row}
    parts = _by_text(counted, coincidences(list(zip(*counted.values(), strict=True)), LEVELS))
    single, average = icc(np.array(list(whole.values()), float)) if whole else (math.nan, math.nan)
    pair = (raters[0], raters[1]) if len(raters) == 2 else None
    first, second = _both(given) if pair else ([], [])
    cells = np.array([confusion([a], [b], LEVELS) for a, b in zip(first, second, strict=True)])
    tables = _by_text(whole, cells.reshape(-1, len(LEVELS), len(LEVELS))) if pair else _NOTHING
    table = tables.sum(axis=0)
    return Row(
        what=what,
        pair=pair,
        raters=len(raters),
        n=len(counted),
        texts=len(parts),
        left_out=sum(sum(v is not None for v in row) == 1 for row in given.values()),
        exact=exact(table),
        adjacent=adjacent(table),
        kappa=kappa(table),
        linear=kappa(table, "linear"),
        quadratic=kappa(table, "quadratic"),
        quadratic_interval=bootstrap(tables, lambda t: kappa(t, "quadratic"), seed=seed),
        alpha=alpha_of(parts.sum(axis=0), LEVELS, "ordinal"),
        alpha_interval=bootstrap(parts, lambda p: alpha_of(p, LEVELS, "ordinal"), seed=seed),
        icc_single=single,
        icc_average=average,
        difference=standardised_mean_difference(first, second),
    )


_NOTHING: NDArray[np.float64] = np.zeros((0, len(LEVELS), len(LEVELS)))


def _by_text(units: Iterable[Unit], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    # The five levels of one text hang together, so texts are drawn again, never single levels.
    place: dict[str, int] = {}
    where = [place.setdefault(response, len(place)) for response, _ in units]
    sums = np.zeros((len(place), *parts.shape[1:]))
    np.add.at(sums, where, parts)
    return sums


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
        return Interval(math.nan, math.nan)
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    sums = (times @ parts.reshape(n, -1)).reshape((DRAWS, *parts.shape[1:]))
    values = np.array([statistic(one) for one in sums])
    values = values[~np.isnan(values)]
    if len(values) < 0.95 * DRAWS or np.ptp(values) < _ALIKE:
        return Interval(math.nan, math.nan)
    tail = (1 - CONFIDENCE) / 2 * 100
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(float(low), float(high))
