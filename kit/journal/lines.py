"""One line of a journal, there and back: JSON text in UTF-8, one object a line.

A line begins with its checksum, ``{"crc":"89abcdef",``: the CRC-32 (`zlib.crc32`, eight hexadecimal digits)
of the line without that member and without its newline. It shows damage by a disk; it is no protection from
a person. Lines of earlier versions have none and are read as they are. Where a newline was lost, a whole
line behind a piece of another is found by its beginning.

An answer that is deleted leaves a line ``{"generation":2,"deleted":["<id>"],"seq":7}`` at the beginning: how
often the file was made shorter on purpose, which revisions must not come back, and the number that this took,
so that a later hand-in counts higher than an earlier one. It is no answer and no fault.

A lone surrogate (half an emoji from a browser's paste) is kept as its JSON escape ``\\udXXX``, so
that it comes back as it was and the file stays valid UTF-8.
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
from kit.model import Draft, JournalFault, NotFound, Response
from kit.model.records import Ulid

LIMIT = 1_000_000
"""Most bytes of one answer as it is written."""

_LONGEST_LINE = 8 * LIMIT  # a longer one is reported and not parsed

MOST_SEQ = 10**9
"""The last number that a revision may have. Whoever reaches it goes on with the same one."""

_IN_WORDS = {
    "torn": "the last line was cut off while it was being saved; it was never called saved.",
    "newer": "this line comes from another version of the kit; update the kit to read it.",
    "broken": "this line is not an answer; it stays in the file and is not used.",
    "number": (
        f"this line counts beyond {MOST_SEQ:,}, so it was made by hand; it stays in the file and is not used."
    ),
    "damaged": (
        "this line{about} is not as it was saved: it was cut off, or the disk changed it; it stays in the "
        "file, set aside. If an answer is gone, bring it back from a backup or write it again."
    ),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHECKED = re.compile(rb'\{"crc":"([0-9a-f]{8})",')
_BETWEEN = re.compile(rb'(?<!^)(?=\{"crc":"[0-9a-f]{8}","schema":)')
_GENERATION = b'{"generation":'
_ITEM = re.compile(rb'"item":"([a-z0-9_.]{1,80})"')


class Generation(BaseModel):
    """The line at the beginning of a file that was made shorter on purpose; see the module."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    generation: int = Field(ge=0, le=MOST_SEQ)
    deleted: tuple[Ulid, ...] = ()
    seq: int = Field(default=-1, ge=-1, le=MOST_SEQ)

    def line(self) -> bytes:
        """The line, newline included."""
        return self.model_dump_json().encode() + b"\n"


def line_of(record: Response | Draft) -> bytes:
    """The line of an answer, newline included, checksum first and ``value`` last; or a draft's whole file."""
    # pydantic's own JSON mode spoils half emojis in keys and turns NaN into null.
    fields = record.model_dump(by_alias=True)
    fields["at"] = record.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    text = json.dumps(fields, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    data = _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text).encode("utf-8")
    if isinstance(record, Response):
        data = b'{"crc":"%08x",%s' % (zlib.crc32(data), data[1:])
    return data + b"\n"


def response_of(line: bytes) -> Response:
    """The response of a line; raises `ValueError` (pydantic's is one) where it is none."""
    if checked := _CHECKED.match(line):
        line = b"{" + line[checked.end() :].removesuffix(b"\n")
        if zlib.crc32(line) != int(checked[1], 16):
            raise ValueError("damaged")
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
    fault: Literal["torn", "newer", "broken", "number", "damaged"] | None
    """The last line was cut off, it comes from another version of the kit, it is not an answer, its number is
    higher than any can be, or it is not as it was saved."""

    def in_words(self, name: str) -> str:
        """The fault as a sentence."""
        item = _ITEM.search(self.raw)
        about = f", an answer to {item[1].decode()}," if item else ""
        return f"{name}:{self.number}: {_IN_WORDS[self.fault or 'broken'].format(about=about)}"


def each_line(data: bytes, first: int = 1) -> Iterator[Line]:
    """Go through a journal's bytes; the one place where a line becomes an answer."""
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
    """What a line says of the file's generation; ``None`` where it says nothing of it."""
    if line.startswith(_GENERATION):
        with contextlib.suppress(ValueError):
            return Generation.model_validate_json(line)
    return None


def read_bytes(data: bytes, name: str, first: int = 1) -> tuple[list[Response], list[str]]:
    """Responses of a journal's bytes in the order they stand, and a sentence for each line that is none.

    Examples
    --------
    >>> read_bytes(b'{"schema":1,', "responses.jsonl")[1]
    ['responses.jsonl:1: the last line was cut off while it was being saved; it was never called saved.']
    """
    lines = list(each_line(data, first))
    faults = [line.in_words(name) for line in lines if line.fault]
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
        data = read_plain(path)
    except FileNotFoundError:
        raise NotFound(f"there is no journal at {path}; check the name.") from None
    except NotPlain as fault:
        raise JournalFault(str(fault)) from None
    responses, faults = read_bytes(data, path.name)
    seen: dict[str, Response] = {}
    faults += once(responses, path.name, seen)
    return sorted(seen.values(), key=lambda r: (r.seq, r.id)), faults
