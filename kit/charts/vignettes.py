"""Two transfer vignettes: the level on the first and on the second, criterion by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.drawn import Drawn
from kit.charts.needed import OKABE_ITO
from kit.charts.numbers import count, interval, intervals, number, people, withheld
from kit.charts.panel_grid import Panel, panel_grid
from kit.charts.scale_panel import Dot, Look
from kit.charts.table import table
from kit.growth.results import Cohort, VignetteChange, Withheld

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kit.charts.numbers import Given

_TITLE = "Two unknown families: the first answer and the second"
_LIMITS = (
    "Two short texts are a small sample of what people do, and the two families differ. Half should meet "
    "form A first and half form B; where they do not, a difference may be the form's. No group without the "
    "course stands beside this one."
)
_FIRST = Look("first", "o", OKABE_ITO["blue"])
_SECOND = Look("second", "s", OKABE_ITO["vermillion"])
_VERDICTS = {True: "distinguishable", False: "not distinguishable", None: "not asked"}


def vignettes_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Levels on both vignettes with intervals, and how many met which form first.

    Parameters
    ----------
    cohort
        The group's numbers; what is withheld there is written as words here.
    note
        A line before the caption, such as "Made-up data."
    """
    rows = [
        (
            v.label,
            interval(v.pre),
            interval(v.post),
            interval(v.difference, 2, signed=True),
            interval(v.effect, 2, signed=True),
            count(v.pairs),
            count(v.orders.get("ab", 0)),
            count(v.orders.get("ba", 0)),
            _VERDICTS[v.distinguishable],
        )
        for v in cohort.vignettes
    ]
    head = ["Criterion", "First (interval)", "Second (interval)", "Difference (interval)",
            "Hedges' g (interval)", "Pairs", "Form A first", "Form B first", "From no change"]  # fmt: skip
    told = " ".join(f"{_told(v)}." for v in cohort.vignettes)
    return Drawn(
        vignettes_figure(cohort, note=note),
        table("Levels on the first and the second vignette", head, rows),
        f"Dots with intervals, first and second vignette by criterion. {told} {_orders(cohort)}"
        if rows
        else "An empty chart: no pair of vignettes is marked yet.",
        _TITLE,
        "vignettes",
    )


def vignettes_figure(cohort: Cohort, *, note: str = "") -> Figure:
    """The picture alone; see `vignettes_drawn`."""
    single = [v for v in cohort.vignettes if v.criterion != "total"]
    panels = [Panel("", _heading(v), [_dot(_FIRST, v.pre), _dot(_SECOND, v.post)]) for v in single]
    given = [cell for v in single for cell in (v.pre, v.post)]
    total = [_told(v) for v in cohort.vignettes if v.criterion == "total"]
    notes = [
        f"{note} n = {people(given)} pairs; {_orders(cohort)} {intervals(given)}".strip(),
        *(f"{one}." for one in total),
        "Distinguishable means: from no change between the two.",
        "What this cannot show:",
        _LIMITS,
    ]
    scale = {n: f"level {n}" for n in range(max((v.most for v in single), default=3) + 1)}
    return panel_grid(_TITLE, "", panels, scale, notes, height=1.15)


def _heading(vignette: VignetteChange) -> str:
    if isinstance(vignette.difference, Withheld):
        return vignette.label
    verdict = {True: ", distinguishable", False: ", not distinguishable", None: ""}
    step = number(vignette.difference.value, 2, signed=True)
    return f"{vignette.label}: {step}{verdict[vignette.distinguishable]}"


def _dot(look: Look, cell: Given) -> Dot:
    if isinstance(cell, Withheld):
        return Dot(look, words=withheld(cell))
    return Dot(look, cell.value, cell.low, cell.high, number(cell.value))


def _told(vignette: VignetteChange) -> str:
    if isinstance(vignette.difference, Withheld):
        return f"{vignette.label}: {withheld(vignette.difference)}"
    return (
        f"{vignette.label} (0 to {vignette.most}): first {interval(vignette.pre)}, second "
        f"{interval(vignette.post)}, difference {interval(vignette.difference, 2, signed=True)}"
    )


def _orders(cohort: Cohort) -> str:
    known = next((v.orders for v in cohort.vignettes if v.orders), {})
    return f"form A first: {count(known.get('ab', 0))}, form B first: {count(known.get('ba', 0))}."
