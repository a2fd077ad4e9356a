"""Pictures of tables: dots, intervals and shapes, with no words but the axes. ``alt`` says what one shows."""

from __future__ import annotations

import io
import math
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from kit.model import MissingExtra, PlainError
from kit.statistics.change import REAL
from kit.statistics.tables import self_ratings_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

try:
    from matplotlib.figure import Figure
except ImportError as missing:
    raise MissingExtra("a picture needs matplotlib", "instructor") from missing

INK, RULE = "#5f6770", "#a8a397"
"""Ink of axes, readable on white and on black; and of lines that show no number."""
COLORS = {"pre": "#0072B2", "post": "#D55E00", "then": "#CC79A7", "follow_up": "#009E73"}
"""By Okabe and Ito (2008): readers who see colors differently can tell them apart. Shapes differ, too."""
SHAPES = {"pre": "o", "post": "D", "then": "^", "follow_up": "s"}
MARKS = {"pre": "●", "post": "◆", "then": "▲", "follow_up": "■"}
NAMES = {"pre": "before", "post": "after", "then": "looking back", "follow_up": "some weeks later"}


class Chart(Figure):
    """A matplotlib figure that says in ``alt`` what it shows; Jupyter displays it as SVG."""

    alt = ""

    def svg(self) -> str:
        """Return the picture as an SVG element with its description."""
        data = io.StringIO()
        self.savefig(
            data,
            format="svg",
            transparent=True,
            metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")),
            bbox_inches="tight",
        )
        drawn = data.getvalue()[data.getvalue().index("<svg") :]
        return drawn.replace("<svg", f'<svg role="img" aria-label="{escape(self.alt)}"', 1)

    def _repr_html_(self) -> str:
        return self.svg()


def chart(table: pd.DataFrame, learner: str | None = None) -> Chart:
    """Draw a table of this library.

    Parameters
    ----------
    table
        What `kit.growth` returns (each change with its interval beside a line at zero), what `kit.agreement`
        returns (kappa with its interval), or self-ratings (one learner's, a row for each dimension with a dot
        for each occasion).
    learner
        Whose self-ratings to draw; needed if the table has several people's.

    Returns
    -------
    Chart
        A matplotlib ``Figure``; its ``alt`` says in words what it shows.

    Raises
    ------
    PlainError
        It is another table, or nothing in it can be drawn.

    Examples
    --------
    >>> table = pd.DataFrame({"change": [0.5], "low": [0.1], "high": [0.9], "n": [12]}, index=["equity"])
    >>> chart(table).alt
    'Change in points of the scale, with 95% intervals: equity +0.5 (0.1 to 0.9), n = 12.'
    """
    if {"learner", "occasion", "value"} <= set(table):
        return _dumbbell(self_ratings_of(table), learner)
    if {"change", "low", "high"} <= set(table):
        return _forest(table, "change", "Change in points of the scale", signed=True)
    if {"level", "low", "high"} <= set(table):
        return _forest(table, "level", "Mean level from 0 to 3")
    if {"qwk", "low", "high"} <= set(table):
        return _forest(table, "qwk", "Cohen's kappa with quadratic weights")
    raise PlainError(
        "this table can't be drawn; give what kit.growth or kit.agreement returns, or self-ratings."
    )


def _forest(table: pd.DataFrame, column: str, title: str, signed: bool = False) -> Chart:
    known = table.dropna(subset=[column, "low", "high"]).convert_dtypes()
    if known.empty:
        why = f": {table['withheld'].iloc[0]}" if "withheld" in table and len(table) else ""
        raise PlainError(f"there is nothing to draw, since no row has numbers{why}.")
    figure, axes = _empty(len(known))
    for at, (_, row) in enumerate(known.iterrows()):
        axes.plot(
            [row["low"], row["high"]], [at, at], color=COLORS["pre"], linewidth=2.4, solid_capstyle="butt"
        )
        sure = "verdict" not in row or row["verdict"] == REAL
        axes.plot(row[column], at, "o", color=COLORS["pre"], markersize=7, markeredgewidth=1.6,
                  markerfacecolor=COLORS["pre"] if sure else "white")  # fmt: skip
    if column == "level":
        axes.set_xlim(-0.1, 3.1)
        axes.set_xticks(range(4))
    else:
        axes.axvline(0, color=INK, linewidth=1.2, zorder=0)
    axes.set_yticks(range(len(known)), [str(name) for name in known.index])
    if signed:
        most = max(1.0, math.ceil(known[["low", "high"]].abs().to_numpy().max() * 4) / 4)
        axes.set_xlim(-most, most)
        axes.xaxis.set_major_formatter(lambda x, _: f"{x:+g}".replace("-", "−") if x else "0")
    sign = "+" if signed else ""
    said = [
        f"{name} {row[column]:{sign}.3g} ({row['low']:.3g} to {row['high']:.3g}), n = {row['n']}"
        for name, row in known.iterrows()
    ]
    figure.alt = f"{title}, with 95% intervals: {'; '.join(said).replace('-', '−')}."
    return figure


def _dumbbell(table: pd.DataFrame, learner: str | None) -> Chart:
    people = table["learner"].unique()
    if learner is None and len(people) != 1:
        raise PlainError(f"the table has {len(people)} people's self-ratings; name one with learner=….")
    mine = table[table["learner"] == (learner or people[0])]
    means = mine.dropna(subset="value").pivot_table(
        index="dimension", columns="occasion", values="value", sort=False
    )
    if means.empty:
        raise PlainError(f"{learner or 'the table'} has no self-ratings.")
    figure, axes = _empty(len(means))
    shown = [one for one in NAMES if one in means]
    for at, (_, row) in enumerate(means.iterrows()):
        given = row.dropna()
        axes.plot([given.min(), given.max()], [at, at], color=RULE, linewidth=2, zorder=0)
        for occasion in shown:
            axes.plot(row[occasion], at, SHAPES[occasion], color=COLORS[occasion], markersize=8)
    axes.set_yticks(range(len(means)), [str(name) for name in means.index])
    axes.set_xlim(-0.2, 4.2)
    axes.set_xticks(range(5))
    axes.set_xlabel("     ".join(f"{MARKS[one]} {NAMES[one]}" for one in shown), color=INK)
    said = "; ".join(
        f"{name}: " + ", ".join(f"{NAMES[o]} {row[o]:.1f}" for o in shown if row[o] == row[o])
        for name, row in means.iterrows()
    )
    figure.alt = f"Mean self-ratings from 0 to 4 of {learner or people[0]}. {said}."
    return figure


def _empty(rows: int) -> tuple[Chart, Axes]:
    """Return a figure with one axes for that many rows, the first on top."""
    figure = Chart(figsize=(6.25, 0.6 + 0.42 * rows), layout="constrained")
    axes = figure.add_subplot()
    axes.set_ylim(rows - 0.5, -0.5)
    axes.grid(axis="x", color=RULE, linewidth=0.6, alpha=0.6)
    axes.tick_params(length=0, labelsize=10, colors=INK)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure, axes
