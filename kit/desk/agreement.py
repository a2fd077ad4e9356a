"""Show how far markers agree, who gives higher or lower levels, and how that changes over the course.

The figures come from `kit.statistics`, and are shown in sentences and tables. Only levels of the same
text are compared, never those of a draft with those of its revision. Blind markers don't get this page.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, NamedTuple, TypedDict

import pandas as pd

from kit.desk.desk import Desk
from kit.desk.moderation import refuse_blind
from kit.desk.texts import readable
from kit.grading.gradebook import BESIDE, UNNAMED
from kit.grading.markable import markable, of_markable
from kit.model import Interface
from kit.statistics.agreement import agreement as agreement_of
from kit.statistics.severity import FEWEST, drifts, severities

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
    ratings: pd.DataFrame
    """Each marker's last level for each criterion of each version of a text: ``text, learner, rater,
    criterion, level, week``."""
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
    twice = marked.ratings.groupby("text")["rater"].transform("nunique") > 1
    ratings = marked.ratings[twice]
    if ratings.empty:
        sitting = desk.sitting
        place = {"folder": shlex.quote(str(sitting.course_root)), "assignment": sitting.assignment}
        return {"said": words.fill("desk.agree_nobody", **place), "sections": []}
    weeks = set(ratings["week"])
    titles = ", ".join(title for id, title in marked.weeks.items() if id in weeks)
    names = {one.id: one.name for one in desk.criteria}
    return {
        "said": words.fill("desk.agree_what", texts=ratings["text"].nunique(), assignments=titles),
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
    rows = [
        (
            f"{one.learner}\n{one.item}\n{one.revision}",
            one.learner,
            somebody if one.rater == UNNAMED else readable(one.rater),
            one.criterion,
            one.level,
            graded[one.item].id,
        )
        for one in last.values()
        if one.level is not None and one.criterion in criteria
    ]
    # One learner's texts depend on each other, as one text's levels do, so intervals draw learners.
    ratings = pd.DataFrame(rows, columns=["text", "learner", "rater", "criterion", "level", "week"])
    beside = any(one.reason == BESIDE for one in kept)
    return _Marked(ratings, {one.id: one.title for one in graded.values()}, beside)


def _pairs(ratings: pd.DataFrame, words: Interface, names: dict[str, str]) -> list[Section]:
    found: list[Section] = []
    for pair in combinations(ratings["rater"].unique(), 2):
        mine = ratings[ratings["rater"].isin(pair)]
        if mine.groupby(["text", "criterion"])["rater"].nunique().max() < 2:
            continue
        compared = agreement_of(mine, by="criterion")
        whole = compared.iloc[0]
        parts = compared.reindex([one for one in names if one in compared.index[-len(names) :]])
        shares = {"same": _percent(whole["exact"]), "near": _percent(whole["within_one"])}
        sentences = [
            words.fill("desk.agree_pair", texts=whole["texts"], levels=whole["n"], **shares),
            _kappa_said(whole, words),
        ]
        enough = parts[parts["texts"] >= FEWEST]
        if len(enough) and enough["exact"].min() < enough["exact"].max() - _NEAR:
            least = enough["exact"].idxmin()
            said = {"criterion": names[str(least)], "same": _percent(enough["exact"].min())}
            sentences.append(words.fill("desk.agree_least", **said))
        rows = [(words["desk.agree_all"], whole), *((names[str(id)], row) for id, row in parts.iterrows())]
        table = Table(
            caption=words["desk.agree_by_criterion"],
            words=1,
            head=[words[f"desk.agree_{one}"] for one in ("criterion", "texts", "same", "near", "kappa")],
            rows=[
                [
                    name,
                    f"{row['texts']:.0f}",
                    _percent(row["exact"]),
                    _percent(row["within_one"]),
                    _kappa(row),
                ]
                for name, row in rows
            ],
        )
        title = words.fill("desk.agree_two", first=pair[0], second=pair[1])
        found.append(Section(title=title, sentences=sentences, tables=[table]))
    return found


def _kappa_said(row: pd.Series[Any], words: Interface) -> str:
    if row["texts"] < FEWEST:
        return words.fill("desk.agree_kappa_few", fewest=FEWEST)
    if math.isnan(row["qwk"]):
        return words["desk.agree_kappa_none"]
    value = _number(row["qwk"])
    if math.isnan(row["low"]):
        return words.fill("desk.agree_kappa_alone", value=value)
    return words.fill(
        "desk.agree_kappa_said", value=value, low=_number(row["low"]), high=_number(row["high"])
    )


def _kappa(row: pd.Series[Any]) -> str:
    if row["texts"] < FEWEST or math.isnan(row["qwk"]):
        return "–"
    between = "" if math.isnan(row["low"]) else f" ({_number(row['low'])} … {_number(row['high'])})"
    return _number(row["qwk"]) + between


def _severity(ratings: pd.DataFrame, words: Interface, names: dict[str, str]) -> Section:
    whole = severities(ratings)
    said = {True: "desk.agree_higher", False: "desk.agree_lower"}
    sentences = [
        _said(str(rater), row, words, said[row["value"] > 0], "desk.agree_level")
        for rater, row in whole.iterrows()
    ]
    if len(whole) == 2:
        sentences.append(words["desk.agree_mirror"])
    by = [(words["desk.agree_all"], whole)]
    by += [(name, severities(ratings[ratings["criterion"] == id])) for id, name in names.items()]
    table = Table(
        caption=words["desk.agree_beside_others"],
        words=2,
        head=[words[f"desk.agree_{one}"] for one in ("marker", "criterion", "texts", "beside", "between")],
        rows=_rows(by, list(whole.index)),
    )
    return Section(title=words["desk.agree_severity"], sentences=sentences, tables=[table])


def _drift(ratings: pd.DataFrame, words: Interface, weeks: dict[str, str]) -> Section:
    found = drifts(ratings, list(weeks))
    said = {True: "desk.agree_rising", False: "desk.agree_falling"}
    sentences = [
        _said(str(rater), row, words, said[row["value"] > 0], "desk.agree_steady")
        for rater, row in found.iterrows()
    ]
    by = [(title, severities(ratings[ratings["week"] == id])) for id, title in weeks.items()]
    table = Table(
        caption=words["desk.agree_by_assignment"],
        words=2,
        head=[words[f"desk.agree_{one}"] for one in ("marker", "assignment", "texts", "beside", "between")],
        rows=_rows(by, list(ratings["rater"].unique())),
    )
    return Section(
        title=words["desk.agree_drift"],
        sentences=sentences or [words["desk.agree_one_week"]],
        tables=[table] if len(found) else [],
    )


def _said(rater: str, row: pd.Series[Any], words: Interface, apart: str, alike: str) -> str:
    """Say what a difference shows, or that there are too few texts to show anything."""
    value, low, high = row["value"], row["low"], row["high"]
    of = {"rater": rater, "texts": int(row["texts"])}
    if row["texts"] < FEWEST:
        return words.fill("desk.agree_few", value=_signed(value), **of)
    if math.isnan(low):
        return words.fill("desk.agree_alike", value=_signed(value), **of)
    if low <= 0 <= high:
        return words.fill(alike, value=_signed(value), low=_signed(low), high=_signed(high), **of)
    ends = sorted((_number(abs(low)), _number(abs(high))))
    return words.fill(apart, value=_number(abs(value)), low=ends[0], high=ends[1], **of)


def _rows(by: Sequence[tuple[str, pd.DataFrame]], order: Sequence[str]) -> list[list[str]]:
    rows = []
    for what, table in by:
        for rater, row in table.iterrows():
            between = "–" if math.isnan(row["low"]) else f"{_signed(row['low'])} … {_signed(row['high'])}"
            rows.append([str(rater), what, f"{row['texts']:.0f}", _signed(row["value"]), between])
    return sorted(rows, key=lambda row: order.index(row[0]))


_number: Callable[[float], str] = "{:.2f}".format


def _signed(value: float) -> str:
    """Format a number with two decimals and a sign, with a true minus sign; 0 has no sign."""
    return f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
