"""A group's self-ratings: means with intervals, by dimension or by question, at each occasion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kit.measures import occasion_name
from kit.measures.results import Cohort, Estimate, Kind, Summary, Withheld
from kit.report.charts.drawn import Drawn
from kit.report.charts.numbers import (
    interval,
    intervals,
    learners,
    lines,
    noun,
    number,
    people,
    reasons,
    why,
    withheld,
)
from kit.report.charts.panel_grid import Panel, panel_grid
from kit.report.charts.scale_panel import LOOKS, dot_of
from kit.report.charts.table import Table, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LIMITS = (
    "These are people's own accounts of how often they did something, not what a family saw or felt. A mean "
    "hides who moved up and who moved down, and dots need not rest on the same people. A step between two "
    "dots is not yet a change: the paired change and its interval tell."
)
_TITLE = "How often, by the group's own account"


def cohort_drawn(cohort: Cohort, *, kind: Kind = "dimension", note: str = "") -> Drawn:
    """Means with intervals for what `kit.measures.cohort.cohort` returns.

    Parameters
    ----------
    cohort
        The group's numbers; what is withheld there is written as words here.
    kind
        A panel for each dimension, or for each question.
    note
        A line before the caption, such as "Made-up data."

    Examples
    --------
    >>> from kit.report.charts.made_up import NOTE, made_up_cohort
    >>> from kit.content import compiled
    >>> drawn = cohort_drawn(made_up_cohort(compiled()), note=NOTE)
    >>> drawn.name, len(drawn.tables[0].rows)
    ('cohort_dimensions', 20)
    """
    mine = [s for s in cohort.summaries if s.kind == kind and s.occasion in LOOKS]
    return Drawn(
        cohort_figure(cohort, kind=kind, note=note),
        (_table(cohort, mine, kind),),
        _alt(cohort, mine, kind),
        f"{_TITLE}, by {noun(kind)}",
        f"cohort_{kind}s",
    )


def cohort_figure(cohort: Cohort, *, kind: Kind = "dimension", note: str = "") -> Figure:
    """The picture alone; see `cohort_drawn`."""
    mine = [s for s in cohort.summaries if s.kind == kind and s.occasion in LOOKS]
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
    """Summaries of one question or dimension together, occasions in order."""
    rows: dict[str, dict[str, Summary]] = {}
    for summary in summaries:
        rows.setdefault(summary.id, {})[summary.occasion] = summary
    return [[row[o] for o in cohort.occasions if o in row] for row in rows.values()]


def _table(cohort: Cohort, summaries: Sequence[Summary], kind: Kind) -> Table:
    rows = [
        (
            s.label,
            occasion_name(s.occasion),
            interval(s.estimate),
            s.estimate.n if isinstance(s.estimate, Estimate) else "–",
            reasons(s.missing),
        )
        for row in _rows(cohort, summaries)
        for s in row
    ]
    hidden = [cell for s in summaries for cell in (s.estimate, *s.missing.values())]
    scale = ", ".join(f"{value} {word}" for value, word in cohort.scale.items())
    return table(
        f"Means of self-ratings with intervals ({scale}); {learners(cohort)}. {why(hidden)}".strip(),
        [noun(kind).capitalize(), "Occasion", "Mean (interval)", "n", "No number"],
        rows,
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
    over = f"Dots with intervals for {len(rows)} {noun(kind)}s: mean self-ratings from {ends}"
    return f"{over}, {learners(cohort)}. {told} {why(s.estimate for s in summaries)}".strip()


def _said(summary: Summary) -> str:
    cell = summary.estimate
    return withheld(cell) if isinstance(cell, Withheld) else number(cell.value)
