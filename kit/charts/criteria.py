"""Marks of the reflections side by side: how many people at each level, task by task.

Six tasks are six tasks: no line joins them, and one below another is not later or better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.drawn import Drawn
from kit.charts.lettering import SMALL, stacked, wrapped
from kit.charts.needed import OKABE_ITO
from kit.charts.numbers import count, interval, number, withheld
from kit.charts.sheet import INK, QUIET, RULE, WIDTH, Sheet
from kit.charts.table import table
from kit.growth.results import Cohort, CriteriaCell, Estimate, Withheld

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TITLE = "What the reflections show, task by task"
_LIMITS = (
    "The tasks differ, so that a fuller bar in one is not growth over another, and no line joins them. Marks "
    "are of texts, not of people, nor of what a family met with."
)
_NAMES, _ROW, _HEAD, _FOOT = 1.45, 0.72, 0.26, 0.2


def criteria_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """How many texts at each level, for every task and criterion.

    Parameters
    ----------
    cohort
        The group's numbers; what is withheld there is written as words here.
    note
        A line before the caption, such as "Made-up data."
    """
    cells = cohort.criteria.cells
    rows = [
        (c.dimension_label, c.criterion_label, *map(count, c.levels), interval(c.estimate), count(c.n))
        for c in cells
    ]
    told = "; ".join(f"{c.dimension_label}, {c.criterion_label}: {_said(c)}" for c in cells)
    tasks, criteria = len(cohort.criteria.dimensions), len(cohort.criteria.criteria)
    return Drawn(
        criteria_figure(cohort, note=note),
        table(
            "Texts at each level, by task and criterion",
            ["Task", "Criterion", "Level 0", "Level 1", "Level 2", "Level 3", "Mean (interval)", "n"],
            rows,
        ),
        f"Small bars for {tasks} tasks by {criteria} criteria: how many texts at levels 0, 1, 2 and 3; "
        f"no line joins the tasks. {told}."
        if cells
        else "An empty chart: no reflection is marked yet.",
        _TITLE,
        "criteria",
    )


def criteria_figure(cohort: Cohort, *, note: str = "") -> Figure:
    """The picture alone; see `criteria_drawn`."""
    found = cohort.criteria
    known = sorted({c.n for c in found.cells if isinstance(c.n, int)})
    texts = "n withheld" if not known else f"n = {known[0]}" + (f" to {known[-1]}" if known[1:] else "")
    notes = [
        f"{note} {texts} marked texts in each cell. Columns are levels 0 to 3; the number is how many texts. "
        f"{found.sentence}".strip(),
        "What this cannot show:",
        _LIMITS,
    ]
    sheet = Sheet(_TITLE, _HEAD + len(found.dimensions) * (_ROW + _FOOT), notes)
    width = (WIDTH - _NAMES - 0.06) / max(len(found.criteria), 1)
    most = max((n for c in found.cells for n in c.levels if isinstance(n, int)), default=1)
    for k, (_, name) in enumerate(found.criteria):
        sheet.text(_NAMES + (k + 0.5) * width - 0.04, 0, name, ha="center", fontsize=SMALL + 0.5)
    for n, (task, label) in enumerate(found.dimensions):
        top = _HEAD + n * (_ROW + _FOOT)
        words = "\n".join(wrapped(label, _NAMES * 72 - 10, 10, "serif"))
        sheet.text(0.08, top + _ROW / 2, words, va="center", fontsize=10, family="serif")
        sheet.text(_NAMES - 0.04, top + _ROW + 0.05, "level", ha="right", color=QUIET)
        for k, (criterion, _) in enumerate(found.criteria):
            axes = sheet.axes(_NAMES + k * width, top, width - 0.1, _ROW)
            axes.set_label(f"{task} {criterion}")
            _cell(axes, found.cell(task, criterion), most)
    return sheet.figure


def _cell(axes: Axes, cell: CriteriaCell | None, most: int) -> None:
    axes.set_xlim(-0.6, 3.6)
    axes.set_ylim(0, most * 1.35)
    axes.set_yticks([])
    axes.set_xticks(range(4), ["0", "1", "2", "3"])
    axes.axhline(0, color=RULE, linewidth=0.8, clip_on=False)
    if cell is None or (isinstance(cell.estimate, Withheld) and _hidden(cell) == len(cell.levels)):
        axes.set_xticks([])
        words = "no marks" if cell is None else _said(cell)
        axes.text(1.5, most * 0.6, "\n".join(stacked(words, 72)), ha="center", va="center", fontsize=SMALL,
                  color=QUIET, style="italic", linespacing=1.1, parse_math=False)  # fmt: skip
        return
    if isinstance(cell.estimate, Estimate) and any(isinstance(n, Withheld) for n in cell.levels):
        _mean(axes, cell.estimate, most)
        return
    for level, people in enumerate(cell.levels):
        if isinstance(people, Withheld):
            axes.text(level, most * 0.04, "withheld", ha="center", va="bottom", rotation=90, fontsize=SMALL,
                      color=QUIET, style="italic")  # fmt: skip
            continue
        axes.bar(level, people, width=0.72, color=OKABE_ITO["blue"], clip_on=False)
        axes.text(
            level, people + most * 0.04, str(people), ha="center", va="bottom", fontsize=SMALL, color=INK
        )


def _mean(axes: Axes, mean: Estimate, most: int) -> None:
    """The mean level with its interval, where the people at each level may not be told."""
    y, colour = most * 0.72, OKABE_ITO["vermillion"]
    axes.plot([mean.low, mean.high], [y, y], "-", color=colour, linewidth=1.6, solid_capstyle="butt")
    axes.plot(mean.value, y, "D", color=colour, markersize=5)
    axes.text(mean.value, most * 0.88, f"mean {number(mean.value)}", ha="center", va="bottom",
              fontsize=SMALL, color=INK)  # fmt: skip
    axes.text(1.5, most * 0.06, "levels\nwithheld", ha="center", va="bottom", fontsize=SMALL, color=QUIET,
              style="italic", linespacing=1.05)  # fmt: skip


def _hidden(cell: CriteriaCell) -> int:
    return sum(isinstance(n, Withheld) for n in cell.levels)


def _said(cell: CriteriaCell) -> str:
    hidden = next((n for n in cell.levels if isinstance(n, Withheld)), None)
    if hidden is None or isinstance(cell.estimate, Withheld):
        every = hidden is not None and _hidden(cell) == len(cell.levels)
        return withheld(hidden) if hidden is not None and every else ", ".join(map(count, cell.levels))
    return f"levels {withheld(hidden)}, mean {interval(cell.estimate)}"
