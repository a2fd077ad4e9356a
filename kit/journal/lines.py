"""Read and write the lines of a journal: JSON text in UTF-8, one object a line.

A line begins with its checksum, ``{"crc":"89abcdef",``: the CRC-32 (`zlib.crc32`, eight hexadecimal digits)
of the line without that member and without its newline. It detects damage on the disk; it doesn't stop a
person from changing a line. Lines from earlier versions have no checksum and are read without one. Where a
newline was lost, a whole line that follows a piece of another is found by its beginning.

When an answer is deleted, a line ``{"generation":2,"deleted":["<id>"],"seq":7}`` is put at the beginning. It
says how often the file was made shorter on purpose and which revisions must not come back. It also gives the
number that the deletion took, so that a later hand-in ranks above an earlier one. That line is neither an
answer nor a fault.

A lone surrogate (half an emoji from a browser's paste) is kept as its JSON escape ``\\udXXX``, so that it is
read back unchanged and the file stays valid UTF-8.
"""

import contextlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.files import NotPlain, read_plain
from kit.model import Draft, KitError, Response, coded
from kit.model.records import Ulid

LIMIT = 1_000_000
"""The maximum number of bytes in one answer's line."""

_LONGEST_LINE = 8 * LIMIT  # a longer one is reported and not parsed

MOST_SEQ = 10**9
"""The highest number of a revision. A workspace that reaches it keeps using it."""

_IN_WORDS = {
    "torn": "the last line was cut off during saving; the course never reported it as saved.",
    "newer": "this line comes from another version of the kit; update the kit to read it.",
    "broken": "this line is not an answer; it stays in the file but is not used.",
    "number": (
        f"this line's number is higher than {MOST_SEQ:,}, so it was made by hand; it stays in the file but "
        "is not used."
    ),
    "damaged": (
        "this line{about} has changed since it was saved: it was cut off, or the disk damaged it. It stays "
        "in the file but is not used. If an answer is gone, restore it from a backup or write it again."
    ),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHECKED = re.compile(rb'\{"crc":"([0-9a-f]{8})",')
_BETWEEN = re.compile(rb'(?<!^)(?=\{"crc":"[0-9a-f]{8}","schema":)')
_GENERATION = b'{"generation":'
_ITEM = re.compile(rb'"item":"([a-z0-9_.]{1,80})"')


class Generation(BaseModel):
    """The first line of a file that was made shorter on purpose; see the module docstring."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    generation: int = Field(ge=0, le=MOST_SEQ)
    deleted: tuple[Ulid, ...] = ()
    seq: int = Field(default=-1, ge=-1, le=MOST_SEQ)

    def line(self) -> bytes:
        """Return the line, including its newline."""
        return self.model_dump_json().encode() + b"\n"


def line_of(record: Response | Draft) -> bytes:
    """Return an answer's line (checksum first, ``value`` last, with a newline), or a draft's whole file."""
    # pydantic's own JSON mode breaks half emojis in keys and turns NaN into null.
    fields = record.model_dump(by_alias=True)
    fields["at"] = record.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    text = json.dumps(fields, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    data = _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text).encode("utf-8")
    if isinstance(record, Response):
        data = b'{"crc":"%08x",%s' % (zlib.crc32(data), data[1:])
    return data + b"\n"


def response_of(line: bytes) -> Response:
    """Return the response in a line; raise `ValueError` (which pydantic's error is) if there is none."""
    if checked := _CHECKED.match(line):
        line = b"{" + line[checked.end() :].removesuffix(b"\n")
        if zlib.crc32(line) != int(checked[1], 16):
            raise ValueError("damaged")
    return Response.model_validate(_loads(line))


def draft_of(data: bytes) -> Draft:
    """Return the draft in a file's bytes; raise `ValueError` if there is none."""
    return Draft.model_validate(_loads(data))


def _loads(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None


class Line(NamedTuple):
    """A line of a journal that is not blank: the answer in it, or why there is none."""

    number: int
    raw: bytes
    response: Response | None
    fault: Literal["torn", "newer", "broken", "number", "damaged"] | None
    """In this order: the last line was cut off, the line comes from another version of the kit, it is not an
    answer, its number is too high, or it has changed since it was saved."""

    def in_words(self, name: str) -> str:
        """Return the fault as a sentence."""
        item = _ITEM.search(self.raw)
        about = f", an answer to {item[1].decode()}," if item else ""
        return f"{name}:{self.number}: {_IN_WORDS[self.fault or 'broken'].format(about=about)}"


def each_line(data: bytes, first: int = 1) -> Iterator[Line]:
    """Yield the lines in a journal's bytes; no other code turns a line into an answer."""
    lines = data.split(b"\n")
    last = first + len(lines) - 1
    for number, whole in enumerate(lines, start=first):
        if not whole.strip() or generation_of(whole):
            continue
        line = _line(number, whole, is_last=number == last)
        pieces = _BETWEEN.split(whole) if line.fault else ()
        if len(pieces) > 1:
            yield from (_line(number, piece, is_last=False) for piece in pieces)
        else:
            yield line


def _line(number: int, raw: bytes, *, is_last: bool) -> Line:
    try:
        if len(raw) > _LONGEST_LINE:
            raise ValueError("too long")
        response = response_of(raw)
    except ValueError as fault:
        return Line(number, raw, None, "torn" if is_last else _why(raw, fault))
    if response.seq > MOST_SEQ:
        return Line(number, raw, None, "number")
    return Line(number, raw, response, None)


def _why(raw: bytes, fault: ValueError) -> Literal["newer", "broken", "damaged"]:
    if isinstance(fault, ValidationError) and any(e["loc"][:1] == ("schema",) for e in fault.errors()):
        return "newer"
    begin = b'{"crc":"'
    return "damaged" if raw[: len(begin)] == begin[: len(raw)] else "broken"


def generation_of(line: bytes) -> Generation | None:
    """Return what a line says about the file's generation; ``None`` if it says nothing about it."""
    if line.startswith(_GENERATION):
        with contextlib.suppress(ValueError):
            return Generation.model_validate_json(line)
    return None


def read_bytes(data: bytes, name: str, first: int = 1) -> tuple[list[Response], list[str]]:
    """Return the responses in a journal's bytes, in file order, and a sentence for each faulty line.

    Examples
    --------
    >>> read_bytes(b'{"schema":1,', "responses.jsonl")[1]
    ['responses.jsonl:1: the last line was cut off during saving; the course never reported it as saved.']
    """
    lines = list(each_line(data, first))
    faults = [line.in_words(name) for line in lines if line.fault]
    return [line.response for line in lines if line.response], faults


def once(responses: Iterable[Response], name: str, seen: dict[str, Response]) -> list[str]:
    """Put the first response of each id into ``seen``; return a sentence for each other one that differs."""
    return [
        f"{name}: two different lines have the id {one.id}; the earlier one is used."
        for one in responses
        if seen.setdefault(one.id, one) != one
    ]


def read_lines(path: Path) -> tuple[list[Response], list[str]]:
    """Return a journal file's responses, ordered by ``(seq, id)``, and a sentence for each fault.

    Raises `KitError` if there is no such file, or if it is a link or a folder.
    """
    try:
        data = read_plain(path)
    except FileNotFoundError:
        raise KitError("journal.none", file=path) from None
    except NotPlain as fault:
        raise coded(fault) from None
    responses, faults = read_bytes(data, path.name)
    seen: dict[str, Response] = {}
    faults += once(responses, path.name, seen)
    return sorted(seen.values(), key=lambda r: (r.seq, r.id)), faults
