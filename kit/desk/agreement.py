"""Show how far markers agree, who gives higher or lower levels, and how that changes over the course.

The figures come from `kit.measures.agreement`, and are shown in sentences and tables. Only levels of the same
text are compared, never those of a draft with those of its revision. Blind markers don't get this page.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, NamedTuple, TypedDict

from kit.desk.desk import Desk
from kit.desk.moderation import refuse_blind
from kit.desk.texts import readable
from kit.grading.gradebook import BESIDE, UNNAMED
from kit.grading.markable import markable, of_markable
from kit.measures.agreement.comparing import Row, compare
from kit.measures.agreement.ratings_table import Rated
from kit.measures.agreement.severity import FEWEST, Apart, drifts, severities
from kit.model import Interface

_NEAR = 1e-9


class Table(TypedDict):
    """A table of numbers, with a heading for each column and each row."""

    caption: str
    words: int
    """How many of the first columns hold words."""
    head: list[str]
    rows: list[list[str]]


class Section(TypedDict):
    """One part of the page: its sentences, and the numbers behind them."""

    title: str
    sentences: list[str]
    tables: list[Table]


class _Marked(NamedTuple):
    ratings: list[Rated]
    """Each marker's last level for each criterion of each version of a text."""
    weeks: dict[str, str]
    """The titles of the assignments that use these criteria, by id in the course's order."""
    beside: bool
    """Whether a level was given with another marker's in view."""


def agreement(desk: Desk) -> dict[str, Any]:
    """Return the page's content; raises `KitError` for a blind marker.

    It covers all assignments of the course that are marked by the same rubric as this one.
    """
    refuse_blind(desk)
    words, marked = desk.content.words, _marked(desk)
    by_text: dict[str, set[str]] = {}
    for one in marked.ratings:
        by_text.setdefault(one.response, set()).add(one.rater)
    twice = {text for text, raters in by_text.items() if len(raters) > 1}
    if not twice:
        sitting = desk.sitting
        place = {"folder": shlex.quote(str(sitting.course_root)), "assignment": sitting.assignment}
        return {"said": words.fill("desk.agree_nobody", **place), "sections": []}
    ratings = [one for one in marked.ratings if one.response in twice]
    weeks = {one.group for one in ratings}
    titles = ", ".join(title for id, title in marked.weeks.items() if id in weeks)
    names = {one.id: one.name for one in desk.criteria}
    return {
        "said": words.fill("desk.agree_what", texts=len(twice), assignments=titles),
        "sections": [
            *_pairs(ratings, words, names),
            _severity(ratings, words, names),
            _drift(ratings, words, marked.weeks),
        ],
        "limits": [
            *([words["desk.agree_beside_seen"]] if marked.beside else []),
            words.fill("desk.agree_limits", fewest=FEWEST),
        ],
    }


def _marked(desk: Desk) -> _Marked:
    own = next(one for one in desk.content.assignments if one.id == desk.sitting.assignment)
    graded = {one.graded: one for one in desk.content.assignments if one.graded and one.rubric == own.rubric}
    counted = of_markable(markable(desk.sitting.course_root), desk.marks.ratings.ratings())
    kept = [one for one in counted if one.item in graded]
    last = {(one.rater, one.learner, one.item, one.criterion, one.revision): one for one in kept}
    somebody, criteria = desk.content.words["desk.somebody"], {one.id for one in desk.criteria}
    ratings = [
        Rated(
            f"{one.learner}\n{one.item}\n{one.revision}",
            somebody if one.rater == UNNAMED else readable(one.rater),
            one.criterion,
            one.level,
            graded[one.item].id,
        )
        for one in last.values()
        if one.level is not None and one.criterion in criteria
    ]
    beside = any(one.reason == BESIDE for one in kept)
    return _Marked(ratings, {one.id: one.title for one in graded.values()}, beside)


class _Pair(NamedTuple):
    """How far two markers agree on one criterion, or on all."""

    criterion: str | None
    texts: int
    row: Row


def _pairs(ratings: Sequence[Rated], words: Interface, names: dict[str, str]) -> list[Section]:
    found: list[Section] = []
    raters = list(dict.fromkeys(one.rater for one in ratings))
    for pair in combinations(raters, 2):
        compared = (_pair(ratings, pair, criterion) for criterion in (None, *names))
        shown = [one for one in compared if one is not None]
        if not shown:
            continue
        whole, *parts = shown
        shares = {"same": _percent(whole.row.exact), "near": _percent(whole.row.adjacent)}
        sentences = [
            words.fill("desk.agree_pair", texts=whole.texts, levels=whole.row.n, **shares),
            _kappa_said(whole, words),
        ]
        enough = [one for one in parts if one.texts >= FEWEST]
        least = min(enough, key=lambda one: one.row.exact, default=None)
        if least and least.row.exact < max(one.row.exact for one in enough) - _NEAR:
            said = {"criterion": names[least.criterion or ""], "same": _percent(least.row.exact)}
            sentences.append(words.fill("desk.agree_least", **said))
        table = Table(
            caption=words["desk.agree_by_criterion"],
            words=1,
            head=[words[f"desk.agree_{one}"] for one in ("criterion", "texts", "same", "near", "kappa")],
            rows=[
                [
                    words["desk.agree_all"] if one.criterion is None else names[one.criterion],
                    str(one.texts),
                    _percent(one.row.exact),
                    _percent(one.row.adjacent),
                    _kappa(one),
                ]
                for one in shown
            ],
        )
        title = words.fill("desk.agree_two", first=pair[0], second=pair[1])
        found.append(Section(title=title, sentences=sentences, tables=[table]))
    return found


