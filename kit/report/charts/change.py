"""Draw paired change with intervals and, as a separate quantity, the then-test's difference.

Each difference has a row. A zero line, labeled with what zero means, runs through all rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kit.measures import occasion_name
from kit.measures.results import Change, Cohort, Estimate, Kind, Shift, Withheld
from kit.report.charts.drawn import Drawn, table
from kit.report.charts.numbers import (
    NOT_JUDGED,
    Given,
    count,
    difference,
    intervals,
    judgment,
    learners,
    lines,
    noun,
    spread,
    table_of_numbers,
    verdict,
    why,
    withheld,
)
from kit.report.charts.sheet import INK, OKABE_ITO, QUIET, RULE, SMALL, WIDTH, Sheet, interval_line, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CHANGE = "Change in how often, by the same people's own account"
_SHIFT = "Then-test minus first rating: the earlier time rated again"
_CHANGES = ("Change in steps (95% interval)", "Hedges' g (95% interval)")
_CHANGE_LIMITS = (
    "It cannot show what caused a change or whether a family would notice it. There is no comparison group "
    "without the course. Only people who rated every dimension on both occasions are in it."
)
_SHIFT_LIMITS = (
    "It cannot show why the two differ. People's yardstick may have changed, or their memory. Neither rating "
    "is truer, and the difference is not growth."
)
_Row = Change | Shift
_NAMES, _SIDE = 1.95, 1.68
_LINE = SMALL * 1.25 / 72
_ABOVE, _BELOW = 0.26, 0.55


def change_drawn(cohort: Cohort, *, kind: Kind = "dimension", note: str = "") -> Drawn:
    """Draw paired change by dimension or question; ``note``, such as "Made-up data.", begins the caption."""
    mine = changes_in(cohort, kind)
    shown = table_of_numbers(
        " ".join(lines(f"Paired change in steps of the scale; {learners(cohort)}.", _how_judged(mine))),
        [noun(kind).capitalize(), "From, to", *_CHANGES, "Pairs", "Verdict"],
        [(c.label, _pair(c), c.difference, c.effect, c.pairs, judgment(c.distinguishable)) for c in mine],
        changes=_CHANGES,
        same={"Verdict": NOT_JUDGED},
    )
    notes = _notes(cohort, mine, note, f"{_shapes(mine)} {_how_judged(mine)}", _CHANGE_LIMITS)
    sections = [(pair, list(some)) for pair, some in groupby(mine, _pair)]
    title = f"{_CHANGE}, by {noun(kind)}"
    return Drawn(
        _differences(title, sections, ("no change", "less often", "more often"), notes),
        (shown,),
        _alt(title, cohort, mine),
        title,
        f"change_{kind}s",
    )


def changes_in(cohort: Cohort, kind: Kind) -> list[Change]:
    """Return the changes in a picture: of dimensions to every later occasion, of questions to only one.

    That occasion is the first with a number, or simply the first if none has a number.
    """
    mine = sorted((c for c in cohort.changes if c.kind == kind), key=lambda c: _order(cohort, c))
    if kind == "item" and mine:
        last = next((c.last for c in mine if isinstance(c.difference, Estimate)), mine[0].last)
        mine = [c for c in mine if c.last == last]
    return mine


def _shapes(changes: Sequence[Change]) -> str:
    """Explain the markers that are in the picture."""
    shown = {c.distinguishable for c in changes if isinstance(c.difference, Estimate)}
    means = {
        True: "A filled dot is distinguishable from no change.",
        False: "An open dot is not distinguishable from no change.",
        None: "A diamond has no verdict.",
    }
    return " ".join(words for key, words in means.items() if key in shown)


def _how_judged(changes: Sequence[Change]) -> str:
    """Say how the changes in the picture are judged; the report explains what verdicts are worth."""
    shown = [c.distinguishable for c in changes if isinstance(c.difference, Estimate)]
    said = []
    if any(one is not None for one in shown):
        said.append(
            "Verdicts allow for the number of comparisons (Holm's correction) and for people who did not "
            "answer again. Intervals do not, so an interval may exclude zero although the change is not "
            "distinguishable."
        )
    if None in shown:
        which = "intervals without a verdict" if said else "such intervals"
        said.append(f"About 1 in 20 {which} misses the true value by chance.")
    return " ".join(said)


def shift_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Draw the then-test minus the first rating, by dimension."""
    mine = [s for s in cohort.shifts if s.kind == "dimension"]
    hidden = why(s.difference for s in mine)
    shown = table(
        f"Then-test minus first rating, in steps of the scale; {learners(cohort)}. {hidden}".strip(),
        ["Dimension", "Difference (95% interval)", "Pairs"],
        [(s.label, difference(s.difference), count(s.pairs)) for s in mine],
    )
    sections = [("then-test − before", mine)] if mine else []
    ends = ("no difference", "lower now", "higher now")
    return Drawn(
        _differences(_SHIFT, sections, ends, _notes(cohort, mine, note, "", _SHIFT_LIMITS)),
        (shown,),
        _alt(_SHIFT, cohort, mine),
        _SHIFT,
        "shift_dimensions",
    )


def _order(cohort: Cohort, change: Change) -> tuple[int, int]:
    known = [*cohort.occasions, change.first, change.last]
    return known.index(change.first), known.index(change.last)


