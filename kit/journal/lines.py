"""One line of a journal, there and back: JSON text in UTF-8, one object a line.

A lone surrogate (half an emoji from a browser's paste) is kept as its JSON escape ``\\udXXX``, so
that it comes back as it was and the file stays valid UTF-8.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from kit.files import NotPlain
from kit.journal import disk
from kit.model import Draft, JournalFault, NotFound, Response

LIMIT = 1_000_000
"""Most bytes of one answer as it is written."""

_LONGEST_LINE = 8 * LIMIT  # a longer one is reported and not parsed

_IN_WORDS = {
    "torn": "the last line was cut off while it was being saved; it was never called saved.",
    "newer": "this line comes from another version of the kit; update the kit to read it.",
    "broken": "this line is not an answer; it stays in the file and is not used.",
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def line_of(record: Response | Draft) -> bytes:
    """The line of an answer, newline included, ``value`` last; or the whole file of a draft."""
    # pydantic's own JSON mode spoils half emojis in keys and turns NaN into null.
    fields = record.model_dump(by_alias=True)
    fields["at"] = record.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    text = json.dumps(fields, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text).encode("utf-8") + b"\n"


def response_of(line: bytes) -> Response:
    """The response of a line; raises `ValueError` (pydantic's is one) where it is none."""
    return Response.model_validate(_loads(line))


def draft_of(data: bytes) -> Draft:
    """The draft of a file's bytes; raises `ValueError` where it is none."""
    return Draft.model_validate(_loads(data))


def _loads(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None


class Line(NamedTuple):
    """One line of a journal that is not blank: the answer in it, or why there is none."""

    number: int
    raw: bytes
    response: Response | None
    fault: Literal["torn", "newer", "broken"] | None
    """The last line was cut off, it comes from another version of the kit, or it is not an answer."""


def each_line(data: bytes, first: int = 1) -> Iterator[Line]:
    """Go through a journal's bytes; the one place where a line becomes an answer."""
    lines = data.split(b"\n")
    for number, raw in enumerate(lines, start=first):
        if not raw.strip():
            continue
        try:
            if len(raw) > _LONGEST_LINE:
                raise ValueError("too long")
            yield Line(number, raw, response_of(raw), None)
        except ValueError as fault:
            last = number == first + len(lines) - 1
            yield Line(number, raw, None, "torn" if last else "newer" if _is_newer(fault) else "broken")


def _is_newer(fault: ValueError) -> bool:
    return isinstance(fault, ValidationError) and any(e["loc"][:1] == ("schema",) for e in fault.errors())


def read_bytes(data: bytes, name: str, first: int = 1) -> tuple[list[Response], list[str]]:
    """Responses of a journal's bytes in the order they stand, and a sentence for each line that is none.

    Examples
    --------
    >>> read_bytes(b'{"schema":1,', "responses.jsonl")[1]
    ['responses.jsonl:1: the last line was cut off while it was being saved; it was never called saved.']
    """
    lines = list(each_line(data, first))
    faults = [f"{name}:{line.number}: {_IN_WORDS[line.fault]}" for line in lines if line.fault]
    return [line.response for line in lines if line.response], faults


def once(responses: Iterable[Response], name: str, seen: dict[str, Response]) -> list[str]:
    """Put each response into ``seen`` by id, the first of an id; a sentence for one that differs from it."""
    return [
        f"{name}: two lines have the id {one.id} and differ; the earlier is used."
        for one in responses
        if seen.setdefault(one.id, one) != one
    ]


def read_lines(path: Path) -> tuple[list[Response], list[str]]:
    """Responses of a journal file, ordered by ``(seq, id)``, and what could not be read, a sentence each.

    Raises `NotFound` where there is no such file, `JournalFault` where it is a link or a folder.
    """
    try:
        data = disk.read(path)
    except FileNotFoundError:
        raise NotFound(f"there is no journal at {path}; check the name.") from None
    except NotPlain as fault:
        raise JournalFault(str(fault)) from None
    responses, faults = read_bytes(data, path.name)
    seen: dict[str, Response] = {}
    faults += once(responses, path.name, seen)
    return sorted(seen.values(), key=lambda r: (r.seq, r.id)), faults
