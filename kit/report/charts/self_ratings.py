"""One learner's self-ratings: a row of panels for each dimension, a panel for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit.measures import alt_text, occasion_name
from kit.measures.words import gap_name
from kit.report.charts.drawn import Drawn
from kit.report.charts.panel_grid import Panel, panel_grid
from kit.report.charts.scale_panel import LOOKS, Dot
from kit.report.charts.table import Table, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_GAPS = {"no_chance": "no chance", "two_answers": "two answers"}


def self_ratings_figure(growth: Mapping[str, Any], *, learner: str) -> Figure:
    """The picture for what `kit.measures.self_ratings` returns.

    Parameters
    ----------
    growth
        Items, occasions, scale, sentence and limits.
    learner
        Whose ratings these are, for the title; empty where only a workspace's number is known.
    """
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
    """Picture, table and words for what `kit.measures.self_ratings` returns.

    Parameters
    ----------
    growth
        Items, occasions, scale, sentence and limits.
    learner
        Whose ratings these are; empty where only a workspace's number is known.

    Examples
    --------
    >>> from kit.content import compiled
    >>> from kit.measures import self_ratings
    >>> growth_drawn(self_ratings([], compiled())).alt
    'An empty chart: there are no self-ratings yet.'
    """
    return Drawn(
        self_ratings_figure(growth, learner=learner),
        (growth_table(growth),),
        alt_text(growth),
        "Self-ratings over the course",
        "growth",
    )


def growth_table(growth: Mapping[str, Any]) -> Table:
    """The numbers of the picture: a row for each question, a column for each occasion."""
    occasions = growth["occasions"]
    rows = [
        (
            f"{row['strategy']}. {row['label']}",
            *(cell(row["values"].get(o), row["missing"].get(o), growth["scale"]) for o in occasions),
        )
        for row in growth["items"]
    ]
    return table(
        "The same numbers as in the picture", ["Question", *(occasion_name(o) for o in occasions)], rows
    )


def cell(value: int | None, reason: str | None, scale: Mapping[int, str]) -> str:
    """A rating in words for a table, or why there is none.

    >>> cell(4, None, {4: "every"}), cell(None, "no_chance", {})
    ('4 · every', 'no chance yet')
    """
    if value is None:
        return gap_name(reason)
    return f"{value} · {scale[value]}" if value in scale else str(value)


def _dot(row: Mapping[str, Any], occasion: str) -> Dot:
    value = row["values"].get(occasion)
    if value is not None:
        return Dot(LOOKS[occasion], value)
    reason = row["missing"].get(occasion)
    return Dot(LOOKS[occasion], words=_GAPS.get(str(reason), "no rating"))
