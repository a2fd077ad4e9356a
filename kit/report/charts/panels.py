"""Draw small panels in rows, each with a dot for every occasion and the words of the scale at the left.

No line joins the dots: occasions are not points on a path, and the then-test is not a separate time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kit.measures.results import Withheld
from kit.report.charts.numbers import Given, number, withheld
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

_HEADING, _TICKS, _GAP = 0.26, 0.38, 0.06
_LINE = SMALL * 1.2 / 72


class Look(NamedTuple):
    """The label, marker and color of an occasion."""

    label: str
    marker: str
    color: str


LOOKS = {
    "pre": Look("before", "o", OKABE_ITO["blue"]),
    "post": Look("after", "s", OKABE_ITO["vermillion"]),
    "then": Look("then-\ntest", "D", OKABE_ITO["purple"]),
    "follow_up": Look("follow-\nup", "^", OKABE_ITO["green"]),
}
"""The look of every occasion that charts show, in order."""


class Dot(NamedTuple):
    """One place in a panel: a value with its interval, or words if there is no number."""

    look: Look
    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""


class Panel(NamedTuple):
    """One panel: its group, its title, its dots, and its own scale if it doesn't use the shared one."""

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
    line_at: int | None = None,
) -> Figure:
    """Draw all panels on one sheet, ``columns`` side by side, each ``height`` inches high.

    Neighbors in one group share a heading. ``said`` goes above the picture and ``notes`` below it. Panels
    that share the scale have a darker line at ``line_at``.
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
            for row, line in enumerate(words):
                sheet.text(x + 0.04, top + (lines - len(words) + row) * _LINE, line)
            # A panel with its own scale needs room for its words; the first panel has the margin for that.
            room = 0.0 if n == 0 or panel.scale is None else _widest(panel.scale) + 0.06
            axes = sheet.axes(x + room, top + lines * _LINE + 0.06, width - 0.06 - room, height)
            axes.set_label(panel.title)
            _panel(axes, panel.dots, panel.scale or scale, named=n == 0 or panel.scale is not None)
            if line_at is not None and panel.scale is None:
                axes.axhline(line_at, color=QUIET, linewidth=0.8, zorder=0.5, gid=f"level {line_at}")
        top = start + _row_height((heading, some, titles), height)
    return sheet.figure


def _widest(scale: Mapping[int, str]) -> float:
    return max((width_of(word) for word in scale.values()), default=0) / 72


def _row_height(row: tuple[str, list[Panel], list[list[str]]], panel: float) -> float:
    heading, _, titles = row
    words = max(map(len, titles)) * _LINE + 0.06
    return (_HEADING if heading else 0) + words + panel + _TICKS + _GAP


def dot_of(look: Look, cell: Given) -> Dot:
    """Make a dot with its interval and its number, or with words in place of the number.

    >>> dot_of(LOOKS["pre"], Withheld("fewer than 10 people")).words
    'withheld (fewer than 10)'
    """
    if isinstance(cell, Withheld):
        return Dot(look, words=withheld(cell))
    return Dot(look, cell.value, cell.low, cell.high, number(cell.value))


def _panel(axes: Axes, dots: Sequence[Dot], scale: Mapping[int, str], *, named: bool) -> None:
    """Draw the dots of one panel; ``named`` adds the scale's words at the left."""
    low, high = min(scale, default=0), max(scale, default=4)
    pad = (high - low) * 0.075
    box = axes.get_window_extent()
    points = 72 / axes.figure.dpi
    room = (box.width * points / max(len(dots), 1) + 2, box.height * points)
    # A dot must not hide its interval.
    size = 7 if all(dot.low is None for dot in dots) else 5
    together = len({dot[1:] for dot in dots}) == 1 and dots[0].value is None
    if together:
        _words(axes, (len(dots) - 1) / 2, (low + high) / 2, dots[0].words, (box.width * points, 0))
    for x, dot in enumerate(dots):
        if dot.value is None:
            if not together:
                _words(axes, x, (low + high) / 2, dot.words, room)
            continue
        if dot.low is not None and dot.high is not None:
            interval_line(axes, (x, x), (dot.low, dot.high), dot.look.color)
        axes.plot(
            x, dot.value, dot.look.marker, color=dot.look.color, markersize=size, clip_on=False, zorder=4
        )
        if dot.words:
            axes.annotate(dot.words, (x, dot.value), (5, 0), textcoords="offset points", va="center",
                          fontsize=SMALL, color=INK, zorder=2.5, parse_math=False,
                          bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4})  # fmt: skip
    axes.set_xlim(-0.5, max(len(dots), 1) - 0.5)
    axes.set_ylim(low - pad, high + pad)
    axes.set_xticks(range(len(dots)), [""] * len(dots))
    for x, dot in enumerate(dots):
        for n, line in enumerate(dot.look.label.split("\n")):
            axes.annotate(
                line, (x, 0), (0, -11 * n - 12), ("data", "axes fraction"), "offset points",
                ha="center", fontsize=SMALL, color=INK, parse_math=False,
            )  # fmt: skip
    axes.set_yticks(list(scale), list(scale.values()) if named else [""] * len(scale))
    axes.grid(axis="y", color=RULE, linewidth=0.8)


def _words(axes: Axes, x: float, y: float, words: str, room: tuple[float, float]) -> None:
    """Draw words in place of a dot, rotated if the column is narrower than one of them."""
    turned = any(width_of(word) > room[0] for word in words.split())
    lines = stacked(words, room[1] if turned else room[0])
    axes.text(x, y, "\n".join(lines), ha="center", va="center", rotation=90 if turned else 0,
              fontsize=SMALL, color=QUIET, style="italic", linespacing=1.05, parse_math=False,
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5}, zorder=2)  # fmt: skip
