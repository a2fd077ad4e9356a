"""A validator's complaint put into an author's words: what is wrong, and what right looks like."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

_EXAMPLES = {
    "int_parsing": "a whole number, such as 2",
    "int_type": "a whole number, such as 2",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "a text; put quotes around it if it looks like a number or a date",
    "string_too_short": "at least one word",
    "date_from_datetime_parsing": "a day such as 2026-11-25, or null",
    "date_type": "a day such as 2026-11-25, or null",
    "date_parsing": "a day such as 2026-11-25, or null",
    "tuple_type": "a list: one entry a line, each after a dash",
    "model_type": "keys with values, one a line",
    "dict_type": "keys with values, one a line",
    "greater_than_equal": "a number within the range",
    "less_than_equal": "a number within the range",
    "greater_than": "a number within the range",
    "string_pattern_mismatch": "lower case, digits, underscores, dots between parts: equity.first_thought",
    "string_too_long": "a shorter one",
    "too_short": "more entries",
    "too_long": "fewer entries",
}


def in_words(error: Mapping[str, Any], record: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what is right, for one error of pydantic's.

    >>> from kit.model import Law
    >>> in_words({"type": "missing", "loc": ("notice",), "msg": "", "input": {}}, Law)
    ("'notice' is missing", 'add `notice: …`')
    >>> in_words({"type": "extra_forbidden", "loc": ("row",), "msg": "", "input": 1}, Law)
    ("unknown key 'row'", 'use one of schema_version, notice, rows')
    """
    loc: Sequence[int | str] = error["loc"]
    last = next((str(part) for part in reversed(loc) if isinstance(part, str)), "this file")
    kind = error["type"]
    if kind == "missing":
        if loc and isinstance(loc[-1], int):
            return f"{last!r} has too few entries", "add the missing ones"
        return f"{last!r} is missing", f"add `{last}: …`"
    if kind == "extra_forbidden":
        return f"unknown key {last!r}", f"use one of {', '.join(_keys_at(record, loc[:-1]))}"
    if kind == "value_error":
        wrong, _, right = str(error["ctx"]["error"]).partition("; ")
        return wrong, right or "see the description of this file"
    shown = repr(error.get("input"))
    shown = shown if len(shown) < 60 else shown[:57] + "…"
    if kind == "literal_error":
        return f"{last!r} is {shown}", f"use one of {error['ctx']['expected']}"
    return f"{last!r} is {shown}", f"write {_EXAMPLES.get(kind, error['msg'].lower())}"


def _keys_at(record: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """Keys that the record at ``loc`` knows."""
    for part in loc:
        if isinstance(part, str) and part in record.model_fields:
            inner = _record_in(record.model_fields[part].annotation)
            if inner is None:
                return []
            record = inner
    return list(record.model_fields)


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in typing.get_args(annotation):
        found = _record_in(inner)
        if found is not None:
            return found
    return None
