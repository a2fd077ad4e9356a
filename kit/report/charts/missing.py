"""What is missing, drawn: who rated when, and for each question how many gave a number or why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kit.measures import occasion_name
from kit.measures.results import Cohort, MissingPattern, MissingRow, Withheld
from kit.report.charts.colours import QUIET
from kit.report.charts.drawn import Drawn
from kit.report.charts.lettering import SMALL, wrapped
from kit.report.charts.missing_cell import draw_counts, draw_key, draw_whole
from kit.report.charts.numbers import count, lines, reasons, why, withheld
from kit.report.charts.scale_panel import LOOKS
from kit.report.charts.sheet import WIDTH, Sheet
from kit.report.charts.table import table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TITLE = "Who gave a number, when, and why not"
_LIMITS = (
    "It cannot say what people without a number would have answered. Those who are missing may differ from "
    "those who are not; nothing was filled in."
)
_NAMES, _TOP, _LINE = 2.1, 0.56, SMALL * 1.25 / 72


def missing_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Counts of numbers and gaps, by question and occasion, and the patterns over occasions.

    Parameters
    ----------
    cohort
        The group's numbers; what is withheld there is written as words here.
    note
        A line before the caption, such as "Made-up data."

    Examples
    --------
    >>> from kit.report.charts.made_up import NOTE, made_up_cohort
    >>> from kit.content import compiled
    >>> drawn = missing_drawn(made_up_cohort(compiled()), note=NOTE)
    >>> [table.columns[0] for table in drawn.tables]
    ['Rated on', 'Question']
    """
    pattern = cohort.missing
    people = f"n = {count(pattern.learners)} learners"
    rows = [
        (row.label, occasion_name(row.occasion), count(row.rated), reasons(row.reasons))
        for row in pattern.rows
    ]
    by_question = table(
        f"Who gave a number, by question and occasion; {people}. {why(_cells(pattern))}".strip(),
        ["Question", "Occasion", "Gave a number", "No number"],
        rows,
    )
    over = table(
        f"On which occasions people rated; {people}",
        ["Rated on", "People"],
        [(_rated(pattern, one.rated), count(one.count)) for one in pattern.patterns],
    )
    told = "; ".join(f"rated on {_rated(pattern, one.rated)}: {count(one.count)}" for one in pattern.patterns)
    alt = f"Bars of how many gave a number, by question and occasion, {people}. {pattern.sentence}"
    return Drawn(
        missing_figure(cohort, note=note),
        (over, by_question),
        " ".join(lines(alt, f"Patterns: {told or 'none'}.", _by_occasion(pattern), why(_cells(pattern)))),
        _TITLE,
        "missing",
    )


def missing_figure(cohort: Cohort, *, note: str = "") -> Figure:
    """The picture alone; see `missing_drawn`."""
    pattern = cohort.missing
    occasions = [o for o in pattern.occasions if o in LOOKS]
    questions: dict[str, dict[str, MissingRow]] = {}
    for row in pattern.rows:
        questions.setdefault(row.id, {})[row.occasion] = row
    names = [wrapped(next(iter(some.values())).label, _NAMES * 72 - 14, SMALL) for some in questions.values()]
    heights = [max(len(words), 2) * _LINE + 0.09 for words in names]
    signs = any(isinstance(row.rated, Withheld) and row.reasons for row in pattern.rows)
    dotted = any(
        isinstance(row.rated, int) and any(isinstance(n, Withheld) for n in row.reasons.values())
        for row in pattern.rows
    )
    above = len(pattern.patterns) * 0.24 + 0.34
    notes = lines(
        f"{note} n = {count(pattern.learners)} learners. {pattern.sentence}",
        why(_cells(pattern)),
        "A sign beside the word withheld tells which kind of gap there is." if signs else "",
        "A dotted end stands for gaps whose kinds are withheld." if dotted else "",
        "What this cannot show:",
        _LIMITS,
    )
    sheet = Sheet(_TITLE, _TOP + above + sum(heights) + 0.1, notes)
    draw_key(sheet)
    width = (WIDTH - _NAMES - 0.06) / max(len(occasions), 1)
    for n, occasion in enumerate(occasions):
        label = LOOKS[occasion].label.replace("-\n", "-")
        sheet.text(_NAMES + n * width, _TOP - 0.22, label)
    _patterns(sheet, pattern, width)
    top = _TOP + above
    sheet.text(0.08, top - 0.25, "Each question", fontsize=11, family="serif")
    most = pattern.learners if isinstance(pattern.learners, int) else _largest(pattern)
    for words, height, some in zip(names, heights, questions.values(), strict=True):
        sheet.text(0.08, top + height / 2, "\n".join(words), va="center", linespacing=1.2)
        for n, occasion in enumerate(occasions):
            axes = sheet.axes(_NAMES + n * width, top, width - 0.1, height)
            draw_counts(axes, some.get(occasion), most)
        top += height
    return sheet.figure


def _patterns(sheet: Sheet, pattern: MissingPattern, width: float) -> None:
    sheet.text(0.08, _TOP - 0.26, "Rated on", fontsize=11, family="serif")
    for n, one in enumerate(pattern.patterns):
        top = _TOP + n * 0.24
        who = "person" if one.count == 1 else "people"
        words = withheld(one.count) if isinstance(one.count, Withheld) else f"{one.count} {who}"
        sheet.text(0.08, top + 0.1, words, va="center", **_quiet(one.count))
        shown = [r for o, r in zip(pattern.occasions, one.rated, strict=True) if o in LOOKS]
        for k, rated in enumerate(shown):
            axes = sheet.axes(_NAMES + k * width, top, width - 0.1, 0.2)
            draw_whole(axes, "rated" if rated else "other", 0.11)


def _quiet(cell: int | Withheld) -> Mapping[str, str]:
    return {"color": QUIET, "style": "italic"} if isinstance(cell, Withheld) else {}


def _cells(pattern: MissingPattern) -> list[int | Withheld]:
    rows = [n for row in pattern.rows for n in (row.rated, *row.reasons.values())]
    return [*rows, *(one.count for one in pattern.patterns)]


def _largest(pattern: MissingPattern) -> int:
    totals = [
        sum(n for n in (row.rated, *row.reasons.values()) if isinstance(n, int)) for row in pattern.rows
    ]
    return max(totals, default=1)


def _rated(pattern: MissingPattern, rated: tuple[bool, ...]) -> str:
    names = [occasion_name(o) for o, yes in zip(pattern.occasions, rated, strict=True) if yes]
    return ", ".join(names) or "no occasion"


def _by_occasion(pattern: MissingPattern) -> str:
    """The least and the most numbers on each occasion."""
    told = []
    for occasion in pattern.occasions:
        cells = [row.rated for row in pattern.rows if row.occasion == occasion]
        known = sorted(n for n in cells if isinstance(n, int))
        if known:
            ends = f"{known[0]}" if known[0] == known[-1] else f"{known[0]} to {known[-1]}"
            hidden = len(cells) - len(known)
            more = f" ({hidden} withheld)" if hidden else ""
            told.append(f"{occasion_name(occasion)} {ends}{more}")
    return f"Numbers by question: {', '.join(told)}." if told else ""