def _pair(change: Change) -> str:
    return f"{occasion_name(change.first)} → {occasion_name(change.last)}"


def _notes(cohort: Cohort, rows: Sequence[_Row], note: str, how: str, limits: str) -> list[str]:
    known = spread(row.pairs for row in rows if isinstance(row.pairs, int))
    pairs = f"{known} pairs{' by row' if ' to ' in known else ''}" if known else "pairs withheld"
    cells = [row.difference for row in rows]
    over = f"{note} {learners(cohort)}; {pairs}. {intervals(cells)}"
    return lines(over, how, why(cells), "What this cannot show:", limits)


def _alt(title: str, cohort: Cohort, rows: Sequence[_Row]) -> str:
    if not rows:
        return "An empty chart: nobody has rated twice yet."
    over = f"{title}. Dots with 95% intervals next to a zero line, {learners(cohort)}."
    said = "; ".join(map(_said, rows))
    return " ".join(lines(over, f"{said}.", why(row.difference for row in rows)))


def _said(row: _Row) -> str:
    where = f"{row.label} ({_pair(row)})" if isinstance(row, Change) else row.label
    return ", ".join(lines(f"{where}: {difference(row.difference)}", verdict(_judged(row))))


def _judged(row: _Row) -> bool | None:
    """Return whether the difference is distinguishable from zero; ``None`` if it was not judged."""
    return row.distinguishable if isinstance(row, Change) else None


def _differences(
    title: str,
    sections: Sequence[tuple[str, Sequence[_Row]]],
    ends: tuple[str, str, str],
    notes: Sequence[str],
) -> Figure:
    """Draw all sections on one sheet with the same axis; `ends` are the labels of zero, less and more.

    A filled dot is distinguishable from zero, an open dot is not, and a diamond was not judged.
    """
    most = _most([row.difference for _, rows in sections for row in rows])
    layout = [(heading, rows, [_height(row) for row in rows]) for heading, rows in sections]
    sheet = Sheet(title, sum(_ABOVE + sum(heights) + _BELOW for _, _, heights in layout), notes)
    top = 0.0
    for heading, rows, heights in layout:
        sheet.text(0.08, top, heading, fontsize=11, family="serif")
        start = top + _ABOVE
        axes = sheet.axes(_NAMES, start, WIDTH - _NAMES - _SIDE, sum(heights))
        axes.set_label(heading)
        _frame(axes, most, sum(heights), ends)
        y = 0.0
        for row, height in zip(rows, heights, strict=True):
            middle = y + height / 2
            names = wrapped(row.label, _NAMES * 72 - 16)
            sheet.text(0.08, start + middle, "\n".join(names), va="center", linespacing=1.2)
            _row(axes, middle, row)
            if isinstance(row.difference, Estimate):
                said = "\n".join(lines(difference(row.difference), verdict(_judged(row))))
                sheet.text(WIDTH - _SIDE + 0.1, start + middle, said, va="center", linespacing=1.2)
            y += height
        top += _ABOVE + sum(heights) + _BELOW
    return sheet.figure


def _frame(axes: Axes, most: float, height: float, ends: tuple[str, str, str]) -> None:
    zero, less, more = ends
    axes.set_xlim(-most, most)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    step = 0.5 if most <= 2 else 1.0
    count = int(most / step)
    ticks = [n * step for n in range(-count, count + 1)]
    axes.set_xticks(ticks, [f"{t:+g}".replace("-", "−") if t else "0" for t in ticks])
    axes.grid(axis="x", color=RULE, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=1.2, zorder=1, gid="zero")
    axes.text(0.5, 1, zero, transform=axes.transAxes, ha="center", va="bottom", fontsize=SMALL,
              color=INK, parse_math=False)  # fmt: skip
    for x, side, words in ((0, "left", f"← {less}"), (1, "right", f"{more} →")):
        axes.annotate(words, (x, 0), (0, -17), xycoords="axes fraction", textcoords="offset points",
                      ha=side, va="top", fontsize=SMALL, color=QUIET, parse_math=False)  # fmt: skip


def _row(axes: Axes, y: float, row: _Row) -> None:
    cell, judged = row.difference, _judged(row)
    if isinstance(cell, Withheld):
        axes.text(0, y, withheld(cell), ha="center", va="center", fontsize=SMALL, color=QUIET, style="italic",
                  parse_math=False, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
        return
    marker, color = ("D", OKABE_ITO["vermillion"]) if judged is None else ("o", OKABE_ITO["blue"])
    interval_line(axes, (cell.low, cell.high), (y, y), color)
    axes.plot(cell.value, y, marker, color=color, markersize=7, markeredgewidth=1.6, zorder=4,
              markerfacecolor=color if judged else "white")  # fmt: skip


def _most(cells: Sequence[Given]) -> float:
    """Return half the width of the axis, which has room for every interval and is the same on both sides."""
    ends = [abs(x) for cell in cells if isinstance(cell, Estimate) for x in (cell.low, cell.high)]
    return max(1.0, math.ceil(max(ends, default=0) * 4 + 0.2) / 4)


def _height(row: _Row) -> float:
    high = max(len(wrapped(row.label, _NAMES * 72 - 16)), 1 if _judged(row) is None else 2)
    return high * _LINE + 0.12
