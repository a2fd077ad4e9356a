"""Draw the levels on the two stories about other families (vignettes), first and second, by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.content import compiled
from kit.measures.results import Cohort, VignetteChange, Withheld
from kit.report.charts.drawn import Drawn
from kit.report.charts.numbers import (
    NOT_JUDGED,
    count,
    difference,
    interval,
    intervals,
    judgment,
    level_names,
    lines,
    number,
    people,
    table_of_numbers,
    verdict,
    why,
    withheld,
)
from kit.report.charts.panels import Look, Panel, dot_of, panel_grid
from kit.report.charts.sheet import OKABE_ITO

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TITLE = "Two stories about other families: the first answer and the second"
_LIMITS = (
    "Two short texts are a small sample of what people do, and the two families differ. Half the people "
    "should get story A first and half story B. If they do not, a difference may come from the stories. "
    "There is no comparison group without the course."
)
_ONLY_THE_SUM = (
    "“Distinguishable” means distinguishable from no change. Only the sum is judged. About 1 in 20 of the "
    "other intervals misses the true value by chance."
)
_CHANGES = ("Difference (95% interval)", "Hedges' g (95% interval)")
_FIRST = Look("first", "o", OKABE_ITO["blue"])
_SECOND = Look("second", "s", OKABE_ITO["vermillion"])


def vignettes_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Draw levels on both stories with intervals, and say how many people met which story first."""
    hidden = [cell for v in cohort.vignettes for cell in (v.pre, v.post, v.difference, v.effect)]
    told = " ".join(f"{_told(v)}." for v in cohort.vignettes)
    alt = lines(
        "Dots with 95% intervals, first and second story by criterion.", told, _orders(cohort), why(hidden)
    )
    return Drawn(
        _figure(cohort, note),
        (
            table_of_numbers(
                "Levels on the first and the second story.",
                ["Criterion", "First (95% interval)", "Second (95% interval)", *_CHANGES, "Pairs",
                 "Story A first", "Story B first", "Verdict"],
                map(_row, cohort.vignettes),
                where="Two stories",
                changes=_CHANGES,
                same={"Verdict": NOT_JUDGED},
            ),
        ),
        " ".join(alt) if cohort.vignettes else "An empty chart: nobody's two stories are marked yet.",
        _TITLE,
        "vignettes",
    )  # fmt: skip


def _row(v: VignetteChange) -> tuple[object, ...]:
    people = (v.pairs, v.orders.get("ab", 0), v.orders.get("ba", 0))
    return (v.label, v.pre, v.post, v.difference, v.effect, *people, judgment(v.distinguishable))


def _figure(cohort: Cohort, note: str) -> Figure:
    changes = cohort.vignettes
    panels = [
        Panel("", _heading(v), [dot_of(_FIRST, v.pre), dot_of(_SECOND, v.post)], _own_scale(v))
        for v in changes
    ]
    cells = [cell for v in changes for cell in (v.pre, v.post)]
    met = f"n = {people(cells)} pairs" if people(cells) else "n withheld"
    judged = any(v.distinguishable is not None for v in changes)
    notes = lines(
        " ".join(lines(f"{note} {met}.", _orders(cohort), intervals(cells))),
        _ONLY_THE_SUM if judged else "",
        why([*cells, *(v.difference for v in changes)]),
        "What this cannot show:",
        _LIMITS,
    )
    levels = {n: f"{n} {name}" for n, name in level_names(compiled().words).items()}
    return panel_grid(_TITLE, "", panels, levels, notes, height=1.15, line_at=2)


def _own_scale(vignette: VignetteChange) -> dict[int, str] | None:
    """Return the scale of a sum; a criterion uses the shared levels at the left."""
    if vignette.criterion != "total":
        return None
    step = max(1, vignette.most // 3)
    return {n: str(n) for n in range(0, vignette.most + 1, step)}


def _heading(vignette: VignetteChange) -> str:
    if isinstance(vignette.difference, Withheld):
        return vignette.label
    step = number(vignette.difference.value, 2, signed=True)
    return ", ".join(lines(f"{vignette.label}: {step}", verdict(vignette.distinguishable)))


def _told(vignette: VignetteChange) -> str:
    if isinstance(vignette.difference, Withheld):
        return f"{vignette.label}: {withheld(vignette.difference)}"
    said = lines(
        f"{vignette.label} (0 to {vignette.most}): first {interval(vignette.pre)}",
        f"second {interval(vignette.post)}",
        f"difference {difference(vignette.difference)}",
        verdict(vignette.distinguishable),
    )
    return ", ".join(said)


def _orders(cohort: Cohort) -> str:
    known = next((v.orders for v in cohort.vignettes if v.orders), {})
    if known and all(isinstance(n, Withheld) for n in known.values()):
        return ""
    return f"Story A first: {count(known.get('ab', 0))}, story B first: {count(known.get('ba', 0))}."
