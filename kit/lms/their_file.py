"""A table that another program exported, read without losing a byte, so that single cells can be changed.

Its encoding, separator, quotes and line ends stay the same.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kit.model import NotFound, PlainError
from kit.spreadsheet import plain

_LARGEST, _MOST_CELLS = 50_000_000, 3_000_000
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEPARATORS = (",", ";", "\t")
_SAID = re.compile(r"\ufeff?\"?sep=(.)\"?(\r\n|\n|\r)", re.IGNORECASE)
"""The line in which some spreadsheets declare their separator."""

_CELLS = {
    separator: re.compile(rf'("(?:[^"]|"")*+"|(?!")[^{separator}\r\n]*)({separator}|\r\n|\n|\r|\Z)')
    for separator in _SEPARATORS
}
"""By separator, the pattern of a cell and of what ends it."""


class TheirFault(PlainError):
    """A file of a learning platform that can't be used; the message says how to fix it."""


class Piece(NamedTuple):
    """A cell as written in the file, and what ends it."""

    raw: str
    end: str
    """The separator, a line end, or nothing at the end of the file."""

    @property
    def is_quoted(self) -> bool:
        """Whether the cell is in quotes."""
        return self.raw.startswith('"')

    @property
    def text(self) -> str:
        """The cell's text, without its quotes."""
        return self.raw[1:-1].replace('""', '"') if self.is_quoted else self.raw


@dataclass(frozen=True)
class TheirFile:
    """An exported table whose first row has the headings."""

    name: str
    """The file's name in messages."""
    encoding: str
    separator: str
    before: str
    """The text before the headings: a byte order mark, a line that declares the separator, empty lines."""
    rows: tuple[tuple[Piece, ...], ...]
    """Every row of the table, including the headings as row 0."""

    @property
    def headings(self) -> list[str]:
        """The column headings, in order."""
        return [piece.text.strip() for piece in self.rows[0]]

    def text(self, row: int, column: int) -> str:
        """Return a cell's text without surrounding spaces, or an empty text if the row is too short.

        Row 0 has the headings. An apostrophe that keeps a cell from being a formula is removed.
        """
        pieces = self.rows[row]
        return plain(pieces[column].text.strip()) if column < len(pieces) else ""

    def data(self, changes: Mapping[tuple[int, int], str] | None = None) -> bytes:
        r"""Return the file's bytes, with some cells changed.

        Parameters
        ----------
        changes
            New texts by row and column, both counted from 0. A cell that had quotes keeps them.

        Returns
        -------
        bytes
            Without changes, exactly the bytes that were read.

        Examples
        --------
        >>> file = parse(b'\xef\xbb\xbf"Student";Equity\r\n"Ruiz, Ana";\r\n', "a.csv")
        >>> file.data({(1, 1): "12"})
        b'\xef\xbb\xbf"Student";Equity\r\n"Ruiz, Ana";12\r\n'
        """
        new: dict[int, dict[int, str]] = {}
        for (row, column), text in (changes or {}).items():
            new.setdefault(row, {})[column] = text
        lines = [self.before]
        for number, pieces in enumerate(self.rows):
            lines += self._line(pieces, new.get(number, {}))
        return "".join(lines).encode(self.encoding, "surrogatepass")

    def _line(self, pieces: tuple[Piece, ...], new: Mapping[int, str]) -> list[str]:
        if not new:
            return [piece.raw + piece.end for piece in pieces]
        raw = [piece.raw for piece in pieces]
        raw += [""] * (max(new) + 1 - len(raw))
        for column, text in new.items():
            quoted = column < len(pieces) and pieces[column].is_quoted
            raw[column] = _raw(text, self.separator, quoted)
        return [self.separator.join(raw), pieces[-1].end]


