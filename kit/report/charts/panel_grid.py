"""Small panels in rows, each row under the name of its dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kit.report.charts.lettering import SMALL, width_of, wrapped
from kit.report.charts.scale_panel import Dot, scale_panel
from kit.report.charts.sheet import WIDTH, Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEADING, _TICKS, _GAP = 0.26, 0.38, 0.06
_LINE = SMALL * 1.2 / 72


class Panel(NamedTuple):
    """One panel: the group it stands in, what it asks, its dots, and a scale of its own if it has one."""

    group: str
    title: str
    dots: Sequence[Dot]
    scale: Mapping[int, str] | None = None


def panel_grid(
    title: str,
    said: str,
    panels: Sequence[Panel],
    scale: Mapping[int, str],
    notes: Sequence[str],
    *,
    columns: int = 3,
    height: float = 0.74,
) -> Figure:
    """All panels on one sheet.

    Parameters
    ----------
    title, said
        What stands over the picture, and the sentence that says what it shows.
    panels
        In order; neighbours of one group share a heading, an empty group has none.
    scale
        Number to word, for the axis at the left of each row.
    notes
        What stands under it: n first, then what it cannot show.
    columns
        How many panels stand side by side.
    height
        Height of one panel in inches.
    """
    left = 0.16 + _widest(scale)
    width = (WIDTH - left - 0.06) / columns
    rows: list[tuple[str, list[Panel], list[list[str]]]] = []
    for group, members in groupby(panels, lambda panel: panel.group):
        theirs = list(members)
        for n in range(0, len(theirs), columns):
            some = theirs[n : n + columns]
            rows.append((group if n == 0 else "", some, [wrapped(p.title, width * 72 - 8) for p in some]))
    sheet = Sheet(title, sum(_row_height(row, height) for row in rows), notes, said=said)
    top = 0.0
    for heading, some, titles in rows:
        start = top
        if heading:
            sheet.text(left + 0.04, top, heading, fontsize=11, family="serif")
            top += _HEADING
        lines = max(map(len, titles))
        for n, (panel, words) in enumerate(zip(some, titles, strict=True)):
            x = left + n * width
            for number, line in enumerate(words):
                sheet.text(x + 0.04, top + (lines - len(words) + number) * _LINE, line)
            # A scale of its own needs room for its words, where the first panel has the margin.
            room = 0.0 if n == 0 or panel.scale is None else _widest(panel.scale) + 0.06
            axes = sheet.axes(x + room, top + lines * _LINE + 0.06, width - 0.06 - room, height)
            axes.set_label(panel.title)
            scale_panel(axes, panel.dots, panel.scale or scale, named=n == 0 or panel.scale is not None)
        top = start + _row_height((heading, some, titles), height)
    return sheet.figure


def _widest(scale: Mapping[int, str]) -> float:
    return max((width_of(word) for word in scale.values()), default=0) / 72


def _row_height(row: tuple[str, list[Panel], list[list[str]]], panel: float) -> float:
    heading, _, titles = row
    words = max(map(len, titles)) * _LINE + 0.06
    return (_HEADING if heading else 0) + words + panel + _TICKS + _GAP
