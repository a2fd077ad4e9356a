"""The long table of ratings: ``response_id,rater,criterion,level``, checked line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from kit.model import LEVELS, KitError

COLUMNS = ("response_id", "rater", "criterion", "level")


class TableFault(KitError):
    """A table of ratings that cannot be used as it stands."""


@dataclass(frozen=True)
class Rated:
    """One rater's level of one text on one criterion; ``None`` where the rater gave none."""

    response: str
    rater: str
    criterion: str
    level: int | None
    group: str | None = None


def read_ratings(lines: Iterable[str], name: str, *, group: str | None = None) -> list[Rated]:
    """Rows of a CSV, each checked; a blank level is a text that the rater left out.

    Parameters
    ----------
    lines
        The file's lines.
    name
        What to call the file in a message.
    group
        A further column with the subgroup of each text.

    Raises
    ------
    TableFault
        A column is missing, a level is not 0, 1, 2 or 3, a cell is empty, or a rating stands twice.

    Examples
    --------
    >>> read_ratings(["response_id,rater,criterion,level", "t1,ana,event,2"], "a.csv")
    [Rated(response='t1', rater='ana', criterion='event', level=2, group=None)]
    """
    table = csv.DictReader(lines)
    try:
        found = [f.strip().lstrip("\ufeff") for f in table.fieldnames or ()]
        table.fieldnames = found
        wanted = COLUMNS if group is None else (*COLUMNS, group)
        missing = [column for column in wanted if column not in found]
        if missing:
            hint = (
                " (it seems to be separated by semicolons; save it with commas)"
                if ";" in "".join(found)
                else ""
            )
            raise TableFault(
                f"{name} has no column {', '.join(missing)}{hint}; its first line must be {','.join(wanted)}."
            )
        rows: list[Rated] = []
        at: dict[tuple[str, str, str], int] = {}
        for row in table:
            line = table.line_num
            one = _rated(row, name, line, group)
            key = (one.response, one.rater, one.criterion)
            if key in at:
                raise TableFault(
                    f"{name}, line {line}: {one.rater} has rated {one.response} on {one.criterion} in line "
                    f"{at[key]} already; keep one of the two."
                )
            at[key] = line
            rows.append(one)
    except csv.Error as fault:
        raise TableFault(f"{name}, line {table.line_num}: not a CSV line ({fault}).") from None
    return rows


def _rated(row: dict[str, str], name: str, line: int, group: str | None) -> Rated:
    cells = {key: (row.get(key) or "").strip() for key in (*COLUMNS, *([group] if group else []))}
    for key in COLUMNS[:3]:
        if not cells[key]:
            raise TableFault(f"{name}, line {line}: {key} is empty; fill it in or take the line out.")
    level = cells["level"]
    if level and level not in {str(one) for one in LEVELS}:
        raise TableFault(
            f"{name}, line {line}: level {level!r} is not 0, 1, 2 or 3; leave it empty where there is none."
        )
    return Rated(
        cells["response_id"],
        cells["rater"],
        cells["criterion"],
        int(level) if level else None,
        (cells[group] or None) if group else None,
    )
