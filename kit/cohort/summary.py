"""Counts and means by question and occasion, as a table that may be passed on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import groupby

from kit.cohort.engines import Cell

LEAST = 10
"""A group smaller than this is withheld."""

COLUMNS = ("item", "occasion", "n", "mean", "missing", "not_answered", "withheld")


def summary_csv(cells: Iterable[Cell], learners: int) -> str:
    """The table as CSV; an empty field is withheld, and the last column says so.

    ``n`` people gave a number, ``missing`` ones a reason instead (no chance, say), the rest of the
    consenting ``learners`` did not answer. Where one of the three is a small group, so much is
    withheld that no subtraction brings it back.

    >>> twelve = Cell("rate.equity.preferences", "pre", None, 12, 30)
    >>> print(summary_csv([twelve], 40).splitlines()[1])
    rate.equity.preferences,pre,12,2.5,0,28,
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for (item, occasion), group in groupby(cells, key=lambda cell: (cell.item, cell.occasion)):
        table.writerow([item, occasion, *_row(list(group), learners)])
    return text.getvalue()


def _row(cells: list[Cell], learners: int) -> list[object]:
    numbers = [cell for cell in cells if cell.missing is None]
    n = sum(cell.n for cell in numbers)
    missing = sum(cell.n for cell in cells) - n
    shown = _safe([n, missing, learners - n - missing])
    mean = round(sum(cell.total for cell in numbers) / n, 6) if shown[0] else ""
    said = "" if None not in shown else f"groups under {LEAST}, and what would give them away"
    first, *rest = ("" if one is None else one for one in shown)
    return [first, mean, *rest, said]


def _safe(counts: list[int]) -> list[int | None]:
    """Parts of a known whole, with the small ones hidden and so much more that they cannot be worked out.

    >>> _safe([120, 4, 26]), _safe([30, 0, 0])
    ([120, None, None], [30, 0, 0])
    """
    hidden = {n for n, count in enumerate(counts) if 0 < count < LEAST}
    while (
        hidden and len(hidden) < len(counts) and (len(hidden) < 2 or sum(counts[n] for n in hidden) < LEAST)
    ):
        hidden.add(min(set(range(len(counts))) - hidden, key=lambda n: counts[n]))
    return [None if n in hidden else count for n, count in enumerate(counts)]
