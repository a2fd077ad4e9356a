"""Draw two raters' levels against each other: a square of counts, darker for larger counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kit.model import LEVELS
from kit.report.charts.drawn import Drawn, table
from kit.report.charts.sheet import INK, OKABE_ITO, QUIET, RULE, Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SIDE, _LEFT, _TOP = 0.62, 2.0, 0.55
_LIMITS = "Raters who agree may still be wrong: they can share a mistake. The diagonal is where they agree."


def confusion_drawn(counts: Sequence[Sequence[int]], raters: tuple[str, str], what: str) -> Drawn:
    """Draw how often each level of one rater met each level of the other.

    ``counts`` has a row for each level of the first rater. ``what`` names what was rated, e.g. a criterion.

    >>> counts = [[2, 0, 0, 0], [0, 1, 1, 0], [0, 0, 3, 0], [0, 0, 0, 2]]
    >>> confusion_drawn(counts, ("Ana", "Ben"), "Event").alt
    'Square of counts, Event: Ana and Ben gave 8 of 9 the same level. Where they differ: 1 × Ana 1, Ben 2.'
    """
    n = sum(map(sum, counts))
    same = sum(counts[i][i] for i in LEVELS)
    pairs = [
        f"{counts[i][j]} × {raters[0]} {i}, {raters[1]} {j}"
        for i in LEVELS
        for j in LEVELS
        if i != j and counts[i][j]
    ]
    apart = f"Where they differ: {'; '.join(pairs)}." if pairs else "They never differ."
    alt = f"Square of counts, {what}: {raters[0]} and {raters[1]} gave {same} of {n} the same level. {apart}"
    head = [f"{raters[0]} gave", *(f"{raters[1]} gave {level}" for level in LEVELS)]
    rows = [(level, *row) for level, row in zip(LEVELS, counts, strict=True)]
    title = f"Who gave what: {what}"
    name = f"confusion {what} {raters[0]} {raters[1]}"
    shown = table(f"{what}: levels of {raters[0]} and {raters[1]}, n = {n}", head, rows)
    return Drawn(_figure(counts, raters, title, n), (shown,), alt, title, name)


def _figure(counts: Sequence[Sequence[int]], raters: tuple[str, str], title: str, n: int) -> Figure:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    k = len(LEVELS)
    notes = [f"n = {n} ratings by both.", f"What this cannot show: {_LIMITS}"]
    sheet = Sheet(title, _TOP + k * _SIDE + 0.05, notes)
    axes = sheet.axes(_LEFT, _TOP, k * _SIDE, k * _SIDE)
    most = max(max(row) for row in counts) or 1
    for i in LEVELS:
        for j in LEVELS:
            share = counts[i][j] / most
            # Mix the color with white; dark cells get white numbers.
            color = tuple(1 - share * (1 - part) for part in to_rgb(OKABE_ITO["blue"]))
            edge, width = (INK, 1.6) if i == j else (RULE, 0.8)
            axes.add_patch(
                Rectangle((j, i), 1, 1, facecolor=color, edgecolor=edge, linewidth=width, zorder=2 + (i == j))
            )
            axes.text(j + 0.5, i + 0.5, str(counts[i][j]), ha="center", va="center", zorder=4,
                      fontsize=10, color="white" if share > 0.85 else INK)  # fmt: skip
    axes.set_xlim(-0.02, k + 0.02)
    axes.set_ylim(k + 0.02, -0.02)
    axes.set_xticks([])
    axes.set_yticks([])
    middle = _LEFT + k * _SIDE / 2
    sheet.text(middle, 0.0, f"{raters[1]} gave level", ha="center", color=QUIET, fontsize=10)
    side = f"{raters[0]}\ngave level"
    sheet.text(_LEFT - 0.4, _TOP + k * _SIDE / 2, side, ha="right", va="center", color=QUIET, fontsize=10)
    for i in LEVELS:
        sheet.text(_LEFT - 0.14, _TOP + (i + 0.5) * _SIDE, str(i), ha="right", va="center", fontsize=10)
        sheet.text(_LEFT + (i + 0.5) * _SIDE, _TOP - 0.12, str(i), ha="center", va="bottom", fontsize=10)
    return sheet.figure
