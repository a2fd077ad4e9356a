"""Read and write CSV files that people open in a spreadsheet.

No spreadsheet takes a cell for a formula. Reading returns what was written, without blanks around it.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from kit.files import replace
from kit.model import PlainError

_FORMULA = frozenset("=+-@")
"""Characters that start a formula. Their full-width forms do, too."""

_CUT = re.compile(r"(?<=[;\t\r\n])")
"""Where a spreadsheet that separates cells by semicolons or tabs may begin a cell inside one of ours."""

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that show as blank, although Unicode doesn't class them as blanks."""


class TableFault(PlainError):
    """A table that can't be read. The message says where, and what to change."""


class Row(NamedTuple):
    """A row below the header, with its cells by column. A missing cell is an empty text.

    ``line`` is the line in the file, or the last one if the row has line breaks. ``number`` is the row in a
    spreadsheet, where the header is row 1. ``surplus`` is how many more cells it has than the header, and is
    negative if it has fewer.
    """

    line: int
    cells: dict[str, str]
    surplus: int
    number: int


class Table(NamedTuple):
    """The content of a CSV file."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def cell(text: str) -> str:
    r"""Return a text for a cell, marked so that no part is taken for a formula. `plain` undoes this.

    >>> cell("=1+1"), cell("'Twas late"), cell("essay;=A1")
    ("'=1+1", "'Twas late", "essay;'=A1")
    """
    return "".join(f"'{one}" if marked else one for one, marked in _pieces(text))


def plain(text: str) -> str:
    """Return the original text of a cell that `cell` made.

    >>> plain("'=1+1"), plain("'Twas late"), plain("essay;'=A1")
    ('=1+1', "'Twas late", 'essay;=A1')
    """
    return "".join(one.removeprefix("'") if marked else one for one, marked in _pieces(text))


def as_compared(text: str) -> str:
    """Return a heading or name in a form to compare: lowercase, no accents, one blank between words.

    >>> as_compared("  Dirección de  Correo ")
    'direccion de correo'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each piece that a spreadsheet may take for a cell, and whether it needs a mark."""
    for number, piece in enumerate(_CUT.split(text)):
        begins = next((letter for letter in piece if letter in "\t\r\n" or not _is_skipped(letter)), " ")
        begins_formula = unicodedata.normalize("NFKC", begins)[0] in _FORMULA
        yield piece, begins_formula or (number == 0 and begins in "\t\r\n")


def _is_skipped(letter: str) -> bool:
    # Blanks, control characters, and combining marks: some spreadsheets skip them before a formula. A piece
    # that was cut off may begin with one of our quotation marks.
    return letter in "'\"" or letter in _BLANK_LETTERS or unicodedata.category(letter)[0] in "CZM"


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV. Texts go through `cell`, numbers stay numbers, and ``None`` is an empty cell.

    >>> csv_text(["learner", "change"], [["=cmd", -0.5], ["lee", None]]).splitlines()
    ['learner,change', "'=cmd,-0.5", 'lee,']
    """
    lines: list[str] = []
    # The writer quotes a cell that holds a character of its line ending. \r must be quoted, since a lone \r
    # ends a line for some readers.
    table = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    for row in (columns, *rows):
        # Replaced, because programs don't accept a file with NUL as CSV.
        table.writerow([cell(one.replace("\0", "\ufffd")) if isinstance(one, str) else one for one in row])
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    bom: bool = False,
    mode: int | None = None,
) -> None:
    """Write a table as a CSV file in UTF-8, atomically. See `csv_text` for the format.

    ``bom`` starts the file with a byte order mark, which Excel needs to show accents. ``mode`` is the file's
    permissions, as in `kit.files.replace`. Use 0o600 for a file that names learners.
    """
    text = csv_text(columns, rows)
    # Half of a surrogate pair can't be encoded.
    replace(path, text.encode("utf-8-sig" if bom else "utf-8", errors="replace"), mode)


def read_csv(path: Path, columns: Sequence[str] = ()) -> Table:
    """Read a CSV file, as `read_table` does."""
    return read_table(path.read_bytes(), path.name, columns)


def read_table(data: bytes | str, name: str, columns: Sequence[str] = ()) -> Table:
    """Read a CSV as spreadsheets write it: commas, semicolons, or tabs; UTF-8, UTF-16, or Windows-1252.

    The table must have ``columns``, in any order and case, and may have others. ``name`` is the file's name
    in messages. Raises `TableFault` if this isn't a table, a column is missing, or two have the same name.

    >>> table = read_table("Learner;Level\\nMaría;2\\n".encode("latin-1"), "a.csv", ["learner", "level"])
    >>> table.columns, table.rows[0].cells
    (('learner', 'level'), {'learner': 'María', 'level': '2'})
    >>> read_table("learner\\nana\\n", "a.csv", ["learner", "level"])
    Traceback (most recent call last):
    kit.spreadsheet.TableFault: a.csv has no column level; its first line must name learner, level.
    """
    text = data.removeprefix("\ufeff") if isinstance(data, str) else _decoded(data)
    if "\x00" in text:
        raise TableFault(f"{name} is not a table; save it as CSV UTF-8.")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = _header(next(lines, []), name, columns)
        rows = tuple(
            _row(header, cells, lines.line_num, number)
            for number, cells in enumerate(lines, start=2)
            if any(map(str.strip, cells))
        )
    except csv.Error:
        raise TableFault(
            f"{name}, line {lines.line_num}: the quotation marks in a cell don't match; save it again as CSV "
            "UTF-8."
        ) from None
    return Table(tuple(header), rows)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _header(found: Sequence[str], name: str, wanted: Sequence[str]) -> list[str]:
    names = {column.lower(): column for column in wanted}
    header = [names.get(column.strip().lower(), column.strip()) for column in map(plain, found)]
    missing = [column for column in wanted if column not in header]
    if missing:
        raise TableFault(
            f"{name} has no column {', '.join(missing)}; its first line must name {', '.join(wanted)}."
        )
    twice = [column for column in header if column and header.count(column) > 1]
    if twice:
        raise TableFault(f"{name} has two columns called {twice[0]}; rename or remove one of them.")
    return header


def _row(header: Sequence[str], cells: Sequence[str], line: int, number: int) -> Row:
    surplus = len(cells) - len(header)
    padded = [*cells, *[""] * -surplus]
    by_column = {name: plain(one.strip()).strip() for name, one in zip(header, padded, strict=False)}
    return Row(line, by_column, surplus, number)
