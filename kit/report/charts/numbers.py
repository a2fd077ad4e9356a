"""Write numbers the same way in picture, table and alt text, and say what is withheld and why."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kit.measures.group_words import several
from kit.measures.ratings import gap_name
from kit.measures.results import Cohort, Estimate, Kind, Withheld
from kit.model import Interface
from kit.report.charts.drawn import Table, table

Given = Estimate | Withheld

NOT_JUDGED = "None of these is judged."
NOBODY_WITHOUT = "Everyone in these rows gave a number."
_NONE = "none"


def level_names(words: Interface) -> dict[int, str]:
    """Return the names of a criterion's levels by number."""
    names = (
        words["report.level_0"],
        words["report.level_1"],
        words["report.level_2"],
        words["report.level_3"],
    )
    return dict(enumerate(names))


def withheld(cell: Withheld) -> str:
    """Return the words in place of a number, short enough for a picture; `why` gives the reason.

    >>> withheld(Withheld("fewer than 10 people")), withheld(Withheld("no marks yet"))
    ('withheld (fewer than 10)', 'no marks yet')
    >>> withheld(Withheld("together with the other numbers it would reveal something"))
    'withheld'
    """
    few = re.fullmatch(r"(fewer than \d+)( people)?", cell.reason)
    if few:
        return f"withheld ({few[1]})"
    return cell.reason if cell.reason.startswith("no ") else "withheld"


def _withheld(cells: Iterable[object]) -> list[Withheld]:
    return [cell for cell in cells if isinstance(cell, Withheld)]


def why(cells: Iterable[object]) -> str:
    """Say in a sentence the reasons that a bare "withheld" leaves out, each once; empty if there are none.

    >>> why([3, Withheld("fewer than 10"), Withheld("all answers were alike")])
    'Where it only says withheld: all answers were alike.'
    """
    found = [cell for cell in _withheld(cells) if withheld(cell) == "withheld"]
    return f"Where it only says withheld: {_reasons(found)}." if found else ""


def _reasons(cells: Iterable[Withheld]) -> str:
    return "; or ".join(dict.fromkeys(cell.reason.rstrip(".") for cell in cells))


def with_numbers(
    rows: Iterable[Sequence[object]], *, where: int | str = 1
) -> tuple[list[Sequence[object]], str]:
    """Return the rows that have a number, and sentences on which rows have none and why.

    ``where`` is the column of the task or occasion, or one name for all rows. The first other column names
    the row. Its numbers are estimates, counts, and counts by reason, each given or withheld.

    >>> few = Withheld("fewer than 10 people")
    >>> with_numbers([("Event", "Equity", 2), ("Event", "Respect", few)])
    ([('Event', 'Equity', 2)], 'Left out (fewer than 10 people): Respect, all.')
    """
    everywhere = [(row, where if isinstance(where, str) else str(row[where]), _given(row)) for row in rows]
    shown = [(row, numbers) for row, _, numbers in everywhere if len(_withheld(numbers)) < len(numbers)]
    hidden: dict[str, dict[str, list[str]]] = {}
    for row, place, numbers in everywhere:
        if len(held := _withheld(numbers)) == len(numbers):
            names = hidden.setdefault(held[0].reason.rstrip("."), {}).setdefault(place, [])
            names.append(str(row[1 if where == 0 else 0]))
    sizes = Counter(place for _, place, _ in everywhere)
    left_out = []
    for reason, places in hidden.items():
        parts = (
            f"{at}, {'all' if len(some) == sizes[at] else ', '.join(some)}" for at, some in places.items()
        )
        left_out.append(f"Left out ({reason}): {'; '.join(parts)}.")
    said = {Withheld(reason) for reason in hidden}
    others = (n for _, numbers in shown for n in numbers if n not in said)
    return [row for row, _ in shown], " ".join(lines(*left_out, why(others)))


def _given(row: Sequence[object]) -> list[object]:
    cells = [n for cell in row for n in (cell.values() if isinstance(cell, Mapping) else [cell])]
    return [n for n in cells if isinstance(n, int | Estimate | Withheld)]


def table_of_numbers(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    where: int | str = 1,
    changes: Sequence[str] = (),
    same: Mapping[str, str] = MappingProxyType({}),
) -> Table:
    """Make a table of the rows and columns that have a number; the caption says which don't and why.

    Estimates in the columns ``changes`` have a sign and two decimals. For rows, see `with_numbers`. If a
    column in ``same`` is empty in every row, it is left out and its sentence goes into the caption.

    >>> few = Withheld("fewer than 10 people")
    >>> table_of_numbers("Texts.", ["Task", "Level 0", "n"], [("Equity", few, 12)], where="all").columns
    ('Task', 'n')
    """
    shown, left_out = with_numbers(rows, where=where)
    hidden = {
        column: cells
        for column, cells in zip(columns, zip(*shown, strict=True), strict=False)
        if len(_withheld(cells)) == len(cells)
    }
    cells = [
        [
            _cell(cell, change=column in changes)
            for column, cell in zip(columns, row, strict=True)
            if column not in hidden
        ]
        for row in shown
    ]
    kept = [column for column in columns if column not in hidden]
    empty = {
        column
        for column, found in zip(kept, zip(*cells, strict=True), strict=False)
        if column in same and set(found) <= {_NONE, judgment(None)}
    }
    once = (sentence for column, sentence in same.items() if column in empty)
    said = lines(caption, *once, left_out, _left_out(hidden))
    rest = [n for n, column in enumerate(kept) if column not in empty]
    return table(" ".join(said), [kept[n] for n in rest], [[row[n] for n in rest] for row in cells])


