"""Take self-ratings in whatever form the caller has them, and check that they are the long table."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from kit.cohort import gather
from kit.content import compiled
from kit.measures.long_table import long_table, read_long_table
from kit.model import NotFound, PlainError
from kit.spreadsheet import TableFault, read_table

SELF_RATINGS = ["learner", "case", "occasion", "dimension", "item", "value", "missing", "at"]
"""Columns of self-ratings: one row for each current answer."""

Given = pd.DataFrame | Iterable[Mapping[str, Any]] | str | Path
"""What holds self-ratings: a table, rows of one, or the path of a journal, a hand-in, a folder or a CSV."""


def self_ratings_of(given: Given) -> pd.DataFrame:
    """Return self-ratings as a table with the columns `SELF_RATINGS`; ``value`` is 0 to 4 or missing.

    A path may be a learner's journal, a hand-in, a workspace, a course root, or a CSV with the long table.
    Every learner found there is included, whether or not they agreed to anything: `kit.open_class` leaves
    out who did not.

    Raises
    ------
    PlainError
        It has no such columns, or a value is not on the scale.
    NotFound
        There is nothing at the path.
    """
    if isinstance(given, str | Path):
        return _at(Path(given))
    table = given if isinstance(given, pd.DataFrame) else pd.DataFrame(list(given))
    needed = ("learner", "occasion", "item", "value")
    if lacking := ", ".join(name for name in needed if name not in table):
        raise PlainError(f"self-ratings need the columns {', '.join(needed)}; {lacking} isn't there.")
    table = table.copy()
    for column, usual in (("case", ""), ("missing", None), ("at", None)):
        if column not in table:
            table[column] = usual
    # An item is named rate.DIMENSION.STRATEGY.
    table["dimension"] = table["item"].astype(str).str.extract(r"^rate\.(\w+)\.", expand=False)
    value = pd.to_numeric(table["value"], errors="coerce").astype("Float64")
    if (wrong := table["value"].notna() & ~value.isin(range(5)).fillna(False)).any():
        raise PlainError(
            f"{table.loc[wrong, 'value'].iloc[0]!r} is not a self-rating; write a whole number from 0 to 4."
        )
    table["value"] = value.astype("Int64")
    table["at"] = pd.to_datetime(table["at"], utc=True)
    return table[SELF_RATINGS]


def _at(path: Path) -> pd.DataFrame:
    if path.suffix.lower() == ".csv":
        try:
            return self_ratings_of(read_long_table(path.read_bytes(), str(path), compiled()))
        except FileNotFoundError:
            raise NotFound(f"there is no table at {path}; check the name.") from None
    found = gather([path])
    rows = [row for one in found.learners for row in long_table(one.responses, one.id)]
    if not rows:
        raise PlainError(f"{path} holds no self-rating. " + " ".join(found.problems))
    return self_ratings_of(rows)


def levels_in(path: Path) -> pd.DataFrame:
    """Read a CSV of levels: ``response_id``, ``rater``, ``criterion``, ``level``; a blank level is none.

    Raises `TableFault`, with the line, if a column is missing, a cell is empty or too many, a level isn't 0
    to 3, or a rating stands there twice.
    """
    columns = ("response_id", "rater", "criterion", "level")
    rows, seen = [], dict[tuple[str, ...], int]()
    for row in read_table(path.read_bytes(), str(path), columns).rows:
        where = f"{path}, line {row.line}"
        if row.surplus > 0:
            raise TableFault(f"{where}: it has more cells than the first line; look for a comma in a level.")
        for key in columns[:3]:
            if not row.cells[key]:
                raise TableFault(f"{where}: {key} is empty; fill it in or remove the line.")
        level = row.cells["level"]
        if level not in ("", "0", "1", "2", "3"):
            raise TableFault(
                f"{where}: level {level!r} is not 0, 1, 2 or 3; leave it empty if none was given."
            )
        rating = tuple(row.cells[one] for one in columns[:3])
        if seen.setdefault(rating, row.line) != row.line:
            raise TableFault(
                f"{where}: the same rating stands in line {seen[rating]}; keep one of the two lines."
            )
        rows.append((*rating, int(level) if level else None))
    return pd.DataFrame(rows, columns=["text", *columns[1:]])
