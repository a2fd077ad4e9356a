"""Draw the marks of all tasks: how many texts are at each level, task by task.

The tasks differ. So no line joins them, and their order says nothing about growth. Tasks with other criteria,
such as a plan, have a separate block.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from kit.content import compiled
from kit.measures.results import Cohort, CriteriaByDimension, CriteriaCell, Estimate, Withheld
from kit.model import LEVELS
from kit.report.charts.drawn import Drawn
from kit.report.charts.numbers import (
    count,
    interval,
    level_names,
    lines,
    number,
    spread,
    table_of_numbers,
    why,
    with_numbers,
    withheld,
)
from kit.report.charts.sheet import (
    INK,
    OKABE_ITO,
    QUIET,
    RULE,
    SMALL,
    WIDTH,
    Sheet,
    interval_line,
    stacked,
    width_of,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TITLE = "What the texts show, task by task"
_LIMITS = (
    "The tasks differ, so {more} in one is not growth over another, and no line joins them. Marks are about "
    "texts, not about people or what a family experienced."
)
_NAMES, _ROW, _FOOT, _GAP = 1.45, 0.72, 0.36, 0.12
_ACROSS = 6
_LINE = SMALL * 1.25 / 72


class _Block(NamedTuple):
    """Tasks that are marked with the same criteria, and the criteria that fit side by side."""

    tasks: list[str]
    """Ids of the tasks."""
    criteria: list[tuple[str, list[str]]]
    """For each criterion, its id and the lines of its name."""
    head: float
    across: int
    """The number of criteria side by side in a full row."""


def criteria_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Draw how many texts are at each level, for every task and criterion, with small groups withheld."""
    return levels_drawn(cohort.criteria, note=note, whose=" of those who agreed")


def levels_drawn(found: CriteriaByDimension, *, note: str = "", whose: str = "") -> Drawn:
    """Draw how many texts are at each level; ``whose`` says whose texts they are if not everybody's."""
    cells = found.cells
    shown, not_shown = _shown(found)
    drawn = [c for c in cells if c.dimension in shown]
    bare = bool(drawn) and all(isinstance(c.estimate, Estimate) and _hides_levels(c) for c in drawn)
    over = (
        f"A diamond and a line for {len(shown)} tasks: the mean level and its 95% interval. "
        "The numbers at levels are withheld."
        if bare
        else f"Small bars for {len(shown)} tasks: how many texts at levels 0, 1, 2 and 3."
    )
    told = "; ".join(f"{c.dimension_label}, {c.criterion_label}: {_said(c, bare=bare)}" for c in drawn)
    hidden = why(x for c in drawn for x in (*c.levels, c.estimate, c.n))
    alt = lines(over, "No line joins the tasks.", f"{told}." if told else "", not_shown, hidden)
    return Drawn(
        _figure(found, note, whose),
        (
            table_of_numbers(
                "Texts at each level and their mean level, by task and criterion.",
                ["Task", "Criterion", *(f"Level {n}" for n in LEVELS), "Mean (95% interval)", "n"],
                [(c.dimension_label, c.criterion_label, *c.levels, c.estimate, c.n) for c in cells],
                where=0,
            ),
        ),
        " ".join(alt) if cells else "An empty chart: no text is marked yet.",
        _TITLE,
        "criteria",
    )


def _figure(found: CriteriaByDimension, note: str, whose: str) -> Figure:
    blocks = _blocks(found)
    known = [c for c in found.cells if isinstance(c.estimate, Estimate)]
    # Words in more than half of the cells would drown out the dots; instead, the caption says it once.
    bare = 2 * sum(map(_hides_levels, known)) > len(known)
    heights = [b.head + len(b.tasks) * (_ROW + _FOOT) + _GAP for b in blocks]
    sheet = Sheet(_TITLE, sum(heights), _notes(found, note, whose, bare=bare))
    sides = ((compiled().words["report.below_2"], 0.5), (compiled().words["report.from_2"], 2.5))
    cells = {(c.dimension, c.criterion): c for c in found.cells}
    most = max((n for c in found.cells for n in c.levels if isinstance(n, int)), default=1)
    top = 0.0
    for block, height in zip(blocks, heights, strict=True):
        width = (WIDTH - _NAMES - 0.06) / block.across
        # Room between the centers of the two words; narrower panels have them only in the caption.
        room = 2 / 4.2 * (width - 0.1) * 72
        for k, (_, words) in enumerate(block.criteria):
            place = _NAMES + (k + 0.5) * width - 0.05
            for line, word in enumerate(words):
                sheet.text(place, top + block.head - 0.1 - (len(words) - line) * _LINE, word, ha="center")
        for n, task in enumerate(block.tasks):
            row = top + block.head + n * (_ROW + _FOOT)
            name = "\n".join(wrapped(dict(found.dimensions)[task], _NAMES * 72 - 10, 10, "serif"))
            sheet.text(0.08, row + _ROW / 2, name, va="center", fontsize=10, family="serif")
            sheet.text(_NAMES - 0.04, row + _ROW + 0.05, "level", ha="right", color=QUIET)
            for k, (criterion, _) in enumerate(block.criteria):
                axes = sheet.axes(_NAMES + k * width, row, width - 0.1, _ROW)
                axes.set_label(f"{task} {criterion}")
                _cell(axes, cells[task, criterion], most, bare=bare)
                for side, level in sides if room > sum(width_of(side) for side, _ in sides) / 2 + 3 else ():
                    at = _NAMES + k * width + (level + 0.6) / 4.2 * (width - 0.1)
                    sheet.text(at, row + _ROW + 0.19, side, ha="center", color=QUIET)
        top += height
    return sheet.figure


