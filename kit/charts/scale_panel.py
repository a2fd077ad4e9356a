"""One small panel: occasions side by side, the scale's words at the side, a dot or a reason at each.

No dots are joined: an occasion is not a point on a path, and the then-test is no time of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kit.charts.lettering import SMALL
from kit.charts.needed import OKABE_ITO
from kit.charts.sheet import INK, QUIET, RULE

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
    """What stands at one occasion: a value with its interval, or words where there is no number."""

    occasion: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""


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
    for x, dot in enumerate(dots):
        look = LOOKS[dot.occasion]
        if dot.value is None:
            axes.text(x, 2, dot.words, ha="center", va="center", fontsize=SMALL, color=QUIET, style="italic",
                      linespacing=1.05, parse_math=False,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
            continue
        if dot.low is not None and dot.high is not None:
            axes.plot([x, x], [dot.low, dot.high], "-", color=look.colour, linewidth=2, zorder=3,
                      clip_on=False, solid_capstyle="butt")  # fmt: skip
        axes.plot(x, dot.value, look.marker, color=look.colour, markersize=7, clip_on=False, zorder=4)
        if dot.words:
            axes.annotate(dot.words, (x, dot.value), (6, 0), textcoords="offset points", va="center",
                          fontsize=SMALL, color=INK, zorder=5, parse_math=False)  # fmt: skip
    axes.set_xlim(-0.5, max(len(dots), 1) - 0.5)
    axes.set_ylim(-0.3, max(scale, default=4) + 0.3)
    axes.set_xticks(range(len(dots)), [LOOKS[dot.occasion].label for dot in dots], linespacing=1.15)
    axes.set_yticks(list(scale), list(scale.values()) if named else [""] * len(scale))
    axes.grid(axis="y", color=RULE, linewidth=0.8)