def _left_out(hidden: Mapping[str, Sequence[Withheld]]) -> str:
    """Say which columns are left out, and why.

    >>> few = [Withheld("fewer than 10 people")]
    >>> _left_out({"Level 0": few, "Level 1": few}), _left_out({"People": few})
    ('Left out (fewer than 10 people): Level 0 and Level 1.', 'Left out (fewer than 10 people): People.')
    """
    by_reason: dict[str, list[str]] = {}
    for column, cells in hidden.items():
        by_reason.setdefault(_reasons(cells), []).append(column)
    return " ".join(f"Left out ({reason}): {several(some)}." for reason, some in by_reason.items())


def _cell(cell: object, *, change: bool) -> object:
    if isinstance(cell, Estimate):
        return difference(cell) if change else interval(cell)
    if isinstance(cell, Mapping):
        names = {key: gap_name(None if key == "not_answered" else key) for key in cell}
        return "; ".join(f"{names[key]}: {count(n)}" for key, n in cell.items()) or _NONE
    return withheld(cell) if isinstance(cell, Withheld) else cell


def count(cell: int | Withheld) -> str:
    """Return a count of people as text, or that it is withheld."""
    return withheld(cell) if isinstance(cell, Withheld) else str(cell)


def number(value: float, digits: int = 1, *, signed: bool = False) -> str:
    """Format a number with a real minus sign; ``signed`` adds a plus sign above zero.

    >>> number(1.25), number(0.5, 2, signed=True), number(-0.5, 2, signed=True), number(-0.001, 2)
    ('1.2', '+0.50', '−0.50', '0.00')
    """
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        return f"{0:.{digits}f}"
    sign = "+" if signed and value > 0 else ""
    return sign + text.replace("-", "−")


def interval(cell: Given, digits: int = 1, *, signed: bool = False) -> str:
    """Format an estimate with its interval, or say that it is withheld.

    >>> interval(Estimate(1.5, 1.0, 2.0, 12, "t interval"))
    '1.5 (1.0 to 2.0)'
    """
    if isinstance(cell, Withheld):
        return withheld(cell)
    value, low, high = (number(x, digits, signed=signed) for x in (cell.value, cell.low, cell.high))
    return f"{value} ({low} to {high})"


def difference(cell: Given) -> str:
    """Format a difference with its sign, or say that it is withheld."""
    return interval(cell, 2, signed=True)


def spread(found: Iterable[int]) -> str:
    """Return the smallest and the largest number, or the only one; empty if there is none.

    >>> spread([12]), spread([14, 12, 13])
    ('12', '12 to 14')
    """
    known = sorted(set(found))
    return " to ".join(map(str, dict.fromkeys((known[0], known[-1])))) if known else ""


def people(cells: Iterable[Given]) -> str:
    """Say how many people the estimates are based on; empty if there are no estimates."""
    return spread(cell.n for cell in cells if isinstance(cell, Estimate))


def intervals(cells: Iterable[Given]) -> str:
    """Say in a sentence what the lines through the dots are.

    >>> intervals([Estimate(1, 0, 2, 12, "t interval")])
    'Lines are 95% intervals (t interval).'
    """
    found = [cell for cell in cells if isinstance(cell, Estimate)]
    methods = ", ".join(dict.fromkeys(cell.method for cell in found))
    sizes = " and ".join(dict.fromkeys(f"{cell.confidence * 100:g}%" for cell in found))
    return f"Lines are {sizes} intervals ({methods})." if found else "No number may be shown."


def lines(*notes: str) -> list[str]:
    """Strip notes and drop empty ones."""
    return [note.strip() for note in notes if note.strip()]


def learners(cohort: Cohort) -> str:
    """Say in a caption how many people a cohort has."""
    return f"n = {count(cohort.learners)} of those who agreed to this use"


def noun(kind: Kind) -> str:
    """Return the word for a row of this kind."""
    return {"dimension": "dimension", "item": "question"}[kind]


def verdict(distinguishable: bool | None) -> str:
    """Return the verdict on a change in the words always used for it; empty if it was not judged."""
    return {True: "distinguishable", False: "not distinguishable", None: ""}[distinguishable]


def judgment(distinguishable: bool | None) -> str:
    """Return a verdict for a cell of a table."""
    return verdict(distinguishable) or "not judged"