def _shown(found: CriteriaByDimension) -> tuple[set[str], str]:
    """Return the ids of the tasks with a number, and sentences on which tasks have none and why."""
    known = {c.dimension for c in found.cells for n in (*c.levels, c.estimate) if not isinstance(n, Withheld)}
    others = [
        (c.dimension_label, c.criterion_label, c.estimate) for c in found.cells if c.dimension not in known
    ]
    return known, with_numbers(others, where=0)[1]


def _blocks(found: CriteriaByDimension) -> list[_Block]:
    names = dict(found.criteria)
    shown, _ = _shown(found)
    tasks: dict[tuple[str, ...], list[str]] = {}
    for task in (key for key, _ in found.dimensions if key in shown):
        tasks.setdefault(tuple(c.criterion for c in found.cells if c.dimension == task), []).append(task)
    blocks = []
    for mine, some in tasks.items():
        # Put at most _ACROSS criteria side by side, so that words fit, and make the blocks even.
        across = math.ceil(len(mine) / math.ceil(len(mine) / _ACROSS))
        room = (WIDTH - _NAMES - 0.06) / across * 72 - 4
        for start in range(0, len(mine), across):
            heads = [(key, wrapped(names[key], room)) for key in mine[start : start + across]]
            high = max(len(words) for _, words in heads) * _LINE + 0.12
            blocks.append(_Block(some, heads, high, across))
    return blocks


def _notes(found: CriteriaByDimension, note: str, whose: str, *, bare: bool) -> list[str]:
    known = spread(c.n for c in found.cells if isinstance(c.n, int))
    texts = f"n = {known}" if known else "n withheld"
    bars = any(isinstance(n, int) for c in found.cells for n in c.levels)
    how = f"Levels: {', '.join(map(_level, LEVELS))}."
    if bars:
        how += " The number above a column is how many texts; right of the vertical line is level 2 or above."
    if bare:
        hidden = next(n for c in found.cells for n in c.levels if isinstance(n, Withheld))
        where = " where" if bars else ";"
        levels = f"the numbers at levels are {withheld(hidden)}"
        how += f" A diamond is the mean level with its 95% interval{where} {levels}."
    if any(isinstance(c.estimate, Estimate) and _hides_levels(c) for c in found.cells):
        how += " The vertical line is level 2, where a text does what its criterion asks."
    shown, not_shown = _shown(found)
    cells = [x for c in found.cells if c.dimension in shown for x in (*c.levels, c.estimate)]
    limits = _LIMITS.format(more="a fuller bar" if bars else "a higher mean")
    over = " ".join(lines(note, f"{texts} marked texts{whose} in each cell.", how, found.sentence))
    return lines(over, not_shown, why(cells), "What this cannot show:", limits)


def _hides_levels(cell: CriteriaCell) -> bool:
    """Whether counts are withheld: at every level or at none, because the mean would reveal a single one."""
    return isinstance(cell.levels[0], Withheld)


def _level(level: int) -> str:
    return f"{level} {level_names(compiled().words)[level]}"


def _said(cell: CriteriaCell, *, bare: bool = False) -> str:
    """Describe the cell by its levels, or by its mean if they are withheld; ``bare`` omits that they are."""
    if isinstance(cell.estimate, Estimate) and _hides_levels(cell):
        levels = "" if bare else f"levels {count(cell.levels[0])}, "
        return f"{levels}mean {interval(cell.estimate)}"
    return count(cell.levels[0]) if _hides_levels(cell) else ", ".join(map(str, cell.levels))


def _cell(axes: Axes, cell: CriteriaCell, most: int, *, bare: bool) -> None:
    """Draw bars for a cell's levels, or its mean if levels are withheld; the highest bar of all has ``most``.

    ``bare`` leaves out the words "levels withheld", because the caption says so for all cells.
    """
    axes.set_xlim(-0.6, 3.6)
    axes.set_ylim(0, most * 1.35)
    axes.set_yticks([])
    axes.set_xticks(LEVELS, list(map(str, LEVELS)))
    axes.axhline(0, color=RULE, linewidth=0.8, clip_on=False)
    if levels := [n for n in cell.levels if isinstance(n, int)]:
        axes.axvline(1.5, color=QUIET, linewidth=0.8, zorder=0.5, gid="level 2")
        for level, texts in enumerate(levels):
            axes.bar(level, texts, width=0.72, color=OKABE_ITO["blue"], clip_on=False)
            axes.text(
                level, texts + most * 0.04, str(texts), ha="center", va="bottom", fontsize=SMALL, color=INK
            )
    elif isinstance(cell.estimate, Estimate):
        _mean(axes, cell.estimate, most, bare=bare)
    else:
        axes.text(1.5, most * 0.6, "\n".join(stacked(_said(cell), 50)), ha="center", va="center",
                  fontsize=SMALL, color=QUIET, style="italic", linespacing=1.1, parse_math=False)  # fmt: skip


def _mean(axes: Axes, mean: Estimate, most: int, *, bare: bool) -> None:
    axes.axvline(2, color=QUIET, linewidth=0.8, zorder=0.5, gid="level 2")
    y, color = most * (0.45 if bare else 0.72), OKABE_ITO["vermillion"]
    interval_line(axes, (mean.low, mean.high), (y, y), color)
    axes.plot(mean.value, y, "D", color=color, markersize=5)
    axes.text(mean.value, y + most * 0.16, f"mean {number(mean.value)}", ha="center", va="bottom",
              fontsize=SMALL, color=INK,
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip
    if not bare:
        axes.text(1.5, most * 0.06, "levels\nwithheld", ha="center", va="bottom", fontsize=SMALL, color=QUIET,
                  style="italic", linespacing=1.05)  # fmt: skip
