"""Paired change with intervals, and the then-test's difference as a quantity of its own.

Each difference has a row beside a zero line that says what zero means.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kit.measures import occasion_name
from kit.measures.results import Change, Cohort, Estimate, Kind, Shift, Withheld
from kit.report.charts.drawn import Drawn, table
from kit.report.charts.numbers import (
    Given,
    TableRow,
    count,
    interval,
    intervals,
    learners,
    lines,
    noun,
    verdict,
    why,
    with_numbers,
    withheld,
)
from kit.report.charts.sheet import INK, OKABE_ITO, QUIET, RULE, SMALL, WIDTH, Sheet, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CHANGE = "Change in how often, by the same people's own account"
_SHIFT = "Then-test minus first rating: the earlier time judged again"
_CHANGE_LIMITS = (
    "It cannot say what made a change, nor whether a family would notice it: there is no group without the "
    "course beside this one. Only people who rated every dimension on both occasions are in it."
)
_SHIFT_LIMITS = (
    "It cannot say why the two differ. The measure may have changed, or memory; neither judgment is truer, "
    "and this is not growth."
)
_NAMES, _SIDE = 1.95, 1.68
_LINE = SMALL * 1.25 / 72
_ABOVE, _BELOW = 0.26, 0.55


def change_drawn(
    cohort: Cohort, *, kind: Kind = "dimension", last: str | None = None, note: str = ""
) -> Drawn:
    """Paired change of dimensions or questions; ``note``, such as "Made-up data.", begins the caption.

    Without ``last``, dimensions show every later occasion and questions only the first.

    Examples
    --------
    >>> from kit.report.charts.made_up import NOTE, made_up_cohort
    >>> from kit.content import compiled
    >>> drawn = change_drawn(made_up_cohort(compiled()), note=NOTE)
    >>> drawn.name, drawn.tables[0].columns[2]
    ('change_dimensions', 'Change in steps (interval)')
    """
    mine = _mine(cohort, kind, last)
    rows, left_out = with_numbers(
        TableRow(
            c.label,
            _pair(c),
            (c.difference, c.effect, c.pairs),
            (
                c.label,
                _pair(c),
                interval(c.difference, 2, signed=True),
                interval(c.effect, 2, signed=True),
                count(c.pairs),
                verdict(c.distinguishable) or "not asked",
            ),
        )
        for c in mine
    )
    head = [noun(kind).capitalize(), "From, to", "Change in steps (interval)",
            "Hedges' g (interval)", "Pairs", "Verdict"]  # fmt: skip
    over = f"Paired change in steps of the scale; {learners(cohort)}."
    return Drawn(
        _figure(cohort, mine, note),
        (table(" ".join(lines(over, cohort.comparisons, left_out)), head, rows),),
        _alt(_CHANGE, cohort, [_told(c, _pair(c)) for c in mine], why(c.difference for c in mine)),
        f"{_CHANGE}, by {noun(kind)}",
        f"change_{kind}s",
    )


def _figure(cohort: Cohort, mine: Sequence[Change], note: str) -> Figure:
    sections = [
        _Section(
            pair, [_Row(c.label, c.difference, c.distinguishable, verdict(c.distinguishable)) for c in some]
        )
        for pair, some in groupby(mine, _pair)
    ]
    shape = "A diamond has no verdict." if any(_undecided(c) for c in mine) else ""
    if any(c.distinguishable is not None for c in mine):
        shape = f"A filled dot is distinguishable from no change, an open one is not. {shape}".strip()
    cells = [c.difference for c in mine]
    notes = lines(
        f"{note} {learners(cohort)}; {_pairs(mine)}. {intervals(cells)}",
        f"{shape} {cohort.comparisons}",
        why(cells),
        "What this cannot show:",
        _CHANGE_LIMITS,
    )
    return _differences(_CHANGE, sections, _Ends("no change", "less often", "more often"), notes)


def shift_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Then-test minus first rating, by dimension."""
    mine = [s for s in cohort.shifts if s.kind == "dimension"]
    rows = [_Row(s.label, s.difference) for s in mine]
    cells = [s.difference for s in mine]
    notes = lines(
        f"{note} {learners(cohort)}; {_pairs(mine)}. {intervals(cells)}",
        why(cells),
        "What this cannot show:",
        _SHIFT_LIMITS,
    )
    ends = _Ends("no difference", "lower now", "higher now")
    over = f"Then-test minus first rating, in steps of the scale; {learners(cohort)}. {why(cells)}".strip()
    shown = table(
        over,
        ["Dimension", "Difference (interval)", "Pairs"],
        [(s.label, interval(s.difference, 2, signed=True), count(s.pairs)) for s in mine],
    )
    return Drawn(
        _differences(_SHIFT, [_Section("then-test − before", rows)] if rows else [], ends, notes),
        (shown,),
        _alt(_SHIFT, cohort, [_told(s, "") for s in mine], why(cells)),
        _SHIFT,
        "shift_dimensions",
    )


