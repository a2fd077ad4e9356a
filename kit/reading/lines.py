"""Many texts as JSON Lines: each row read by itself, a broken one reported by its number."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kit.model import Reader
from kit.reading.course import compiled_course


def dimensions() -> tuple[str, ...]:
    """Dimensions that a row, or ``--dimension``, may name: the framework's."""
    return compiled_course().dimensions


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
        row, wrong = _row(line)
        id = row.get("id") if isinstance(row.get("id"), str) else None
        if wrong is None and id in seen:
            wrong = f"id {id!r} stands already in line {seen[id]}"
        if wrong is not None:
            yield {"schema": 1, "id": id, "line": number, "error": wrong}
            continue
        seen[row["id"]] = number
        about = {name: row.get(name) for name in ("dimension", "prompt")}
        yield dict(reader.read(row["text"], id=row["id"], **about))


def _row(line: str | bytes) -> tuple[dict[str, Any], str | None]:
    """A line's object, empty where it is none, and what is wrong with it."""
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        return {}, "this line is not JSON (it is not UTF-8)"
    except (ValueError, RecursionError) as fault:
        return {}, f"this line is not JSON ({getattr(fault, 'msg', 'too deep')})"
    if not isinstance(row, dict):
        return {}, "this line is not an object with id and text"
    for name in ("id", "text"):
        if not isinstance(row.get(name), str):
            return row, f"{name} is missing or is not text"
    for name in ("dimension", "prompt"):
        if not isinstance(row.get(name), str | None):
            return row, f"{name} is not text"
    if row.get("dimension") not in (None, *dimensions()):
        return row, f"dimension {row['dimension']!r} is unknown; use one of {', '.join(dimensions())}"
    return row, None
