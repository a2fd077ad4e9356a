"""A table to fill in: the parts that an author writes, and the saved answer, as its form sends it."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kit.model.records import Id, ItemId, Kept, Record, Text, Value, kept_as

OWN = "own."
"""The prefix of the id of a row that a learner added, such as ``own.1``."""

_OF_A_ROW = r"^(?:own\.[1-9][0-9]{0,3}|[a-z0-9_]{1,60})$"


class Option(Record):
    """One option of a column whose cells are chosen from a list."""

    id: Id
    label: Text


class Column(Record):
    """A column: what it asks about every row, and how the learner answers."""

    id: Id
    label: Text
    hint: Text | None = None
    input: Literal["text", "tick", "date", "choice"] = "text"
    options: tuple[Option, ...] = ()

    @model_validator(mode="after")
    def _options_belong_to_a_choice(self) -> Self:
        if self.input == "choice" and len(self.options) < 2:
            raise ValueError(f"column {self.id!r} is a choice; write at least two options")
        if self.input != "choice" and self.options:
            wrong = f"column {self.id!r} has options and isn't a choice"
            raise ValueError(f"{wrong}; write input: choice, or remove the options")
        return self


class Row(Record):
    """A row that the author wrote.

    ``explain`` is shown next to it after *Done*; ``cells`` are cells that the author filled in.
    """

    id: Id
    text: Text
    explain: Text | None = None
    cells: dict[Id, Text] = Field(default_factory=dict)


class TableParts(Record):
    """The fields that an item of kind ``table`` has in addition to those of every item."""

    look: Literal["rows", "columns", "ladder", "beside", "timeline"] = "rows"
    columns: tuple[Column, ...] = Field(default=(), max_length=6)
    rows: tuple[Row, ...] = ()
    add: int = Field(default=0, ge=0, le=30)
    """How many rows of their own a learner may add."""
    starts_from: ItemId | None = None
    """The table whose finished answer fills this one in when it opens."""
    like: ItemId | None = None
    """The table whose columns and rows this one copies. ``None`` again once the loader has resolved it."""
    live: Literal["cautions"] | None = None
    """Which notes the form shows under a cell while the learner writes."""


class FilledRow(Kept):
    """A row with its cells by column: text, a day, an option's id, or ``True`` for a ticked box."""

    row: Annotated[str, StringConstraints(pattern=_OF_A_ROW)]
    cells: dict[Id, Literal[True] | str]

    @property
    def own(self) -> bool:
        """Whether the learner added it."""
        return self.row.startswith(OWN)

    @property
    def words(self) -> dict[str, Literal[True] | str]:
        """Its cells without the empty ones."""
        return {column: said for column, said in self.cells.items() if said is True or said.strip()}


class FilledTable(Kept):
    """The value of a table."""

    rows: tuple[FilledRow, ...]

    @property
    def said(self) -> tuple[FilledRow, ...]:
        """The rows that are not empty."""
        return tuple(row for row in self.rows if row.words)


def table_in(value: Value) -> FilledTable | None:
    """Return the table in a saved value, or ``None`` if it holds none.

    >>> table_in({"rows": [{"row": "ride", "cells": {"school": "The van."}}]}).rows[0].cells
    {'school': 'The van.'}
    >>> table_in({"rows": [{"row": "own.x", "cells": {}}]}) is None
    True
    """
    return kept_as(FilledTable, value)


def numbered(row: str) -> int:
    """Return the number of a row that a learner added, or 0 for one that the author wrote.

    >>> numbered("own.3"), numbered("ride")
    (3, 0)
    """
    found = re.fullmatch(r"own\.(\d+)", row)
    return int(found[1]) if found else 0
