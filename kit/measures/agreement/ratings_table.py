"""Read and check the long table of ratings: ``response_id,rater,criterion,level``."""

from dataclasses import dataclass

from kit.model import LEVELS
from kit.spreadsheet import Row, TableFault, read_table

COLUMNS = ("response_id", "rater", "criterion", "level")
_LEVELS = {str(one): one for one in LEVELS}


@dataclass(frozen=True)
class Rated:
    """One rater's level for one text on one criterion; ``None`` if the rater gave none."""

    response: str
    rater: str
    criterion: str
    level: int | None
    group: str | None = None


def read_ratings(data: bytes | str, name: str, *, group: str | None = None) -> list[Rated]:
    """Read the rows of a CSV and check each; a blank level is a unit that the rater skipped.

    Parameters
    ----------
    name
        The file's name in error messages.
    group
        The name of a further column, with the subgroup of each text.

    Raises
    ------
    TableFault
        A column is missing, a row has too many cells, a level isn't 0, 1, 2 or 3, a cell other than the level
        or the group is empty, or a rating appears twice.

    Examples
    --------
    >>> read_ratings("response_id;rater;criterion;level\\nt1;ana;event;2\\n", "a.csv")
    [Rated(response='t1', rater='ana', criterion='event', level=2, group=None)]
    """
    rows: list[Rated] = []
    at: dict[tuple[str, str, str], int] = {}
    for row in read_table(data, name, COLUMNS if group is None else (*COLUMNS, group)).rows:
        one = _rated(row, name, group)
        key = (one.response, one.rater, one.criterion)
        if key in at:
            raise TableFault(
                f"{name}, line {row.line}: {one.rater} already rated {one.response} on {one.criterion} in "
                f"line {at[key]}; keep one of the two lines."
            )
        at[key] = row.line
        rows.append(one)
    return rows


def _rated(row: Row, name: str, group: str | None) -> Rated:
    if row.surplus > 0:
        raise TableFault(
            f"{name}, line {row.line}: it has more cells than the first line; look for a comma in a level."
        )
    response, rater, criterion, level = (row.cells[key] for key in COLUMNS)
    for key in COLUMNS[:3]:
        if not row.cells[key]:
            raise TableFault(f"{name}, line {row.line}: {key} is empty; fill it in or remove the line.")
    if level and level not in _LEVELS:
        raise TableFault(
            f"{name}, line {row.line}: level {level!r} is not 0, 1, 2 or 3; leave it empty if none was given."
        )
    return Rated(
        response, rater, criterion, _LEVELS.get(level), (row.cells[group] or None) if group else None
    )
