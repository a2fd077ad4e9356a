"""Read many texts from JSON Lines, row by row; a broken row is reported with its line number."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kit.model import Reader
from kit.reading.course import compiled_course


def dimensions() -> tuple[str, ...]:
    """Return the framework's dimensions, which a row or ``--dimension`` may name."""
    return compiled_course().dimensions


def read_jsonl(lines: Iterable[str | bytes], reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield one output row for each line that isn't blank: a score, or ``line`` and ``error``.

    >>> from kit.reading import PartnershipReader
    >>> rows = read_jsonl(['{"id": "a", "text": ""}', '{"id": '], PartnershipReader())
    >>> [row.get("gate", row.get("line")) for row in rows]
    ['empty', 2]
    """
    return (read_row(row, reader) for row in checked(lines))


def checked(lines: Iterable[str | bytes]) -> Iterator[dict[str, Any]]:
    """Yield the rows to read, each with its ``line``; a broken row has an ``error`` too."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row, wrong = _row(line)
        id = row.get("id") if isinstance(row.get("id"), str) else None
        if wrong is None and id in seen:
            wrong = f"line {seen[id]} already has the id {id!r}"
        if wrong is not None:
            yield _broken(id, number, wrong)
            continue
        seen[row["id"]] = number
        yield {"line": number, **{name: row.get(name) for name in ("id", "text", "dimension", "prompt")}}


def read_row(row: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """Return the score of a row, or an error if the row has one or the reader fails at its text."""
    if "error" in row:
        return dict(row)
    try:
        about = {"dimension": row["dimension"], "prompt": row["prompt"]}
        return dict(reader.read(row["text"], id=row["id"], **about))
    except Exception as fault:
        # A third-party reader may raise anything; the other texts must still be read.
        said = f"the reader failed on this text ({type(fault).__name__}: {fault})"
        return _broken(row["id"], row["line"], said)


def _broken(id: str | None, line: int, wrong: str) -> dict[str, Any]:
    return {"schema": 1, "id": id, "line": line, "error": wrong}


def _row(line: str | bytes) -> tuple[dict[str, Any], str | None]:
    """Parse a line; return its object (empty if it has none) and what is wrong with it, if anything."""
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        return {}, "this line is not JSON (it is not UTF-8)"
    except (ValueError, RecursionError) as fault:
        return {}, f"this line is not JSON ({getattr(fault, 'msg', 'too deep')})"
    if not isinstance(row, dict):
        return {}, "this line is not a JSON object with id and text"
    for name in ("id", "text"):
        if not isinstance(row.get(name), str):
            return row, f"{name} is missing or is not text"
    for name in ("dimension", "prompt"):
        if not isinstance(row.get(name), str | None):
            return row, f"{name} is not text"
    if row.get("dimension") not in (None, *dimensions()):
        return row, f"dimension {row['dimension']!r} is unknown; use one of {', '.join(dimensions())}"
    return row, None
