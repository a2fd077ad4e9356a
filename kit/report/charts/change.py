"""Paired change with intervals, and the then-test's difference as a quantity of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kit.measures import occasion_name
from kit.measures.results import Change, Cohort, Estimate, Kind, Shift
from kit.report.charts.differences import Ends, Row, Section, differences
from kit.report.charts.drawn import Drawn
from kit.report.charts.numbers import count, interval, intervals, learners, lines, noun, verdict, why
from kit.report.charts.table import table

if TYPE_CHECKING:
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


def change_drawn(
    cohort: Cohort, *, kind: Kind = "dimension", last: str | None = None, note: str = ""
) -> Drawn:
    """Paired change with intervals for what `kit.measures.cohort.cohort` returns.

    Parameters
    ----------
    cohort
        The group's numbers; what is withheld there is written as words here.
    kind
        A row for each dimension, or for each question.
    last
        The later occasion. Without it dimensions show every comparison, questions only the first.
    note
        A line before the caption, such as "Made-up data."

    Examples
    --------
    >>> from kit.report.charts.made_up import NOTE, made_up_cohort
    >>> from kit.content import compiled
    >>> drawn = change_drawn(made_up_cohort(compiled()), note=NOTE)
    >>> drawn.name, drawn.tables[0].columns[2]
    ('change_dimensions', 'Change in steps (interval)')
    """
    mine = _mine(cohort, kind, last)
    rows = [
        (
            c.label,
            _pair(c),
            interval(c.difference, 2, signed=True),
            interval(c.effect, 2, signed=True),
            count(c.pairs),
            verdict(c.distinguishable) or "not asked",
        )
        for c in mine
    ]
    head = [noun(kind).capitalize(), "From, to", "Change in steps (interval)",
            "Hedges' g (interval)", "Pairs", "Verdict"]  # fmt: skip
    over = f"Paired change in steps of the scale; {learners(cohort)}."
    hidden = [cell for c in mine for cell in (c.difference, c.effect, c.pairs)]
    return Drawn(
        change_figure(cohort, kind=kind, last=last, note=note),
        (table(" ".join(lines(over, cohort.comparisons, why(hidden))), head, rows),),
        _alt(_CHANGE, cohort, [_told(c, _pair(c)) for c in mine], why(c.difference for c in mine)),
        f"{_CHANGE}, by {noun(kind)}",
        f"change_{kind}s",
    )


def change_figure(
    cohort: Cohort, *, kind: Kind = "dimension", last: str | None = None, note: str = ""
) -> Figure:
    """The picture alone; see `change_drawn`."""
    mine = _mine(cohort, kind, last)
    sections = [
        Section(
            pair, [Row(c.label, c.difference, c.distinguishable, verdict(c.distinguishable)) for c in some]
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
    return differences(_CHANGE, sections, Ends("no change", "less often", "more often"), notes)


def shift_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Then-test minus first rating, by dimension; the parameters are those of `change_drawn`."""
    mine = [s for s in cohort.shifts if s.kind == "dimension"]
    rows = [Row(s.label, s.difference) for s in mine]
    cells = [s.difference for s in mine]
    notes = lines(
        f"{note} {learners(cohort)}; {_pairs(mine)}. {intervals(cells)}",
        why(cells),
        "What this cannot show:",
        _SHIFT_LIMITS,
    )
    ends = Ends("no difference", "lower now", "higher now")
    over = f"Then-test minus first rating, in steps of the scale; {learners(cohort)}. {why(cells)}".strip()
    shown = table(
        over,
        ["Dimension", "Difference (interval)", "Pairs"],
        [(s.label, interval(s.difference, 2, signed=True), count(s.pairs)) for s in mine],
    )
    return Drawn(
        differences(_SHIFT, [Section("then-test − before", rows)] if rows else [], ends, notes),
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


def _alt(title: str, cohort: Cohort, told: Sequence[str], more: str) -> str:
    if not told:
        return "An empty chart: nobody rated twice yet."
    over = f"{title}. Dots with intervals beside a zero line, {learners(cohort)}."
    return " ".join(lines(over, f"{'; '.join(told)}.", more))
