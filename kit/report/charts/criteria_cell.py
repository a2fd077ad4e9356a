"""One task and one criterion: bars for its levels, or the mean where the levels are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.measures.results import CriteriaCell, Estimate, Withheld
from kit.report.charts.colours import INK, OKABE_ITO, QUIET, RULE
from kit.report.charts.lettering import SMALL, stacked
from kit.report.charts.numbers import count, interval, number, withheld

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_cell(axes: Axes, cell: CriteriaCell | None, most: int, *, bare: bool = False) -> None:
    """Draw a cell; the highest bar of all has ``most`` texts.

    Parameters
    ----------
    axes
        Where to draw.
    cell
        The marks; ``None`` where the task has no such criterion.
    most
        Texts at the fullest level of any cell, so that bars can be compared.
    bare
        Leave out the words that levels are withheld, because the caption says it of all cells.
    """
    axes.set_xlim(-0.6, 3.6)
    axes.set_ylim(0, most * 1.35)
    axes.set_yticks([])
    axes.set_xticks(range(4), ["0", "1", "2", "3"])
    axes.axhline(0, color=RULE, linewidth=0.8, clip_on=False)
    if cell is None or (isinstance(cell.estimate, Withheld) and hides_levels(cell, every=True)):
        words = "no marks" if cell is None else said(cell)
        axes.text(1.5, most * 0.6, "\n".join(stacked(words, 50)), ha="center", va="center", fontsize=SMALL,
                  color=QUIET, style="italic", linespacing=1.1, parse_math=False)  # fmt: skip
    elif isinstance(cell.estimate, Estimate) and hides_levels(cell):
        _mean(axes, cell.estimate, most, bare=bare)
    else:
        _bars(axes, cell, most)


def hides_levels(cell: CriteriaCell, *, every: bool = False) -> bool:
    """Whether the number of texts at some level, or at ``every`` level, is withheld."""
    hidden = [isinstance(n, Withheld) for n in cell.levels]
    return all(hidden) if every else any(hidden)


def said(cell: CriteriaCell) -> str:
    """The cell in words: its levels, or what may be told instead.

    >>> few = Withheld("fewer than 10 people")
    >>> said(CriteriaCell("equity", "Equity", "equity.reflection", "event", "Event", few, (few,) * 4, few))
    'withheld (fewer than 10)'
    """
    hidden = next((n for n in cell.levels if isinstance(n, Withheld)), None)
    if hidden is None:
        return ", ".join(map(count, cell.levels))
    if isinstance(cell.estimate, Estimate):
        return f"levels {withheld(hidden)}, mean {interval(cell.estimate)}"
    return withheld(hidden) if hides_levels(cell, every=True) else ", ".join(map(count, cell.levels))


def _bars(axes: Axes, cell: CriteriaCell, most: int) -> None:
    for level, texts in enumerate(cell.levels):
        if isinstance(texts, Withheld):
            axes.text(level, most * 0.04, "withheld", ha="center", va="bottom", rotation=90, fontsize=SMALL,
                      color=QUIET, style="italic")  # fmt: skip
            continue
        axes.bar(level, texts, width=0.72, color=OKABE_ITO["blue"], clip_on=False)
        axes.text(level, texts + most * 0.04, str(texts), ha="center", va="bottom", fontsize=SMALL, color=INK)


def _mean(axes: Axes, mean: Estimate, most: int, *, bare: bool) -> None:
    y, colour = most * (0.45 if bare else 0.72), OKABE_ITO["vermillion"]
    axes.plot([mean.low, mean.high], [y, y], "-", color=colour, linewidth=1.6, solid_capstyle="butt")
    axes.plot(mean.value, y, "D", color=colour, markersize=5)
    axes.text(mean.value, y + most * 0.16, f"mean {number(mean.value)}", ha="center", va="bottom",
              fontsize=SMALL, color=INK)  # fmt: skip
    if not bare:
        axes.text(1.5, most * 0.06, "levels\nwithheld", ha="center", va="bottom", fontsize=SMALL, color=QUIET,
                  style="italic", linespacing=1.05)  # fmt: skip
