"""A table to fill in: what an author writes of it, and what is saved of it, as its form sends it."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kit.model.records import Id, ItemId, Kept, Record, Text, Value, kept_as

OWN = "own."
"""What the id of a row begins with that a learner added: ``own.1``."""

_OF_A_ROW = r"^(?:own\.[1-9][0-9]{0,3}|[a-z0-9_]{1,60})$"


class Option(Record):
    """One of the words that a cell may be chosen from."""

    id: Id
    label: Text


class Column(Record):
    """A column: what is asked of every row, and how it is answered."""

    id: Id
    label: Text
    hint: Text | None = None
    input: Literal["text", "tick", "date", "choice"] = "text"
    options: tuple[Option, ...] = ()

    @model_validator(mode="after")
    def _options_belong_to_a_choice(self) -> Self:
        if self.input == "choice" and len(self.options) < 2:
            raise ValueError(f"column {self.id!r} is a choice; write two options or more")
        if self.input != "choice" and self.options:
            raise ValueError(f"column {self.id!r} has options; write input: choice, or leave them out")
        return self


class Row(Record):
    """A row that is given: its words, what is shown beside it after *Done*, and cells that are given, too."""

    id: Id
    text: Text
    explain: Text | None = None
    cells: dict[Id, Text] = Field(default_factory=dict)


class TableParts(Record):
    """What an item of kind ``table`` has beside all that every item has."""

    look: Literal["rows", "columns", "ladder", "beside", "timeline"] = "rows"
    columns: tuple[Column, ...] = Field(default=(), max_length=6)
    rows: tuple[Row, ...] = ()
    add: int = Field(default=0, ge=0, le=30)
    """How many rows of their own a learner may add."""
    starts_from: ItemId | None = None
    """The table whose finished answer this one opens with."""
    like: ItemId | None = None
    """The table whose form this one has, empty; resolved when the content is read, and gone then."""
    live: Literal["cautions"] | None = None
    """What is said under a cell while one writes."""


class FilledRow(Kept):
    """A row with something in it: text, a day or an option's id by column, and ``True`` where one ticked."""

    row: Annotated[str, StringConstraints(pattern=_OF_A_ROW)]
    cells: dict[Id, Literal[True] | str]

    @property
    def own(self) -> bool:
        """Whether the learner added it."""
        return self.row.startswith(OWN)

    @property
    def words(self) -> dict[str, Literal[True] | str]:
        """Its cells without those that say nothing."""
        return {column: said for column, said in self.cells.items() if said is True or said.strip()}


class FilledTable(Kept):
    """The value of a table."""

    rows: tuple[FilledRow, ...]

    @property
    def said(self) -> tuple[FilledRow, ...]:
        """Its rows with something in them."""
        return tuple(row for row in self.rows if row.words)


def table_in(value: Value) -> FilledTable | None:
    """The table that a saved value holds, or ``None`` where it holds none.

    >>> table_in({"rows": [{"row": "ride", "cells": {"school": "The van."}}]}).rows[0].cells
    {'school': 'The van.'}
    >>> table_in({"rows": [{"row": "own.x", "cells": {}}]}) is None
    True
    """
    return kept_as(FilledTable, value)


def numbered(row: str) -> int:
    """The number of a row that a learner added; 0 for a given one.

    >>> numbered("own.3"), numbered("ride")
    (3, 0)
    """
    found = re.fullmatch(r"own\.(\d+)", row)
    return int(found[1]) if found else 0
