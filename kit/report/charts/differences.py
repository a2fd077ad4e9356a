"""Differences with intervals: a row each, beside a zero line that says what zero means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kit.measures.results import Estimate, Withheld
from kit.report.charts.colours import INK, OKABE_ITO, QUIET, RULE
from kit.report.charts.lettering import SMALL, wrapped
from kit.report.charts.numbers import Given, interval, withheld
from kit.report.charts.sheet import WIDTH, Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAMES, _SIDE = 1.95, 1.68
_LINE = SMALL * 1.25 / 72
_ABOVE, _BELOW = 0.26, 0.55


class Row(NamedTuple):
    """One difference; ``told`` is whether it was told from zero, ``None`` where that was not asked."""

    label: str
    given: Given
    told: bool | None = None
    verdict: str = ""


class Section(NamedTuple):
    """Rows that compare the same two things, under a heading."""

    heading: str
    rows: Sequence[Row]


class Ends(NamedTuple):
    """What zero, less and more mean on the axis."""

    zero: str
    less: str
    more: str


def differences(title: str, sections: Sequence[Section], ends: Ends, notes: Sequence[str]) -> Figure:
    """All sections on one sheet, on one axis.

    A filled dot was told from zero, an open one was not, a diamond was not asked.
    """
    most = _most([row.given for section in sections for row in section.rows])
    sheet = Sheet(title, sum(map(_section_height, sections)), notes)
    top = 0.0
    for section in sections:
        sheet.text(0.08, top, section.heading, fontsize=11, family="serif")
        heights = [_row_height(row) for row in section.rows]
        start = top + _ABOVE
        axes = sheet.axes(_NAMES, start, WIDTH - _NAMES - _SIDE, sum(heights))
        axes.set_label(section.heading)
        _frame(axes, most, sum(heights), ends)
        y = 0.0
        for row, height in zip(section.rows, heights, strict=True):
            middle = y + height / 2
            names = wrapped(row.label, _NAMES * 72 - 16)
            sheet.text(0.08, start + middle, "\n".join(names), va="center", linespacing=1.2)
            _row(axes, middle, row)
            if isinstance(row.given, Estimate):
                said = "\n".join(filter(None, (interval(row.given, 2, signed=True), row.verdict)))
                sheet.text(WIDTH - _SIDE + 0.1, start + middle, said, va="center", linespacing=1.2)
            y += height
        top += _section_height(section)
    return sheet.figure


def _frame(axes: Axes, most: float, height: float, ends: Ends) -> None:
    axes.set_xlim(-most, most)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    step = 0.5 if most <= 2 else 1.0
    count = int(most / step)
    ticks = [n * step for n in range(-count, count + 1)]
    axes.set_xticks(ticks, [f"{t:+g}".replace("-", "−") if t else "0" for t in ticks])
    axes.grid(axis="x", color=RULE, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=1.2, zorder=1, gid="zero")
    axes.text(0.5, 1, ends.zero, transform=axes.transAxes, ha="center", va="bottom", fontsize=SMALL,
              color=INK, parse_math=False)  # fmt: skip
    for x, side, words in ((0, "left", f"← {ends.less}"), (1, "right", f"{ends.more} →")):
        axes.annotate(words, (x, 0), (0, -17), xycoords="axes fraction", textcoords="offset points",
                      ha=side, va="top", fontsize=SMALL, color=QUIET, parse_math=False)  # fmt: skip


def _row(axes: Axes, y: float, row: Row) -> None:
    cell = row.given
    if isinstance(cell, Withheld):
        axes.text(0, y, withheld(cell), ha="center", va="center", fontsize=SMALL, color=QUIET, style="italic",
                  parse_math=False, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
        return
    marker = "D" if row.told is None else "o"
    colour = OKABE_ITO["vermillion"] if row.told is None else OKABE_ITO["blue"]
    axes.plot([cell.low, cell.high], [y, y], "-", color=colour, linewidth=2, zorder=3, solid_capstyle="butt")
    axes.plot(cell.value, y, marker, color=colour, markersize=7, markeredgewidth=1.6, zorder=4,
              markerfacecolor=colour if row.told else "white")  # fmt: skip


def _most(cells: Sequence[Given]) -> float:
    """Half the width of the axis: room for every interval, the same on both sides."""
    ends = [abs(x) for cell in cells if isinstance(cell, Estimate) for x in (cell.low, cell.high)]
    return max(1.0, math.ceil(max(ends, default=0) * 4 + 0.2) / 4)


def _row_height(row: Row) -> float:
    lines = max(len(wrapped(row.label, _NAMES * 72 - 16)), 2 if row.verdict else 1)
    return lines * _LINE + 0.12


def _section_height(section: Section) -> float:
    return _ABOVE + sum(map(_row_height, section.rows)) + _BELOW
