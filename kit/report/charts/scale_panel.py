"""One small panel: occasions side by side, the scale's words at the side, a dot or a reason at each.

No dots are joined: an occasion is not a point on a path, and the then-test is no time of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kit.measures.results import Withheld
from kit.report.charts.colours import INK, OKABE_ITO, QUIET, RULE
from kit.report.charts.lettering import SMALL, stacked, width_of
from kit.report.charts.numbers import Given, number, withheld

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Look(NamedTuple):
    """How an occasion is told apart: by its label, its marker and its colour."""

    label: str
    marker: str
    colour: str


LOOKS = {
    "pre": Look("before", "o", OKABE_ITO["blue"]),
    "post": Look("after", "s", OKABE_ITO["vermillion"]),
    "then": Look("then-\ntest", "D", OKABE_ITO["purple"]),
    "follow_up": Look("follow-\nup", "^", OKABE_ITO["green"]),
}
"""Every occasion a chart shows, in order."""


class Dot(NamedTuple):
    """What stands at one place: a value with its interval, or words where there is no number."""

    look: Look
    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""


def dot_of(look: Look, cell: Given) -> Dot:
    """A dot with its interval and its number, or the words that stand in its place.

    >>> dot_of(LOOKS["pre"], Withheld("fewer than 10 people")).words
    'withheld (fewer than 10)'
    """
    if isinstance(cell, Withheld):
        return Dot(look, words=withheld(cell))
    return Dot(look, cell.value, cell.low, cell.high, number(cell.value))


def scale_panel(axes: Axes, dots: Sequence[Dot], scale: Mapping[int, str], *, named: bool = True) -> None:
    """Draw the dots of one question; ``named`` puts the scale's words at the side.

    Parameters
    ----------
    axes
        Where to draw.
    dots
        One for each occasion, in order.
    scale
        Number to word.
    named
        Whether the scale's words stand at the left.
    """
    low, high = min(scale, default=0), max(scale, default=4)
    pad = (high - low) * 0.075
    box = axes.get_window_extent()
    points = 72 / axes.figure.dpi
    room = (box.width * points / max(len(dots), 1) + 2, box.height * points)
    # A dot must not hide the interval it sits on.
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
            axes.plot([x, x], [dot.low, dot.high], "-", color=dot.look.colour, linewidth=1.6, zorder=3,
                      clip_on=False, solid_capstyle="butt")  # fmt: skip
        axes.plot(
            x, dot.value, dot.look.marker, color=dot.look.colour, markersize=size, clip_on=False, zorder=4
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
    """Words in place of a dot; turned where the column is narrower than one of them."""
    turned = any(width_of(word) > room[0] for word in words.split())
    lines = stacked(words, room[1] if turned else room[0])
    axes.text(x, y, "\n".join(lines), ha="center", va="center", rotation=90 if turned else 0,
              fontsize=SMALL, color=QUIET, style="italic", linespacing=1.05, parse_math=False,
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5}, zorder=2)  # fmt: skip
