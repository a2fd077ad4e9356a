"""What a learner wrote in a table, in the words of its columns and rows: as lines of text, and as cells."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from kit.content.reading_grade import plain
from kit.model import Item, Value
from kit.model.tables import Column, FilledRow, FilledTable, table_in


class Told(NamedTuple):
    """A row in words: its name, empty if the learner added it, and each cell's column with its words."""

    name: str
    cells: tuple[tuple[str, str], ...]


def in_order(item: Item, answer: FilledTable) -> list[FilledRow]:
    """Return the rows of an answer that aren't empty, in the form's order: a ladder from its top down."""
    given = [row.id for row in item.rows]
    rows = sorted(answer.said, key=lambda row: given.index(row.row) if row.row in given else len(given))
    return rows[::-1] if item.look == "ladder" else rows


def lines(item: Item, value: Value) -> tuple[str, ...] | None:
    """Return an answer as text, one line per row, in the form's order; ``None`` if it isn't a table.

    A row or column that the table no longer has is named by its id.

    >>> asked = Item(id="a.b", kind="table", title="What helps?",
    ...              rows=({"id": "ride", "text": "Getting there"},),
    ...              columns=({"id": "who", "label": "Who"},
    ...                       {"id": "sure", "label": "Sure", "input": "tick"}))
    >>> lines(asked, {"rows": [{"row": "ride", "cells": {"who": "The school", "sure": True}}]})
    ('Getting there. Who: The school; Sure',)
    """
    found = table_in(value)
    return None if found is None else _lines(item, in_order(item, found))


def _lines(item: Item, rows: Iterable[FilledRow]) -> tuple[str, ...]:
    single = len(item.columns) == 1
    told = [_row(item, row) for row in rows]
    return tuple(
        " ".join(filter(None, [_stopped(name), "; ".join(_cell(*cell, single=single) for cell in cells)]))
        for name, cells in told
    )


def cells(item: Item, value: Value) -> tuple[tuple[str, ...], ...]:
    """Return an answer as the cells of a table, headings first.

    The result is empty if the value isn't a table, has no rows with something in them, or uses a column that
    is gone. Cells that the author filled in appear with what the learner wrote in the same row. A tick shows
    as ✓.
    """
    found = table_in(value)
    rows = in_order(item, found) if found else []
    named = not all(row.own for row in rows)
    known = [column.id for column in item.columns]
    if not rows or any(row.words.keys() - set(known) for row in rows):
        return ()
    head = ("",) * named + tuple(_plain(column.label) for column in item.columns)
    return (head, *(_cells_of(item, row, named=named) for row in rows))


def _cells_of(item: Item, row: FilledRow, *, named: bool) -> tuple[str, ...]:
    given = next((one for one in item.rows if one.id == row.row), None)
    name = _plain(given.text) if given else "" if row.own else row.row
    said = [
        _plain(given.cells[column.id])
        if given and column.id in given.cells
        else in_words(column, row.words[column.id]) or "✓"
        if column.id in row.words
        else ""
        for column in item.columns
    ]
    return (*([name] if named else []), *said)


def gone(item: Item, then: Item, value: Value) -> list[str]:
    """Return what was written in rows and columns that the table no longer has, in the words of ``then``."""
    rows, columns = {one.id for one in item.rows}, {one.id for one in item.columns}
    found, lost = table_in(value), []
    for row in found.said if found else ():
        asked = row.own or row.row in rows
        left = {column: said for column, said in row.words.items() if not asked or column not in columns}
        if left:
            lost.append(row.model_copy(update={"cells": left}))
    return list(_lines(then, lost))


def written(item: Item, value: Value) -> str:
    """Return everything typed into a table, one cell per line, without dates, ticks and chosen options."""
    found = table_in(value)
    chosen = {column.id for column in item.columns if column.input != "text"}
    cells = [one for row in found.said for one in row.words.items()] if found else []
    return "\n".join(said for column, said in cells if said is not True and column not in chosen)


def _row(item: Item, row: FilledRow) -> Told:
    columns = {column.id: column for column in item.columns}
    order = list(columns)
    names = {one.id: _plain(one.text) for one in item.rows}
    cells = sorted(row.words.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return Told(
        "" if row.own else names.get(row.row, row.row),
        tuple(
            (_plain(columns[id].label) if id in columns else id, in_words(columns.get(id), said))
            for id, said in cells
        ),
    )


def in_words(column: Column | None, said: Literal[True] | str) -> str:
    """Return a cell's words: a chosen option's label, or nothing for a tick, which its column's name says."""
    if said is True:
        return ""
    options = {one.id: _plain(one.label) for one in column.options} if column else {}
    return options.get(said, said.strip())


def _cell(column: str, said: str, *, single: bool) -> str:
    said = " ".join(said.split())
    return said if single and said else f"{column}: {said}" if said else column


def _stopped(name: str) -> str:
    return f"{name}." if name and name[-1] not in ".?!:…" else name


def _plain(text: str) -> str:
    return " ".join(plain(text).split())
