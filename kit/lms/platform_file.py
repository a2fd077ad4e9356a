"""A table that another program exported, read without losing a byte, so that single cells can be changed.

Its encoding, separator, quotes and line ends stay the same.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kit.model import NotFound, PlainError
from kit.spreadsheet import plain

_LARGEST = 10_000_000
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class PlatformFault(PlainError):
    """A file of a learning platform that can't be used; the message says how to fix it."""


class Line(NamedTuple):
    """A row as written in the file: its cells with their quotes, and the line end."""

    cells: tuple[str, ...]
    end: str


@dataclass(frozen=True)
class PlatformFile:
    """An exported table whose first row has the headings."""

    name: str
    """The file's name in messages."""
    encoding: str
    mark: str
    """The byte order mark, or nothing."""
    separator: str
    lines: tuple[Line, ...]
    """Every row of the table, including the headings as row 0."""

    @property
    def headings(self) -> list[str]:
        """The column headings, in order."""
        return [_text(cell).strip() for cell in self.lines[0].cells]

    def text(self, row: int, column: int) -> str:
        """Return a cell's text without surrounding spaces, or an empty text if the row is too short.

        Row 0 has the headings. An apostrophe that keeps a cell from being a formula is removed.
        """
        cells = self.lines[row].cells
        return plain(_text(cells[column]).strip()) if column < len(cells) else ""

    def data(self, numbers: Mapping[tuple[int, int], float] | None = None) -> bytes:
        r"""Return the file's bytes, with numbers in some cells.

        Parameters
        ----------
        numbers
            New numbers by row and column, both counted from 0. A cell that had quotes keeps them.

        Returns
        -------
        bytes
            Without new numbers, exactly the bytes that were read.

        Examples
        --------
        >>> file = parse(b'\xef\xbb\xbf"Student";Equity\r\n"Ruiz, Ana";\r\n', "a.csv")
        >>> file.data({(1, 1): 12})
        b'\xef\xbb\xbf"Student";Equity\r\n"Ruiz, Ana";12\r\n'
        """
        rows = [list(line.cells) for line in self.lines]
        for (row, column), number in (numbers or {}).items():
            cells = rows[row]
            cells += [""] * (column + 1 - len(cells))
            cells[column] = f'"{number:g}"' if cells[column].startswith('"') else f"{number:g}"
        text = (self.separator.join(cells) + line.end for cells, line in zip(rows, self.lines, strict=True))
        return "".join((self.mark, *text)).encode(self.encoding)


def _text(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def read_platform_file(path: Path) -> PlatformFile:
    """Read a file that a learning platform exported.

    Raises `NotFound` if there is no such file, and `PlatformFault` as `parse` does.
    """
    if not path.is_file():
        raise NotFound(f"there is no file {path}; check the name.")
    return parse(path.read_bytes(), path.name)


def parse(data: bytes, name: str) -> PlatformFile:
    r"""Parse a table with commas, semicolons or tabs, in UTF-8, UTF-16, Windows-1252 or Latin-1.

    Parameters
    ----------
    data
        The file's bytes.
    name
        The file's name in messages.

    Returns
    -------
    PlatformFile
        Its `PlatformFile.data` returns the same bytes.

    Raises
    ------
    PlatformFault
        If the data is a spreadsheet workbook, is not text, is too large or empty, or ends inside a cell.

    Examples
    --------
    >>> file = parse("Nombre;Correo\nMaría;m@example.org\n".encode("cp1252"), "a.csv")
    >>> file.headings, file.text(1, 0), file.encoding
    (['Nombre', 'Correo'], 'María', 'cp1252')
    """
    if data.startswith(_EXCEL):
        raise PlatformFault(
            f"{name} is a spreadsheet workbook, not a CSV; save it as CSV (UTF-8), or use the export as it "
            "was downloaded."
        )
    if len(data) > _LARGEST:
        raise PlatformFault(f"{name} is larger than {_LARGEST // 1_000_000} MB; use the export of one class.")
    text, encoding = _decoded(data, name)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    first = re.sub(r'"[^"]*"', "", re.split(r"[\r\n]", text, maxsplit=1)[0])
    separator = max(",;\t", key=first.count)
    pattern = re.compile(rf'("(?:[^"]|"")*+"|(?!")[^{separator}\r\n]*)({separator}|\r\n|\n|\r|\Z)')
    lines: list[Line] = []
    cells: list[str] = []
    place = len(mark)
    while place < len(text) or cells or not lines:
        found = pattern.match(text, place)
        if found is None:
            number = len(re.findall(r"\r\n|\n|\r", text[:place])) + 1
            raise PlatformFault(
                f"{name}, line {number}: the quotation marks in a cell don't match; export it again, and "
                "leave it unchanged."
            )
        cells.append(found[1])
        place = found.end()
        if found[2] != separator:
            lines.append(Line(tuple(cells), found[2]))
            cells = []
    if not any(_text(cell).strip() for cell in lines[0].cells):
        raise PlatformFault(f"{name} is empty; use a table whose first line names its columns.")
    return PlatformFile(name, encoding, mark, separator, tuple(lines))


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for encoding in (_WIDE.get(data[:2], "utf-8"), "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise PlatformFault(f"{name} is not a table; save it as CSV (UTF-8).")
