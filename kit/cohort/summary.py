"""Counts and means by question and occasion, as a table that may be passed on.

Each row is made safe by itself, for a cohort of any size. A class's report, in which numbers stand beside
one another and are compared, is `kit.measures.cohort`'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kit.cohort.engines import Cell
from kit.measures.results import Withheld
from kit.measures.suppress import ALIKE, LEAST, counts, fewer
from kit.spreadsheet import csv_text

COLUMNS = ("case", "item", "occasion", "n", "mean", "missing", "not_answered", "withheld")


def summary_csv(cells: Iterable[Cell], learners: int) -> str:
    """The table as CSV; an empty field is withheld, and the last column says why.

    ``n`` people gave a number, ``missing`` ones a reason instead (no chance, say), the rest of the
    consenting ``learners`` did not answer. Groups under ten are withheld, and so much beside them that
    no subtraction within this table brings them back. Means have one decimal, always: a class's report
    is about nearly the same people, and a finer mean beside it would give away who is in only one.
    Rounding hides one person among many, not in all cases; keep two tables of one class apart.

    >>> some = Cell("ms_perez", "rate.equity.preferences", "pre", None, 12, 30, 1, 4)
    >>> print(summary_csv([some], 40).splitlines()[1])
    ms_perez,rate.equity.preferences,pre,12,2.5,0,28,
    >>> print(summary_csv([some._replace(n=36, total=81)], 40).splitlines()[1].split(",")[3:7])
    ['', '2.2', '0', '']
    """
    grouped = groupby(cells, key=lambda cell: (cell.case, cell.item, cell.occasion))
    return csv_text(COLUMNS, ([*key, *_row(list(group), learners)] for key, group in grouped))


def _row(cells: list[Cell], learners: int) -> list[object]:
    numbers = next((cell for cell in cells if cell.missing is None), None)
    n = numbers.n if numbers else 0
    missing = sum(cell.n for cell in cells) - n
    shown = counts({"n": n, "missing": missing, "not_answered": learners - n - missing})
    given: dict[str, float | Withheld | None] = {"n": shown["n"], "mean": _mean(numbers), **shown}
    reasons = [f"{column}: {one.reason}" for column, one in given.items() if isinstance(one, Withheld)]
    fields = ["" if one is None or isinstance(one, Withheld) else one for one in given.values()]
    return [*fields, "; ".join(reasons)]


def _mean(numbers: Cell | None) -> float | Withheld | None:
    if numbers is None:
        return None
    if numbers.n < LEAST:
        return fewer()
    if numbers.low == numbers.high:
        return ALIKE
    return round(numbers.total / numbers.n, 1)
