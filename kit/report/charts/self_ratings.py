"""Draw self-ratings: one learner's, with a panel for each question, or a group's means with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kit.measures import alt_text, occasion_name
from kit.measures.ratings import gap_name
from kit.measures.results import Cohort, Estimate, Kind, Summary, Withheld
from kit.report.charts.drawn import Drawn, Table, table
from kit.report.charts.numbers import (
    NOBODY_WITHOUT,
    intervals,
    learners,
    lines,
    noun,
    number,
    people,
    table_of_numbers,
    why,
    withheld,
)
from kit.report.charts.panels import LOOKS, Dot, Panel, dot_of, panel_grid

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_GAPS = {"no_chance": "no chance", "two_answers": "two answers"}
_LIMITS = (
    "These are people's own accounts of how often they did something, not what a family saw or felt. A mean "
    "hides who went up and who went down, and two dots may be about different people. A difference between "
    "two dots is not yet a change: for that, see the paired change and its interval."
)
_TITLE = "How often, by the group's own account"


def _learner_figure(growth: Mapping[str, Any], learner: str) -> Figure:
    panels = [
        Panel(row["dimension"], row["strategy"], [_dot(row, o) for o in growth["occasions"]])
        for row in growth["items"]
    ]
    rated = sum(v is not None for row in growth["items"] for v in row["values"].values())
    return panel_grid(
        f"How often, by {learner or 'the learner'}'s own account",
        growth["sentence"],
        panels,
        growth["scale"],
        [f"n = {rated} ratings by one person. What this cannot show:", *growth["cannot_show"]],
    )


def growth_drawn(growth: Mapping[str, Any], *, learner: str = "") -> Drawn:
    """Draw what `kit.measures.self_ratings` returns; `learner` is empty if no name is known.

    >>> from kit.content import compiled
    >>> from kit.measures import self_ratings
    >>> growth_drawn(self_ratings([], compiled())).alt
    'An empty chart: there are no self-ratings yet.'
    """
    occasions = growth["occasions"]
    head = ["Question", *map(occasion_name, occasions)]
    rows = [
        (
            f"{row['strategy']}. {row['label']}",
            *(_cell(row["values"].get(o), row["missing"].get(o), growth["scale"]) for o in occasions),
        )
        for row in growth["items"]
    ]
    return Drawn(
        _learner_figure(growth, learner),
        (table("The same numbers as in the picture", head, rows),),
        alt_text(growth),
        "Self-ratings over the course",
        "growth",
    )


def _cell(value: int | None, reason: str | None, scale: Mapping[int, str]) -> str:
    if value is None:
        return gap_name(reason)
    return f"{value} · {scale[value]}" if value in scale else str(value)


def _dot(row: Mapping[str, Any], occasion: str) -> Dot:
    value = row["values"].get(occasion)
    if value is not None:
        return Dot(LOOKS[occasion], value)
    reason = row["missing"].get(occasion)
    return Dot(LOOKS[occasion], words=_GAPS.get(str(reason), "no rating"))


def cohort_drawn(cohort: Cohort, *, kind: Kind = "dimension", note: str = "") -> Drawn:
    """Draw a group's means with intervals, with a panel for each dimension or question."""
    mine = [s for s in cohort.summaries if s.kind == kind and s.occasion in LOOKS]
    return Drawn(
        _group_figure(cohort, mine, kind, note),
        (_table(cohort, mine, kind),),
        _alt(cohort, mine, kind),
        f"{_TITLE}, by {noun(kind)}",
        f"cohort_{kind}s",
    )


def _group_figure(cohort: Cohort, mine: Sequence[Summary], kind: Kind, note: str) -> Figure:
    names = {s.dimension or s.id: s.label for s in cohort.summaries if s.kind == "dimension"}
    panels = [
        Panel(
            names.get(row[0].dimension, "") if kind == "item" else "",
            row[0].label,
            [dot_of(LOOKS[s.occasion], s.estimate) for s in row],
        )
        for row in _rows(cohort, mine)
    ]
    cells = [s.estimate for s in mine]
    by_dot = f"; by dot: {people(cells)}" if people(cells) else ""
    notes = lines(
        f"{note} {learners(cohort)}{by_dot}. {intervals(cells)}",
        why(cells),
        "What this cannot show:",
        _LIMITS,
    )
    columns, height = (2, 1.3) if kind == "dimension" else (3, 1.03)
    return panel_grid(_TITLE, "", panels, cohort.scale, notes, columns=columns, height=height)


def _rows(cohort: Cohort, summaries: Sequence[Summary]) -> list[list[Summary]]:
    """Group the summaries by question or dimension, with occasions in order."""
    rows: dict[str, dict[str, Summary]] = {}
    for summary in summaries:
        rows.setdefault(summary.id, {})[summary.occasion] = summary
    return [[row[o] for o in cohort.occasions if o in row] for row in rows.values()]


def _table(cohort: Cohort, summaries: Sequence[Summary], kind: Kind) -> Table:
    scale = ", ".join(f"{value} {word}" for value, word in cohort.scale.items())
    return table_of_numbers(
        f"Means of self-ratings with 95% intervals ({scale}); {learners(cohort)}.",
        [noun(kind).capitalize(), "Occasion", "Mean (95% interval)", "n", "No number"],
        [
            (
                s.label,
                occasion_name(s.occasion),
                s.estimate,
                s.estimate.n if isinstance(s.estimate, Estimate) else "–",
                s.missing,
            )
            for row in _rows(cohort, summaries)
            for s in row
        ],
        # Gaps are known only by question, so nothing may be said about gaps in a dimension.
        same={"No number": NOBODY_WITHOUT if kind == "item" else ""},
    )


def _alt(cohort: Cohort, summaries: Sequence[Summary], kind: Kind) -> str:
    rows = _rows(cohort, summaries)
    ends = " to ".join(f"{v} {cohort.scale[v]}" for v in (min(cohort.scale), max(cohort.scale)))
    told = " ".join(
        f"{row[0].label}: " + ", ".join(f"{occasion_name(s.occasion)} {_said(s)}" for s in row) + "."
        for row in rows
    )
    if not rows:
        return "An empty chart: there are no self-ratings of a group yet."
    over = f"Dots with 95% intervals for {len(rows)} {noun(kind)}s: mean self-ratings from {ends}"
    return f"{over}, {learners(cohort)}. {told} {why(s.estimate for s in summaries)}".strip()


def _said(summary: Summary) -> str:
    cell = summary.estimate
    return withheld(cell) if isinstance(cell, Withheld) else number(cell.value)
