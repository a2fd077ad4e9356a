"""Self-ratings as dots: one panel a question, one column an occasion, the scale's words at the side.

No dots are joined: an occasion is not a point on a path, and the then-test is no time of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

from kit.charts.needed import OKABE_ITO, figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LOOK = {
    "pre": ("before", "o", OKABE_ITO["blue"]),
    "post": ("after", "s", OKABE_ITO["vermillion"]),
    "then": ("then-\ntest", "D", OKABE_ITO["purple"]),
    "follow_up": ("follow-\nup", "^", OKABE_ITO["green"]),
}
_INK, _RULE, _QUIET = "#1f2328", "#d8d3c8", "#6b665c"
_COLUMNS = 3


def self_ratings_figure(growth: Mapping[str, Any], *, learner: str) -> Figure:
    """The picture for what `kit.growth.self_ratings` returns.

    Parameters
    ----------
    growth
        Items, occasions, scale, sentence and limits.
    learner
        Whose ratings these are, for the title; empty where only a workspace's number is known.
    """
    rows = -(-len(growth["items"]) // _COLUMNS) or 1
    drawn = figure(11, 2.05 * rows + 1.9)
    panels = drawn.subplots(rows, _COLUMNS, sharey=True, squeeze=False).ravel()
    for n, axes in enumerate(panels):
        if n < len(growth["items"]):
            _panel(axes, growth["items"][n], growth["occasions"], growth["scale"])
        else:
            axes.set_axis_off()
    rated = sum(v is not None for row in growth["items"] for v in row["values"].values())
    drawn.suptitle(
        fill(f"How often, by {learner or 'the learner'}'s own account. {growth['sentence']}", 105) + "\n",
        x=0.01, ha="left", fontsize=12, color=_INK, family="serif",
    )  # fmt: skip
    limits = "\n".join(fill(line, 150) for line in growth["cannot_show"])
    drawn.supxlabel(
        f"n = {rated} ratings by one person. What this cannot show:\n{limits}",
        x=0.01, ha="left", fontsize=8.5, color=_QUIET,
    )  # fmt: skip
    return drawn


def _panel(axes: Axes, row: Mapping[str, Any], occasions: list[str], scale: Mapping[int, str]) -> None:
    heading = f"{row['dimension']} · {row['strategy']}"
    axes.set_title(fill(heading, 44), loc="left", fontsize=8.5, color=_INK)
    for x, occasion in enumerate(occasions):
        _, marker, colour = _LOOK[occasion]
        value = row["values"].get(occasion)
        if value is None:
            reason = "no\nchance" if row["missing"].get(occasion) == "no_chance" else "no\nrating"
            axes.text(x, 2, reason, ha="center", va="center", fontsize=7.5, color=_QUIET, style="italic",
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 3})  # fmt: skip
        else:
            axes.plot(x, value, marker, color=colour, markersize=8, clip_on=False, zorder=3)
    axes.set_xlim(-0.5, max(len(occasions), 1) - 0.5)
    axes.set_ylim(-0.35, 4.35)
    axes.set_xticks(range(len(occasions)), [_LOOK[o][0] for o in occasions])
    axes.set_yticks(list(scale), list(scale.values()))
    axes.tick_params(labelsize=8, length=0)
    axes.grid(axis="y", color=_RULE, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