def _raw(text: str, separator: str, quoted: bool) -> str:
    if quoted or any(letter in text for letter in (separator, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def read_their_file(path: Path) -> TheirFile:
    """Read a file that a learning platform exported.

    Raises `NotFound` if there is no such file, and `TheirFault` as `parse` does.
    """
    if not path.is_file():
        raise NotFound(f"there is no file {path}; check the name.")
    return parse(path.read_bytes(), path.name)


def parse(data: bytes, name: str) -> TheirFile:
    r"""Parse a table with commas, semicolons or tabs, in UTF-8, UTF-16, Windows-1252 or Latin-1.

    Parameters
    ----------
    data
        The file's bytes.
    name
        The file's name in messages.

    Returns
    -------
    TheirFile
        Its `TheirFile.data` returns the same bytes.

    Raises
    ------
    TheirFault
        If the data is a spreadsheet workbook, is not text, is too large or empty, or ends inside a cell.

    Examples
    --------
    >>> file = parse("Nombre;Correo\nMaría;m@example.org\n".encode("cp1252"), "a.csv")
    >>> file.headings, file.text(1, 0), file.encoding
    (['Nombre', 'Correo'], 'María', 'cp1252')
    """
    if data.startswith(_EXCEL):
        raise TheirFault(
            f"{name} is a spreadsheet workbook, not a CSV; save it as CSV (UTF-8), or use the export as it "
            "was downloaded."
        )
    if len(data) > _LARGEST:
        raise TheirFault(f"{name} is larger than {_LARGEST // 1_000_000} MB; use the export of one class.")
    text, encoding = _decoded(data, name)
    if sum(map(text.count, (*_SEPARATORS, "\n"))) > _MOST_CELLS:
        raise TheirFault(f"{name} has more than {_MOST_CELLS:,} cells; use the export of one class.")
    before, separator = _opening(text)
    rows = _rows(text[len(before) :], separator, name) if separator else _guessed(text[len(before) :], name)
    if not rows or not any(piece.text.strip() for piece in rows[0]):
        raise TheirFault(f"{name} is empty; use a table whose first line names its columns.")
    found = separator or (rows[0][0].end if len(rows[0]) > 1 else ",")
    return TheirFile(name, encoding, found, before, rows)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    wide = next((e for mark, e in _MARKS if data.startswith(mark)), None) or _wide_without_mark(data)
    for encoding in (wide,) if wide else ("utf-8", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding, "surrogatepass" if wide else "strict")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise TheirFault(f"{name} is not a table; save it as CSV (UTF-8).")


_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _wide_without_mark(data: bytes) -> str | None:
    # In UTF-16, each Latin letter has one zero byte: the second if little-endian, else the first.
    start = data[:400]
    if len(data) % 2 or 2 * start.count(0) < len(start) // 2:
        return None
    return "utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"


def _opening(text: str) -> tuple[str, str | None]:
    said = _SAID.match(text)
    separator = said[1] if said and said[1] in _SEPARATORS else None
    start = said.end() if said and separator else int(text.startswith("\ufeff"))
    blank = re.compile(r"[\r\n]*").match(text, start)
    return text[: blank.end() if blank else start], separator


def _guessed(text: str, name: str) -> tuple[tuple[Piece, ...], ...]:
    # The separator is the one that splits the first line into the most cells; on a tie, the comma.
    def cells(separator: str) -> int:
        try:
            return len(next(iter(_lines(text, separator, name)), ()))
        except TheirFault:
            return 0

    return _rows(text, max(_SEPARATORS, key=cells), name)


def _rows(text: str, separator: str, name: str) -> tuple[tuple[Piece, ...], ...]:
    return tuple(_lines(text, separator, name))


def _lines(text: str, separator: str, name: str) -> Iterator[tuple[Piece, ...]]:
    cell = _CELLS[separator]
    place, line = 0, []
    while True:
        found = cell.match(text, place)
        if found is None:
            number = len(re.findall(r"\r\n|\n|\r", text[:place])) + 1
            raise TheirFault(
                f"{name}, line {number}: the quotation marks in a cell don't match; export it again, and "
                "leave it unchanged."
            )
        line.append(Piece(found[1], found[2]))
        place = found.end()
        if found[2] != separator:
            yield tuple(line)
            if place == len(text):
                return
            line = []