def _pair(ratings: Sequence[Rated], pair: tuple[str, str], criterion: str | None) -> _Pair | None:
    by_unit: dict[tuple[str, str], list[Rated]] = {}
    for one in ratings:
        if one.rater in pair and criterion in (None, one.criterion):
            by_unit.setdefault((one.response, one.criterion), []).append(one)
    both = {unit: some for unit, some in by_unit.items() if len(some) == 2}
    # One learner's texts depend on each other, as one text's levels do, so the interval resamples learners.
    rows = compare(
        Rated(text.partition("\n")[0], one.rater, f"{text}\n{name}", one.level)
        for (text, name), some in both.items()
        for one in sorted(some, key=lambda one: pair.index(one.rater))
    )
    return _Pair(criterion, len({text for text, _ in both}), rows[0]) if rows else None


def _kappa_said(one: _Pair, words: Interface) -> str:
    row = one.row
    if one.texts < FEWEST:
        return words.fill("desk.agree_kappa_few", fewest=FEWEST)
    if math.isnan(row.quadratic):
        return words["desk.agree_kappa_none"]
    low, high = row.quadratic_interval
    if math.isnan(low):
        return words.fill("desk.agree_kappa_alone", value=_number(row.quadratic))
    return words.fill(
        "desk.agree_kappa_said", value=_number(row.quadratic), low=_number(low), high=_number(high)
    )


def _kappa(one: _Pair) -> str:
    row = one.row
    if one.texts < FEWEST or math.isnan(row.quadratic):
        return "–"
    low, high = row.quadratic_interval
    return _number(row.quadratic) + ("" if math.isnan(low) else f" ({_number(low)} … {_number(high)})")


def _severity(ratings: Sequence[Rated], words: Interface, names: dict[str, str]) -> Section:
    whole = severities(ratings)
    said = {True: "desk.agree_higher", False: "desk.agree_lower"}
    sentences = [_said(one, words, said[one.value > 0], "desk.agree_level") for one in whole]
    if len(whole) == 2:
        sentences.append(words["desk.agree_mirror"])
    rows = [
        _row(one, words["desk.agree_all"] if criterion is None else names[criterion])
        for criterion in (None, *names)
        for one in severities(r for r in ratings if criterion in (None, r.criterion))
    ]
    table = Table(
        caption=words["desk.agree_beside_others"],
        words=2,
        head=[words[f"desk.agree_{one}"] for one in ("marker", "criterion", "texts", "beside", "between")],
        rows=sorted(rows, key=lambda row: [one.rater for one in whole].index(row[0])),
    )
    return Section(title=words["desk.agree_severity"], sentences=sentences, tables=[table])


def _drift(ratings: Sequence[Rated], words: Interface, weeks: dict[str, str]) -> Section:
    found = drifts(ratings, list(weeks))
    said = {True: "desk.agree_rising", False: "desk.agree_falling"}
    sentences = [_said(one, words, said[one.value > 0], "desk.agree_steady") for one in found]
    order = list(dict.fromkeys(one.rater for one in ratings))
    rows = [
        _row(one, title)
        for id, title in weeks.items()
        for one in severities(r for r in ratings if r.group == id)
    ]
    table = Table(
        caption=words["desk.agree_by_assignment"],
        words=2,
        head=[words[f"desk.agree_{one}"] for one in ("marker", "assignment", "texts", "beside", "between")],
        rows=sorted(rows, key=lambda row: order.index(row[0])),
    )
    return Section(
        title=words["desk.agree_drift"],
        sentences=sentences or [words["desk.agree_one_week"]],
        tables=[table] if found else [],
    )


def _said(one: Apart, words: Interface, apart: str, alike: str) -> str:
    """Say what a difference shows, or that there are too few texts to show anything."""
    of = {"rater": one.rater, "texts": one.texts}
    if one.texts < FEWEST:
        return words.fill("desk.agree_few", value=_signed(one.value), **of)
    if math.isnan(one.low):
        return words.fill("desk.agree_alike", value=_signed(one.value), **of)
    ends = [_signed(one.low), _signed(one.high)]
    if not one.is_shown:
        return words.fill(alike, value=_signed(one.value), low=ends[0], high=ends[1], **of)
    ends = sorted((_number(abs(one.low)), _number(abs(one.high))))
    return words.fill(apart, value=_number(abs(one.value)), low=ends[0], high=ends[1], **of)


def _row(one: Apart, what: str) -> list[str]:
    between = "–" if math.isnan(one.low) else f"{_signed(one.low)} … {_signed(one.high)}"
    return [one.rater, what, str(one.texts), _signed(one.value), between]


_number: Callable[[float], str] = "{:.2f}".format


def _signed(value: float) -> str:
    """Format a number with two decimals and a sign, with a true minus sign; 0 has no sign."""
    return f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
