"""Bars of one question on one occasion: who gave a number, who had no chance, who gave no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.measures.results import MissingRow, Withheld
from kit.report.charts.colours import INK, OKABE_ITO, QUIET
from kit.report.charts.lettering import SMALL, stacked, width_of
from kit.report.charts.numbers import withheld
from kit.report.charts.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KINDS = {
    "rated": ("gave a number", OKABE_ITO["blue"], ""),
    "no_chance": ("no chance yet", "white", "//////"),
    "other": ("no answer", "white", ""),
}
_THICK = 0.12


def draw_key(sheet: Sheet) -> None:
    """What each kind of bar means, in one line at the top of the body."""
    left = 0.08
    for kind, (words, _, _) in _KINDS.items():
        draw_whole(sheet.axes(left, 0.03, 0.2, 0.12), kind, 0.11)
        sheet.text(left + 0.26, 0.085, words, va="center")
        left += 1.45


def draw_whole(axes: Axes, kind: str, thick: float) -> None:
    """One bar of a kind over the whole width."""
    _frame(axes, 1)
    _bar(axes, 0, 1, kind, 0, thick, gid="sign")


def draw_counts(axes: Axes, row: MissingRow | None, most: int) -> None:
    """Bars for the people of one cell; where they are withheld, words and the kinds of gap there are.

    Parameters
    ----------
    axes
        Where to draw.
    row
        The counts; ``None`` where the question was not asked.
    most
        People that fill the whole width.
    """
    _frame(axes, max(most, 1))
    if row is None:
        return
    if isinstance(row.rated, Withheld):
        _withheld(axes, row, row.rated)
        return
    axes.text(0, -0.01, str(row.rated), va="bottom", fontsize=SMALL, color=INK)
    _bar(axes, 0, row.rated, "rated")
    known = {key: n for key, n in row.reasons.items() if isinstance(n, int)}
    if len(known) < len(row.reasons):
        inch = max(most, 1) / (axes.get_window_extent().width / axes.figure.dpi)
        left = row.rated + 0.02 * inch
        axes.barh(0.09, 0.07 * inch, left=left, height=_THICK, color="white", linewidth=0.9,
                  edgecolor=QUIET, linestyle=":", gid="rest", clip_on=False)  # fmt: skip
        return
    chance = known.pop("no_chance", 0)
    _bar(axes, row.rated, chance, "no_chance")
    _bar(axes, row.rated + chance, sum(known.values()), "other")


def _frame(axes: Axes, most: float) -> None:
    """Numbers of people across; inches from the middle downwards."""
    half = axes.get_window_extent().height / axes.figure.dpi / 2
    axes.set_xlim(0, most)
    axes.set_ylim(half, -half)
    axes.set_axis_off()


def _withheld(axes: Axes, row: MissingRow, cell: Withheld) -> None:
    most = axes.get_xlim()[1]
    inch = most / (axes.get_window_extent().width / axes.figure.dpi)
    lines = stacked(withheld(cell), 74)
    top = -0.075 * (len(lines) - 1)
    for n, line in enumerate(lines):
        axes.text(0, top + 0.15 * n, line, va="center", fontsize=SMALL, color=QUIET, style="italic",
                  parse_math=False)  # fmt: skip
    kinds = dict.fromkeys("no_chance" if key == "no_chance" else "other" for key in row.reasons)
    left = (width_of(lines[0]) / 72 + 0.1) * inch
    for n, kind in enumerate(kinds):
        _bar(axes, left + n * 0.17 * inch, 0.12 * inch, kind, top, 0.1, gid="sign")


def _bar(
    axes: Axes, start: float, length: float, kind: str, y: float = 0.09, thick: float = _THICK, gid: str = ""
) -> None:
    _, face, hatch = _KINDS[kind]
    if length:
        axes.barh(y, length, left=start, height=thick, color=face, hatch=hatch, linewidth=0.9,
                  edgecolor=OKABE_ITO["blue"], gid=gid or kind, clip_on=False)  # fmt: skip
