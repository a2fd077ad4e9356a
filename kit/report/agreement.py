"""How far the markers of a class agree, in a sentence; `kit.measures.agreement` computes it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from kit.grading.gradebook import BESIDE
from kit.measures.ledger import Ledger
from kit.measures.results import Withheld
from kit.model import Rating
from kit.report.charts.numbers import number

_BESIDE = "Some marked where they could see the earlier marks, so they did not work apart."


def markers(ratings: Sequence[Rating], learners: Set[str], ledger: Ledger, on: str) -> str | Withheld:
    """What two or more markers have in common over the texts of these learners.

    Parameters
    ----------
    ratings
        All ratings in the order they were kept, which a clock does not change; a rater's last level counts.
    learners
        Those whose texts may be used. Where fewer than ten of them were marked twice, nothing is said.
    ledger, on
        What was released before, and the day of this report (see `kit.measures.publish`).

    Examples
    --------
    >>> markers([], frozenset(), Ledger(), "2026-09-12")
    Withheld(reason='fewer than 10 people have a text that two markers marked')
    """
    from kit.measures.publish import publish_sentence
    from kit.measures.suppress import LEAST, fewer

    levels: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for one in ratings:
        if one.level is not None and one.learner in learners:
            levels[one.learner, one.item, one.criterion][one.rater] = one.level
    twice = {key: theirs for key, theirs in levels.items() if len(theirs) > 1}
    if len({learner for learner, _, _ in twice}) < LEAST:
        return Withheld(f"{fewer().reason} have a text that two markers marked")
    cells: dict[str, dict[str, object]] = defaultdict(dict)
    for (learner, item, criterion), theirs in twice.items():
        cells[f"{item}:{criterion}"][learner] = sorted(theirs.items())
    beside = f" {_BESIDE}" if any(one.reason == BESIDE for one in ratings) else ""
    return publish_sentence(ledger, cells, f"{_said(twice)}{beside}", on, LEAST)


def _said(twice: Mapping[tuple[str, str, str], Mapping[str, int]]) -> str:
    from kit.measures.agreement import Rated, compare

    # A learner's texts hang together as a text's levels do: whole learners are drawn again.
    rows = compare(
        Rated(learner, rater, f"{item}\n{criterion}", level)
        for (learner, item, criterion), theirs in twice.items()
        for rater, level in theirs.items()
    )
    row = rows[-1]
    texts = len({key[:2] for key in twice})
    marked = f"{texts} texts ({row.n} levels{_pooled(twice)})"
    given = f"{row.raters} people marked the same {marked}"
    if row.pair is None:
        given = f"At least two of {row.raters} people marked each of {marked}"
        low, high = row.alpha_interval.low, row.alpha_interval.high
        alpha = _coefficient("Krippendorff’s alpha for ordered levels", row.alpha, low, high)
        return f"{given}: {alpha}"
    low, high = row.quadratic_interval.low, row.quadratic_interval.high
    same, near = 100 * row.exact, 100 * row.adjacent
    kappa = _coefficient("weighted kappa", row.quadratic, low, high)
    return f"{given}: the same level in {same:.0f} %, at most one level apart in {near:.0f} %, {kappa}"


def _coefficient(name: str, value: float, low: float, high: float) -> str:
    if math.isnan(value):
        return f"{name} has no value here, since the levels do not vary."
    between = "no interval can be given"
    if not math.isnan(low):
        between = f"{number(low, 2)} to {number(high, 2)}, a 95 % interval that is too short for few learners"
    return f"{name} {number(value, 2)} ({between}), where 1 is full agreement and 0 what chance gives."


def _pooled(twice: Iterable[tuple[str, str, str]]) -> str:
    several = len({key[1:] for key in twice}) > 1
    return ", all criteria and tasks taken together, so not the agreement on any one" if several else ""
