"""Many texts as JSON Lines: each row read by itself, a broken one reported by its number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kit.content import compiled
from kit.model import Reader

_OPTIONAL = ("dimension", "prompt")


def dimensions() -> tuple[str, ...]:
    """Dimensions that a row, or ``--dimension``, may name: the framework's."""
    return tuple(dimension.id for dimension in compiled().framework.dimensions)


def read_jsonl(lines: Iterable[str | bytes], reader: Reader) -> Iterator[dict[str, Any]]:
    """One output row for each input line that is not blank: a score, or ``line`` and ``error``.

    >>> from kit.reading import PartnershipReader
    >>> rows = read_jsonl(['{"id": "a", "text": ""}', '{"id": '], PartnershipReader())
    >>> [row.get("gate", row.get("line")) for row in rows]
    ['empty', 2]
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as fault:
            why = (
                "it is not UTF-8"
                if isinstance(fault, UnicodeDecodeError)
                else getattr(fault, "msg", "too deep")
            )
            yield _error(number, None, f"this line is not JSON ({why})")
            continue
        wrong = _wrong(row)
        id = row.get("id") if isinstance(row, dict) and isinstance(row.get("id"), str) else None
        if wrong is None and id in seen:
            wrong = f"id {id!r} stands already in line {seen[id]}"
        if wrong is not None or id is None:
            yield _error(number, id, wrong or "no id")
            continue
        seen[id] = number
        yield dict(reader.read(row["text"], id=id, dimension=row.get("dimension"), prompt=row.get("prompt")))


def _wrong(row: Any) -> str | None:
    if not isinstance(row, dict):
        return "this line is not an object with id and text"
    for name in ("id", "text"):
        if not isinstance(row.get(name), str):
            return f"{name} is missing or is not text"
    for name in _OPTIONAL:
        if row.get(name) is not None and not isinstance(row[name], str):
            return f"{name} is not text"
    if row.get("dimension") not in (None, *dimensions()):
        return f"dimension {row['dimension']!r} is unknown; use one of {', '.join(dimensions())}"
    return None


def _error(number: int, id: str | None, message: str) -> dict[str, Any]:
    return {"schema": 1, "id": id, "line": number, "error": message}
