"""Read and write CSV files that people open in a spreadsheet.

No spreadsheet takes a cell for a formula. Reading returns what was written, without blanks around it.
"""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from kit.files import replace
from kit.model import PlainError

_FORMULA = frozenset("=+-@")
"""Characters that start a formula. Their full-width forms do, too."""

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
    r"""Return a text for a cell, marked so that it isn't taken for a formula. `plain` undoes this.

    >>> cell("=1+1"), cell("'Twas late"), cell("- a list")
    ("'=1+1", "'Twas late", "'- a list")
    >>> all(plain(cell(t)) == t for t in ("=1", "'=1", "''=1", "a\nb", "'", "", "\t@x"))
    True
    """
    return f"'{text}" if _needs_mark(text) else text


def plain(text: str) -> str:
    """Return the original text of a cell that `cell` made.

    >>> plain("'=1+1"), plain("'Twas late")
    ('=1+1', "'Twas late")
    """
    return text[1:] if text.startswith("'") and _needs_mark(text[1:]) else text


def as_compared(text: str) -> str:
    """Return a heading or name in a form to compare: lowercase, no accents, one blank between words.

    >>> as_compared("  Dirección de  Correo ")
    'direccion de correo'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _needs_mark(text: str) -> bool:
    for letter in text:
        if letter in "\t\r\n":
            return True
        if letter != "'" and not _is_unseen(letter):
            return unicodedata.normalize("NFKC", letter)[0] in _FORMULA
    return False


def _is_unseen(letter: str) -> bool:
    # Blanks, control characters, and combining marks: some spreadsheets skip them before a formula.
    return letter in _BLANK_LETTERS or unicodedata.category(letter)[0] in "CZM"


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
