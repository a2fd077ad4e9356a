"""What is missing, drawn: who rated when, and for each question how many gave a number or why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kit.charts.drawn import Drawn
from kit.charts.lettering import SMALL, stacked, wrapped
from kit.charts.needed import OKABE_ITO
from kit.charts.numbers import count, reasons, withheld
from kit.charts.scale_panel import LOOKS
from kit.charts.sheet import INK, QUIET, WIDTH, Sheet
from kit.charts.table import table
from kit.growth import occasion_name
from kit.growth.results import Cohort, MissingPattern, MissingRow, Withheld

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TITLE = "Who gave a number, when, and why not"
_LIMITS = (
    "It cannot say what people without a number would have answered. Those who are missing may differ from "
    "those who are not; nothing was filled in."
)
_NAMES, _TOP, _LINE = 2.1, 0.56, SMALL * 1.25 / 72
_KINDS = {
    "rated": ("gave a number", OKABE_ITO["blue"], ""),
    "no_chance": ("no chance yet", "white", "//////"),
    "other": ("no answer", "white", ""),
}


def missing_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Counts of numbers and gaps, by question and occasion, and the patterns over occasions.

    Parameters
    ----------
    cohort
        The group's numbers; what is withheld there is written as words here.
    note
        A line before the caption, such as "Made-up data."
    """
    pattern = cohort.missing
    people = f"n = {count(pattern.learners)} learners"
    rows = [
        (row.label, occasion_name(row.occasion), count(row.rated), reasons(row.reasons))
        for row in pattern.rows
    ]
    by_question = table(
        f"Who gave a number, by question and occasion; {people}",
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
        f"{over}\n{by_question}",
        f"{alt} Patterns: {told or 'none'}. {_by_occasion(pattern)}".strip(),
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
    heights = [max(len(lines), 2) * _LINE + 0.09 for lines in names]
    above = len(pattern.patterns) * 0.24 + 0.34
    notes = [
        f"{note} n = {count(pattern.learners)} learners. {pattern.sentence}".strip(),
        "What this cannot show:",
        _LIMITS,
    ]
    sheet = Sheet(_TITLE, _TOP + above + sum(heights) + 0.1, notes)
    _key(sheet)
    width = (WIDTH - _NAMES - 0.06) / max(len(occasions), 1)
    for n, occasion in enumerate(occasions):
        words = LOOKS[occasion].label.replace("-\n", "-")
        sheet.text(_NAMES + n * width, _TOP - 0.22, words)
    _patterns(sheet, pattern, width)
    top = _TOP + above
    sheet.text(0.08, top - 0.25, "Each question", fontsize=11, family="serif")
    most = pattern.learners if isinstance(pattern.learners, int) else _largest(pattern)
    for lines, height, some in zip(names, heights, questions.values(), strict=True):
        sheet.text(0.08, top + height / 2, "\n".join(lines), va="center", linespacing=1.2)
        for n, occasion in enumerate(occasions):
            axes = sheet.axes(_NAMES + n * width, top, width - 0.1, height)
            _cell(axes, some.get(occasion), most)
        top += height
    return sheet.figure


def _key(sheet: Sheet) -> None:
    left = 0.08
    for words, face, hatch in _KINDS.values():
        axes = sheet.axes(left, 0.03, 0.2, 0.11)
        axes.set_xlim(0, 1)
        axes.set_ylim(-0.5, 0.5)
        axes.set_axis_off()
        _bar(axes, 0, 1, face, hatch, 1)
        sheet.text(left + 0.26, 0.085, words, va="center")
        left += 1.45


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
            axes.set_xlim(0, 1)
            axes.set_ylim(-0.5, 0.5)
            axes.set_axis_off()
            _bar(axes, 0, 1, OKABE_ITO["blue"] if rated else "white", "", 0.6)


def _cell(axes: Axes, row: MissingRow | None, most: int) -> None:
    axes.set_xlim(0, max(most, 1))
    height = axes.get_window_extent().height / axes.figure.dpi
    axes.set_ylim(height / 2, -height / 2)
    axes.set_axis_off()
    if row is None:
        return
    if isinstance(row.rated, Withheld):
        words = "\n".join(stacked(withheld(row.rated), 74))
        axes.text(0, 0, words, va="center", fontsize=SMALL, color=QUIET, style="italic", linespacing=1.1,
                  parse_math=False)  # fmt: skip
        return
    axes.text(0, -0.01, str(row.rated), va="bottom", fontsize=SMALL, color=INK)
    _span(axes, 0, row.rated, "rated")
    known = {key: n for key, n in row.reasons.items() if isinstance(n, int)}
    if len(known) < len(row.reasons):
        axes.text(max(most, 1), -0.01, "rest withheld", ha="right", va="bottom", fontsize=SMALL, color=QUIET,
                  style="italic")  # fmt: skip
        return
    chance = known.pop("no_chance", 0)
    _span(axes, row.rated, chance, "no_chance")
    _span(axes, row.rated + chance, sum(known.values()), "other")


def _span(axes: Axes, start: int, people: int, kind: str) -> None:
    _, face, hatch = _KINDS[kind]
    if people:
        axes.barh(0.09, people, left=start, height=0.12, color=face, hatch=hatch, linewidth=0.9,
                  edgecolor=OKABE_ITO["blue"], gid=kind, clip_on=False)  # fmt: skip


def _bar(axes: Axes, start: float, length: float, face: str, hatch: str, height: float) -> None:
    axes.barh(0, length, left=start, height=height, color=face, hatch=hatch, linewidth=0.9,
              edgecolor=OKABE_ITO["blue"], clip_on=False)  # fmt: skip


def _quiet(cell: int | Withheld) -> Mapping[str, str]:
    return {"color": QUIET, "style": "italic"} if isinstance(cell, Withheld) else {}


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