def _undecided(change: Change) -> bool:
    return change.distinguishable is None and isinstance(change.difference, Estimate)


def _mine(cohort: Cohort, kind: Kind, last: str | None) -> list[Change]:
    rows = sorted((c for c in cohort.changes if c.kind == kind), key=lambda c: _order(cohort, c))
    if last is None and kind == "item" and rows:
        last = rows[0].last
    return [c for c in rows if last in (None, c.last)]


def _pair(change: Change) -> str:
    return f"{occasion_name(change.first)} → {occasion_name(change.last)}"


def _order(cohort: Cohort, change: Change) -> tuple[int, ...]:
    known = [*cohort.occasions, change.first, change.last]
    return known.index(change.first), known.index(change.last)


def _pairs(rows: Sequence[Change | Shift]) -> str:
    known = sorted({row.pairs for row in rows if isinstance(row.pairs, int)})
    if not known:
        return "pairs withheld"
    return f"{known[0]} pairs" if len(known) == 1 else f"{known[0]} to {known[-1]} pairs by row"


def _told(row: Change | Shift, pair: str) -> str:
    where = f"{row.label} ({pair})" if pair else row.label
    said = verdict(row.distinguishable) if isinstance(row, Change) else ""
    return ", ".join(lines(f"{where}: {interval(row.difference, 2, signed=True)}", said))


def _alt(title: str, cohort: Cohort, rows: Sequence[str], more: str) -> str:
    if not rows:
        return "An empty chart: nobody rated twice yet."
    over = f"{title}. Dots with intervals beside a zero line, {learners(cohort)}."
    return " ".join(lines(over, f"{'; '.join(rows)}.", more))


class _Row(NamedTuple):
    """One difference; ``told`` is whether it was told from zero, ``None`` where that was not asked."""

    label: str
    given: Given
    told: bool | None = None
    verdict: str = ""


class _Section(NamedTuple):
    """Rows that compare the same two things, under a heading."""

    heading: str
    rows: Sequence[_Row]


class _Ends(NamedTuple):
    """What zero, less and more mean on the axis."""

    zero: str
    less: str
    more: str


def _differences(title: str, sections: Sequence[_Section], ends: _Ends, notes: Sequence[str]) -> Figure:
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


def _frame(axes: Axes, most: float, height: float, ends: _Ends) -> None:
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


def _row(axes: Axes, y: float, row: _Row) -> None:
    cell = row.given
    if isinstance(cell, Withheld):
        axes.text(0, y, withheld(cell), ha="center", va="center", fontsize=SMALL, color=QUIET, style="italic",
                  parse_math=False, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
        return
    marker = "D" if row.told is None else "o"
    color = OKABE_ITO["vermillion"] if row.told is None else OKABE_ITO["blue"]
    axes.plot([cell.low, cell.high], [y, y], "-", color=color, linewidth=2, zorder=3, solid_capstyle="butt")
    axes.plot(cell.value, y, marker, color=color, markersize=7, markeredgewidth=1.6, zorder=4,
              markerfacecolor=color if row.told else "white")  # fmt: skip


def _most(cells: Sequence[Given]) -> float:
    """Half the width of the axis: room for every interval, the same on both sides."""
    ends = [abs(x) for cell in cells if isinstance(cell, Estimate) for x in (cell.low, cell.high)]
    return max(1.0, math.ceil(max(ends, default=0) * 4 + 0.2) / 4)


def _row_height(row: _Row) -> float:
    high = max(len(wrapped(row.label, _NAMES * 72 - 16)), 2 if row.verdict else 1)
    return high * _LINE + 0.12


def _section_height(section: _Section) -> float:
    return _ABOVE + sum(map(_row_height, section.rows)) + _BELOW
