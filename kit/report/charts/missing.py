"""Draw what is missing: who rated when, and for each question how many gave a number, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kit.measures import occasion_name
from kit.measures.results import Cohort, MissingPattern, MissingRow, Pattern, Withheld
from kit.report.charts.drawn import Drawn
from kit.report.charts.numbers import NOBODY_WITHOUT, count, lines, spread, table_of_numbers, why, withheld
from kit.report.charts.panels import LOOKS
from kit.report.charts.sheet import INK, OKABE_ITO, QUIET, SMALL, WIDTH, Sheet, stacked, width_of, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LIMITS = (
    "It cannot show what people without a number would have answered. They may differ from the others. Gaps "
    "are not filled in."
)
_NAMES, _TOP, _LINE = 2.1, 0.56, SMALL * 1.25 / 72
_KINDS = {
    "rated": ("gave a number", OKABE_ITO["blue"], ""),
    "no_chance": ("no chance yet", "white", "//////"),
    "other": ("no answer", "white", ""),
}
_THICK = 0.12


def missing_drawn(cohort: Cohort, *, note: str = "") -> Drawn:
    """Draw counts of numbers and gaps by question and occasion, and the patterns over occasions."""
    pattern = cohort.missing
    people = f"n = {count(pattern.learners)} learners"
    by_question = table_of_numbers(
        f"Who gave a number, by question and occasion; {people}.",
        ["Question", "Occasion", "Gave a number", "No number"],
        [(row.label, occasion_name(row.occasion), row.rated, row.reasons) for row in pattern.rows],
        same={"No number": NOBODY_WITHOUT},
    )
    by_pattern = table_of_numbers(
        f"On which occasions people rated; {people}.",
        ["Rated on", "People"],
        [(_rated(pattern, one.rated), one.count) for one in pattern.patterns],
        where="patterns",
    )
    cells = [*(n for row in pattern.rows for n in _cells(row)), *(one.count for one in pattern.patterns)]
    told = "; ".join(f"rated on {_rated(pattern, one.rated)}: {count(one.count)}" for one in pattern.patterns)
    alt = f"Bars of how many gave a number, by question and occasion, {people}. {pattern.sentence}"
    return Drawn(
        _figure(pattern, note),
        (by_pattern, by_question),
        " ".join(lines(alt, f"Patterns: {told or 'none'}.", _by_occasion(pattern), why(cells))),
        _title(pattern),
        "missing",
    )


def _title(pattern: MissingPattern) -> str:
    # If everyone gave a number, no row says why not.
    gaps = any(n for row in pattern.rows for n in row.reasons.values())
    return "Who gave a number, when, and why not" if gaps else "Who gave a number, and when"


def _figure(pattern: MissingPattern, note: str) -> Figure:
    questions: dict[str, dict[str, MissingRow]] = {}
    for row in pattern.rows:
        questions.setdefault(row.id, {})[row.occasion] = row
    names = [wrapped(next(iter(some.values())).label, _NAMES * 72 - 14) for some in questions.values()]
    heights = [max(len(words), 2) * _LINE + 0.09 for words in names]
    signs = any(isinstance(row.rated, Withheld) and row.reasons for row in pattern.rows)
    dotted = any(
        isinstance(row.rated, int) and any(isinstance(n, Withheld) for n in row.reasons.values())
        for row in pattern.rows
    )
    patterns = [one for one in pattern.patterns if not isinstance(one.count, Withheld)]
    hidden = [one.count for one in pattern.patterns if isinstance(one.count, Withheld)]
    above = len(patterns) * 0.24 + 0.34 if patterns else 0.1
    notes = lines(
        f"{note} n = {count(pattern.learners)} learners. {pattern.sentence}",
        f"Numbers of people who rated on other occasions are withheld: {hidden[0].reason}." if hidden else "",
        why(n for row in pattern.rows for n in _cells(row)),
        "A sign next to the word withheld shows which kind of gap there is." if signs else "",
        "A dotted end means gaps whose kinds are withheld." if dotted else "",
        "What this cannot show:",
        _LIMITS,
    )
    sheet = Sheet(_title(pattern), _TOP + above + sum(heights) + 0.1, notes)
    _key(sheet, _kinds_drawn(pattern, patterns))
    width = (WIDTH - _NAMES - 0.06) / max(len(pattern.occasions), 1)
    for n, occasion in enumerate(pattern.occasions):
        label = LOOKS[occasion].label.replace("-\n", "-")
        sheet.text(_NAMES + n * width, _TOP - 0.22, label)
    _patterns(sheet, patterns, width)
    top = _TOP + above
    sheet.text(0.08, top - 0.25, "Each question", fontsize=11, family="serif")
    totals = [sum(n for n in _cells(row) if isinstance(n, int)) for row in pattern.rows]
    most = pattern.learners if isinstance(pattern.learners, int) else max(totals, default=1)
    for words, height, some in zip(names, heights, questions.values(), strict=True):
        sheet.text(0.08, top + height / 2, "\n".join(words), va="center", linespacing=1.2)
        for n, occasion in enumerate(pattern.occasions):
            axes = sheet.axes(_NAMES + n * width, top, width - 0.1, height)
            draw_counts(axes, some[occasion], most)
        top += height
    return sheet.figure


def _patterns(sheet: Sheet, patterns: Sequence[Pattern], width: float) -> None:
    sheet.text(0.08, _TOP - 0.26, "Rated on", fontsize=11, family="serif")
    for n, one in enumerate(patterns):
        top = _TOP + n * 0.24
        sheet.text(0.08, top + 0.1, f"{one.count} {'person' if one.count == 1 else 'people'}", va="center")
        for k, rated in enumerate(one.rated):
            axes = sheet.axes(_NAMES + k * width, top, width - 0.1, 0.2)
            _whole(axes, "rated" if rated else "other", 0.11)


def _cells(row: MissingRow) -> list[int | Withheld]:
    return [row.rated, *row.reasons.values()]


def _rated(pattern: MissingPattern, rated: tuple[bool, ...]) -> str:
    names = [occasion_name(o) for o, yes in zip(pattern.occasions, rated, strict=True) if yes]
    return ", ".join(names) or "no occasion"


def _by_occasion(pattern: MissingPattern) -> str:
    """Give the smallest and the largest count of numbers on each occasion."""
    told = []
    for occasion in pattern.occasions:
        cells = [row.rated for row in pattern.rows if row.occasion == occasion]
        known = [n for n in cells if isinstance(n, int)]
        if known:
            hidden = len(cells) - len(known)
            more = f" ({hidden} withheld)" if hidden else ""
            told.append(f"{occasion_name(occasion)} {spread(known)}{more}")
    return f"Numbers by question: {', '.join(told)}." if told else ""


def _kinds_drawn(pattern: MissingPattern, patterns: Sequence[Pattern]) -> set[str]:
    """Return the kinds of bar that are in the picture."""
    found = {"rated" if rated else "other" for one in patterns for rated in one.rated}
    for row in pattern.rows:
        if isinstance(row.rated, int) and row.rated:
            found.add("rated")
        # A withheld number has signs for all its gaps. If only some kinds of gap are withheld, none is drawn.
        whole = isinstance(row.rated, Withheld) or not any(
            isinstance(n, Withheld) for n in row.reasons.values()
        )
        if whole:
            found |= {"no_chance" if key == "no_chance" else "other" for key, n in row.reasons.items() if n}
    return found


def _key(sheet: Sheet, kinds: set[str]) -> None:
    """Explain each kind of bar in the picture, in one line at the top of the body."""
    left = 0.08
    for kind, (words, _, _) in _KINDS.items():
        if kind not in kinds:
            continue
        _whole(sheet.axes(left, 0.03, 0.2, 0.12), kind, 0.11)
        sheet.text(left + 0.26, 0.085, words, va="center")
        left += 1.45


def _whole(axes: Axes, kind: str, thick: float) -> None:
    """Draw one bar of a kind across the whole width."""
    _frame(axes, 1)
    _bar(axes, 0, 1, kind, 0, thick, gid="sign")


def draw_counts(axes: Axes, row: MissingRow, most: int) -> None:
    """Draw bars for the people in one cell; if they are withheld, say so and show the kinds of gap.

    ``most`` people fill the whole width.
    """
    _frame(axes, max(most, 1))
    if isinstance(row.rated, Withheld):
        _words(axes, row, row.rated)
        return
    axes.text(0, -0.01, str(row.rated), va="bottom", fontsize=SMALL, color=INK)
    _bar(axes, 0, row.rated, "rated")
    known = {key: n for key, n in row.reasons.items() if isinstance(n, int)}
    if len(known) < len(row.reasons):
        inch = max(most, 1) / (axes.get_window_extent().width / axes.figure.dpi)
        left = row.rated + 0.02 * inch
        axes.barh(0.09, 0.07 * inch, left=left, height=_THICK, color="white", linewidth=0.9,
                  edgecolor=QUIET, linestyle=":", gid="rest", clip_on=False)  # fmt: skip
        return
    chance = known.pop("no_chance", 0)
    _bar(axes, row.rated, chance, "no_chance")
    _bar(axes, row.rated + chance, sum(known.values()), "other")


def _frame(axes: Axes, most: float) -> None:
    """Set the axes: x is a number of people, and y is in inches downward from the middle."""
    half = axes.get_window_extent().height / axes.figure.dpi / 2
    axes.set_xlim(0, most)
    axes.set_ylim(half, -half)
    axes.set_axis_off()


def _words(axes: Axes, row: MissingRow, cell: Withheld) -> None:
    most = axes.get_xlim()[1]
    inch = most / (axes.get_window_extent().width / axes.figure.dpi)
    words = stacked(withheld(cell), 74)
    top = -0.075 * (len(words) - 1)
    for n, line in enumerate(words):
        axes.text(0, top + 0.15 * n, line, va="center", fontsize=SMALL, color=QUIET, style="italic",
                  parse_math=False)  # fmt: skip
    kinds = dict.fromkeys("no_chance" if key == "no_chance" else "other" for key in row.reasons)
    left = (width_of(words[0]) / 72 + 0.1) * inch
    for n, kind in enumerate(kinds):
        _bar(axes, left + n * 0.17 * inch, 0.12 * inch, kind, top, 0.1, gid="sign")


def _bar(
    axes: Axes, start: float, length: float, kind: str, y: float = 0.09, thick: float = _THICK, gid: str = ""
) -> None:
    _, face, hatch = _KINDS[kind]
    if length:
        axes.barh(y, length, left=start, height=thick, color=face, hatch=hatch, linewidth=0.9,
                  edgecolor=OKABE_ITO["blue"], gid=gid or kind, clip_on=False)  # fmt: skip
