"""Many texts as JSON Lines: each row read by itself, a broken one reported by its number."""

import json
from collections.abc import Iterable, Iterator, Mapping
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
    return (read_row(row, reader) for row in checked(lines))


def checked(lines: Iterable[str | bytes]) -> Iterator[dict[str, Any]]:
    """The rows to be read, each with its ``line``; one that can't be read has an ``error`` as well."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row, wrong = _row(line)
        id = row.get("id") if isinstance(row.get("id"), str) else None
        if wrong is None and id in seen:
            wrong = f"id {id!r} stands already in line {seen[id]}"
        if wrong is not None:
            yield _broken(id, number, wrong)
            continue
        seen[row["id"]] = number
        yield {"line": number, **{name: row.get(name) for name in ("id", "text", "dimension", "prompt")}}


def read_row(row: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """The score of a row; its error if it has one, or if the reader fails at this text."""
    if "error" in row:
        return dict(row)
    try:
        about = {"dimension": row["dimension"], "prompt": row["prompt"]}
        return dict(reader.read(row["text"], id=row["id"], **about))
    except Exception as fault:
        # Any reader may be installed; the other texts are still read.
        said = f"the reader failed at this text ({type(fault).__name__}: {fault})"
        return _broken(row["id"], row["line"], said)


def _broken(id: str | None, line: int, wrong: str) -> dict[str, Any]:
    return {"schema": 1, "id": id, "line": line, "error": wrong}


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
