"""Marks of the reflections side by side: how many texts at each level, task by task.

Six tasks are six tasks: no line joins them, and one below another is not later or better. Tasks with other
criteria, such as a plan, stand in a block of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.measures.results import Cohort, CriteriaByDimension, Estimate, Withheld
from kit.report.charts.colours import QUIET
from kit.report.charts.criteria_cell import draw_cell, hides_levels, said
from kit.report.charts.drawn import Drawn
from kit.report.charts.lettering import SMALL, wrapped
from kit.report.charts.numbers import count, interval, lines, why, withheld
from kit.report.charts.sheet import WIDTH, Sheet
from kit.report.charts.table import table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TITLE = "What the texts show, task by task"
_LIMITS = (
    "The tasks differ, so that a fuller bar in one is not growth over another, and no line joins them. Marks "
    "are of texts, not of people, nor of what a family met with."
)
_NAMES, _ROW, _FOOT, _GAP = 1.45, 0.72, 0.2, 0.12
_LINE = SMALL * 1.25 / 72


class _Block(NamedTuple):
    """Tasks that are marked by the same criteria."""

    tasks: list[tuple[str, str]]
    criteria: list[tuple[str, list[str]]]
    """Id, and the name in lines."""
    head: float


def criteria_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """How many texts at each level, for every task and criterion.

    Parameters
    ----------
    cohort
        The group's numbers; what is withheld there is written as words here.
    note
        A line before the caption, such as "Made-up data."

    Examples
    --------
    >>> from kit.report.charts.made_up import NOTE, made_up_cohort
    >>> from kit.content import compiled
    >>> drawn = criteria_drawn(made_up_cohort(compiled()), note=NOTE)
    >>> drawn.name, drawn.tables[0].columns[2:6]
    ('criteria', ('Level 0', 'Level 1', 'Level 2', 'Level 3'))
    """
    cells = cohort.criteria.cells
    rows = [
        (c.dimension_label, c.criterion_label, *map(count, c.levels), interval(c.estimate), count(c.n))
        for c in cells
    ]
    head = ["Task", "Criterion", "Level 0", "Level 1", "Level 2", "Level 3", "Mean (interval)", "n"]
    hidden = [x for c in cells for x in (*c.levels, c.estimate, c.n)]
    over = f"Small bars for {len(cohort.criteria.dimensions)} tasks: how many texts at levels 0, 1, 2 and 3."
    told = "; ".join(f"{c.dimension_label}, {c.criterion_label}: {said(c)}" for c in cells)
    alt = lines(over, "No line joins the tasks.", f"{told}.", why(hidden))
    return Drawn(
        criteria_figure(cohort, note=note),
        (table(f"Texts at each level, by task and criterion. {why(hidden)}".strip(), head, rows),),
        " ".join(alt) if cells else "An empty chart: no text is marked yet.",
        _TITLE,
        "criteria",
    )


def criteria_figure(cohort: Cohort, *, note: str = "") -> Figure:
    """The picture alone; see `criteria_drawn`."""
    found = cohort.criteria
    blocks = _blocks(found)
    known = [c for c in found.cells if isinstance(c.estimate, Estimate)]
    # Words in more than half of the cells would drown the dots; the caption says it once.
    bare = 2 * sum(map(hides_levels, known)) > len(known)
    heights = [b.head + len(b.tasks) * (_ROW + _FOOT) + _GAP for b in blocks]
    sheet = Sheet(_TITLE, sum(heights), _notes(found, note, bare=bare))
    most = max((n for c in found.cells for n in c.levels if isinstance(n, int)), default=1)
    top = 0.0
    for block, height in zip(blocks, heights, strict=True):
        width = (WIDTH - _NAMES - 0.06) / len(block.criteria)
        for k, (_, words) in enumerate(block.criteria):
            place = _NAMES + (k + 0.5) * width - 0.05
            for line, word in enumerate(words):
                y = top + block.head - 0.1 - (len(words) - line) * _LINE
                sheet.text(place, y, word, ha="center")
        for n, (task, label) in enumerate(block.tasks):
            row = top + block.head + n * (_ROW + _FOOT)
            name = "\n".join(wrapped(label, _NAMES * 72 - 10, 10, "serif"))
            sheet.text(0.08, row + _ROW / 2, name, va="center", fontsize=10, family="serif")
            sheet.text(_NAMES - 0.04, row + _ROW + 0.05, "level", ha="right", color=QUIET)
            for k, (criterion, _) in enumerate(block.criteria):
                axes = sheet.axes(_NAMES + k * width, row, width - 0.1, _ROW)
                axes.set_label(f"{task} {criterion}")
                draw_cell(axes, found.cell(task, criterion), most, bare=bare)
        top += height
    return sheet.figure


def _blocks(found: CriteriaByDimension) -> list[_Block]:
    names = dict(found.criteria)
    tasks: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for task, label in found.dimensions:
        mine = tuple(key for key in names if found.cell(task, key) is not None)
        if mine:
            tasks.setdefault(mine, []).append((task, label))
    blocks = []
    for mine, some in tasks.items():
        room = (WIDTH - _NAMES - 0.06) / len(mine) * 72 - 4
        heads = [(key, wrapped(names[key], room)) for key in mine]
        blocks.append(_Block(some, heads, max(len(words) for _, words in heads) * _LINE + 0.12))
    return blocks


def _notes(found: CriteriaByDimension, note: str, *, bare: bool) -> list[str]:
    known = sorted({c.n for c in found.cells if isinstance(c.n, int)})
    texts = "n withheld" if not known else f"n = {known[0]}" + (f" to {known[-1]}" if known[1:] else "")
    bars = any(isinstance(n, int) for c in found.cells for n in c.levels)
    how = "Columns are levels 0 to 3; the number is how many texts." if bars else ""
    if bare:
        hidden = next(n for c in found.cells for n in c.levels if isinstance(n, Withheld))
        where = " where" if bars else ";"
        how += (
            f" A dot is the mean level with its interval{where} the numbers at levels are {withheld(hidden)}."
        )
    cells = [x for c in found.cells for x in (*c.levels, c.estimate)]
    over = " ".join(lines(note, f"{texts} marked texts in each cell.", how, found.sentence))
    return lines(over, why(cells), "What this cannot show:", _LIMITS)
