"""A table to fill in: its form on the screen and on paper, and the check of its answer."""

from collections.abc import Iterable
from html import escape
from typing import Any

from kit.content.earlier import as_answered, earlier
from kit.content.table_text import gone
from kit.forms import paper
from kit.forms.form import Form, form_spec, item_spec, who_sees
from kit.forms.markup import blocks, filled, inline
from kit.forms.messages import Answers, AnswerState, Asked, Noted, Reply, Written, head_state
from kit.forms.second_opinion import wanted
from kit.forms.session import FormSession
from kit.model import Interface, Item, KitError
from kit.model.tables import Column, Row, table_in

_CELL = "border:1px solid #8a8577;padding:6px 8px;vertical-align:top;text-align:left"
_MOST_BLANK = 6
"""The maximum number of blank rows to print."""


class TableSession(FormSession):
    """A session for one table."""

    def done(self, message: Written) -> Answers:
        """Save a table with at least the required number of rows; raise `KitError` for anything else."""
        item, answer = self._item(message["item"]), table_in(self._value(message))
        if answer is None:
            raise KitError("form.malformed")
        if len(answer.said) < item.least:
            raise KitError("table.least", least=item.least, filled=len(answer.said))
        return super().done(message)

    def state(self, id: str) -> AnswerState:
        """Return an item's state, with text from rows and columns that the table no longer has."""
        state, item = super().state(id), self.items[id]
        hashes = {head.id: head.item_hash for head in self.context.heads(id, self.occasion)}
        for shown in state["heads"]:
            then = as_answered(hashes.get(shown.get("id", ""), ""), item, earlier())
            shown["gone"] = gone(item, then, shown["value"])
        return state


def table(session: TableSession, item: Item, first: Item | None = None) -> Form:
    """Make the form of a table; if ``first`` has a finished answer, it starts from that."""
    context = session.context

    def begins(_message: Asked) -> Reply:
        # If the answer was finished twice, the learner has to choose one first.
        heads = context.heads(first.id) if first else ()
        return {"heads": [head_state(head) for head in heads] if len(heads) == 1 else []}

    def noted(message: Noted) -> Reply:
        from kit.reading.notes import caution_of

        kind = caution_of(message["text"])
        return {"caution": context.words[f"note.{kind}"] if kind else ""}

    live = item.live == "cautions" and wanted(context)
    shown = item_spec(item, session.occasion) | {
        "look": item.look,
        "columns": [_column_spec(column) for column in item.columns],
        "rows": [_row_spec(row) for row in item.rows],
        "add": item.add,
        "least": item.least,
        "startsFrom": inline(first.title) if first else "",
        "live": live,
    }
    spec = form_spec("table", context, [shown])
    handlers = session.handlers | {"earlier": begins} | ({"note": noted} if live else {})
    return Form(context, spec, _sheet(item, first, context.words), handlers)


def _column_spec(column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "label": inline(column.label),
        "hint": inline(column.hint or ""),
        "input": column.input,
        # An option of a <select> is plain text, without tags.
        "options": [{"id": one.id, "label": one.label} for one in column.options],
    }


def _row_spec(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": inline(row.text),
        "explain": blocks(row.explain),
        "cells": {column: inline(text) for column, text in row.cells.items()},
    }


def _sheet(item: Item, first: Item | None, words: Interface) -> str:
    before = filled(words["paper.lay_beside"], title=inline(first.title)) if first else ""
    return paper.sheet(
        inline(item.title),
        blocks(item.prompt),
        paper.boxes(inline(entry) for entry in item.checklist) if item.checklist else "",
        paper.note(before) if before else "",
        paper.note(inline(who_sees(item, words))),
        _grid(item),
    )


def _grid(item: Item) -> str:
    """Return rows of cells to write in; a ladder's first row comes last."""
    named = bool(item.rows)
    # If each column is a panel, entries of several columns share a printed row.
    own = -(-item.add // len(item.columns)) if item.look == "columns" else item.add
    rows: list[Row | None] = [*item.rows, *[None] * min(own, _MOST_BLANK)]
    if item.look == "ladder":
        rows.reverse()
    corner = f'<td style="{_CELL};width:22%"></td>' if named else ""
    top = corner + "".join(f'<th scope="col" style="{_CELL}">{_head(one)}</th>' for one in item.columns)
    body = "".join(f"<tr>{''.join(_cells(row, item.columns, named=named))}</tr>" for row in rows)
    # Columns to write in have equal widths.
    written = all(one.input in ("text", "date") for one in item.columns)
    even = "table-layout:fixed;" if written else ""
    return (
        f'<table style="border-collapse:collapse;{even}width:100%;margin:8px 0"><tr>{top}</tr>{body}</table>'
    )


def _head(column: Column) -> str:
    small = "font-weight:400;font-size:.9em"
    hint = f'<br><span style="{small}">{inline(column.hint)}</span>' if column.hint else ""
    return inline(column.label) + hint


def _cells(row: Row | None, columns: Iterable[Column], *, named: bool) -> Iterable[str]:
    if named:
        yield f'<th scope="row" style="{_CELL}">{inline(row.text) if row else ""}</th>'
    for column in columns:
        given = row.cells.get(column.id) if row else None
        yield f'<td style="{_CELL};height:4.5em">{inline(given) if given else _to_fill(column)}</td>'


def _to_fill(column: Column) -> str:
    if column.input == "choice":
        return "<br>".join(f"☐ {escape(one.label)}" for one in column.options)
    return "☐" if column.input == "tick" else ""
