"""Put all coefficients of agreement into rows of one table, also by subgroup of the texts."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.measures.agreement.coefficients import (
    adjacent,
    alpha,
    coincidences,
    confusion,
    exact,
    icc,
    kappa,
    standardised_mean_difference,
)
from kit.measures.agreement.ratings_table import Rated
from kit.measures.results import Withheld
from kit.measures.suppress import COMPLEMENT, FEWER, counts
from kit.model import LEVELS
from kit.spreadsheet import TableFault

Unit = tuple[str, str]
"""A text and a criterion."""
ALL_CRITERIA = "all criteria"
DRAWS = 2_000
_ALIKE = 1e-12


class Interval(NamedTuple):
    """A percentile interval; both ends are ``nan`` if there is none."""

    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """Agreement on one set of units: of two raters, or (if ``pair`` is ``None``) of all raters at once.

    A row for all criteria pools their levels; the result can be above or below the agreement on each
    criterion. A figure is ``nan`` if it has no value (nothing varies, or there are too few units). In a row
    for more than two raters, the figures for pairs are ``nan``.
    """

    what: str
    pair: tuple[str, str] | None
    raters: int
    n: int
    """Number of units with a level from at least two of these raters."""
    texts: int
    """Number of texts that these units come from."""
    left_out: int
    """Number of units with a level from only one of these raters."""
    exact: float
    adjacent: float
    kappa: float
    linear: float
    quadratic: float
    quadratic_interval: Interval
    alpha: float
    """Krippendorff's alpha, ordinal."""
    alpha_interval: Interval
    icc_single: float
    icc_average: float
    difference: float
    """Standardized mean difference, second rater minus first."""


def compare(ratings: Iterable[Rated], *, by_criterion: bool = False, seed: int = 1) -> list[Row]:
    """Return a row for each pair of raters and, if there are more than two, one for all raters together.

    Rows over all criteria come first, then, with ``by_criterion``, those for each criterion.

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
    """Return the levels that two raters gave to the same units, in the same order."""
    given = _given(ratings, pair).values()
    both = [(a, b) for a, b in given if a is not None and b is not None]
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
    first, second = pairs_of(ratings, pair) if pair else ([], [])
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
        alpha=alpha(parts.sum(axis=0)),
        alpha_interval=bootstrap(parts, alpha, seed=seed),
        icc_single=single,
        icc_average=average,
        difference=standardised_mean_difference(first, second),
    )


_NOTHING: NDArray[np.float64] = np.zeros((0, len(LEVELS), len(LEVELS)))


def _by_text(units: Iterable[Unit], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    # The levels of one text depend on each other, so the bootstrap resamples texts, never single levels.
    place: dict[str, int] = {}
    where = [place.setdefault(response, len(place)) for response, _ in units]
    sums = np.zeros((len(place), *parts.shape[1:]))
    np.add.at(sums, where, parts)
    return sums


def bootstrap(
    parts: NDArray[np.float64], statistic: Callable[[NDArray[np.float64]], float], *, seed: int = 1
) -> Interval:
    """Return the percentile bootstrap interval of a statistic of a sum of tables.

    ``parts`` holds what each unit adds to the sum; units are resampled. With few units, the interval is
    somewhat too narrow. Draws in which the statistic has no value are skipped; if more than one in twenty has
    none, there is no interval. There is none either if all draws are the same, as with full agreement:
    resampling can't show a disagreement that isn't in the units.

    >>> agreed = np.array([[1.0, 1.0]] * 30 + [[0.0, 1.0]] * 10)
    >>> low, high = bootstrap(agreed, lambda s: float(s[0] / s[1]))
    >>> bool(low < 0.75 < high)
    True
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
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))


NO_GROUP = "(no group)"
_Kind = tuple[str, tuple[str, str] | None]
"""A row's criterion (or all criteria), and the pair that it compares."""


@dataclass(frozen=True)
class Group:
    """One subgroup: its rows, or why they are withheld."""

    name: str
    rows: list[Row] | Withheld


def by_group(ratings: Iterable[Rated], *, by_criterion: bool = False, seed: int = 1) -> list[Group]:
    """Return the rows of `compare` for each subgroup; rows that would expose a small group are withheld too.

    A text belongs to the group that any of its ratings names. A row counts the texts that at least two of its
    raters read, so one pair or one criterion may be withheld while others are shown. Raises `TableFault` if a
    text has two groups.

    >>> rows = [Rated(f"t{i}", r, "event", i % 4, "a" if i < 25 else "b") for i in range(30) for r in "xy"]
    >>> [(group.name, isinstance(group.rows, Withheld)) for group in by_group(rows)]
    [('a', True), ('b', True)]
    """
    rows = list(ratings)
    group_of: dict[str, str] = {}
    for one in rows:
        if one.group is None:
            continue
        if group_of.setdefault(one.response, one.group) != one.group:
            raise TableFault(
                f"text {one.response} is in two groups, {group_of[one.response]} and {one.group}; "
                "give it only one."
            )
    texts: dict[str, set[str]] = {}
    for one in rows:
        texts.setdefault(group_of.get(one.response, NO_GROUP), set()).add(one.response)
    made = {
        name: compare([r for r in rows if r.response in members], by_criterion=by_criterion, seed=seed)
        for name, members in sorted(texts.items())
    }
    held = _held({name: {(r.what, r.pair): r.texts for r in some} for name, some in made.items()})
    found = []
    for name, some in made.items():
        shown = [row for row in some if (row.what, row.pair) not in held[name]]
        why = next(iter(held[name].values()), FEWER)
        reason = why.reason.replace("people", "texts")
        found.append(Group(name, shown if any(row.texts for row in shown) else Withheld(reason)))
    return found


def _held(sizes: Mapping[str, Mapping[_Kind, int]]) -> dict[str, dict[_Kind, Withheld]]:
    """Return the rows to withhold, by group, given the same row for other groups and for all texts."""
    held: dict[str, dict[_Kind, Withheld]] = {name: {} for name in sizes}
    for kind in dict.fromkeys(kind for some in sizes.values() for kind in some):
        row = counts({name: some[kind] for name, some in sizes.items() if kind in some})
        for name, size in row.items():
            if isinstance(size, Withheld):
                held[name][kind] = size
    # "All criteria" minus the criteria shown would give the withheld ones, here or in another group.
    parts = {pair for some in held.values() for what, pair in some if what != ALL_CRITERIA}
    for name, some in sizes.items():
        for what, pair in some:
            if what == ALL_CRITERIA and pair in parts:
                held[name].setdefault((what, pair), COMPLEMENT)
    return held
