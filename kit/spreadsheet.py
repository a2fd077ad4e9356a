"""Tables that people open in a spreadsheet: the one way to write a CSV file and the one way to read one.

No cell is ever taken for a formula, and reading gives back what was written.
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
from kit.model import KitError

_FORMULA = frozenset("=+-@")
"""What begins a formula, in whichever width it is written."""

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their kind that show as nothing."""


class TableFault(KitError):
    """A table that cannot be read as it stands; the sentence says where and what to change."""


class Row(NamedTuple):
    """A row below the header, its cells by column; one that is not there is empty.

    ``line`` counts in the file (of a row with line breaks, the last), ``number`` in a spreadsheet, where the
    header is row 1. ``surplus`` is how many cells more than the header it has; negative where fewer.
    """

    line: int
    cells: dict[str, str]
    surplus: int
    number: int


class Table(NamedTuple):
    """What a CSV file holds."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def cell(text: str) -> str:
    r"""A text as it may stand in a cell: never taken for a formula, `plain` gives it back.

    >>> cell("=1+1"), cell("'Twas late"), cell("- a list")
    ("'=1+1", "'Twas late", "'- a list")
    >>> all(plain(cell(t)) == t for t in ("=1", "'=1", "''=1", "a\nb", "'", "", "\t@x"))
    True
    """
    return f"'{text}" if _needs_mark(text) else text


def plain(text: str) -> str:
    """The text of a cell that `cell` made.

    >>> plain("'=1+1"), plain("'Twas late")
    ('=1+1', "'Twas late")
    """
    return text[1:] if text.startswith("'") and _needs_mark(text[1:]) else text


def as_compared(text: str) -> str:
    """A heading or a name as it is compared: small letters, no accents, one blank between words.

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
    # Blanks, controls, and marks upon a letter before them: some spreadsheet passes over each of them.
    return letter in _BLANK_LETTERS or unicodedata.category(letter)[0] in "CZM"


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV: texts go through `cell`, numbers stay numbers, ``None`` is an empty cell.

    >>> csv_text(["learner", "change"], [["=cmd", -0.5], ["lee", None]]).splitlines()
    ['learner,change', "'=cmd,-0.5", 'lee,']
    """
    lines: list[str] = []
    # What ends a line is quoted inside a cell, and a lone \r ends one for some.
    table = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    for row in (columns, *rows):
        # No CSV holds NUL: whoever reads it takes the file for another kind.
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
    """Put a CSV file in place at once, in UTF-8; `csv_text` says how.

    ``bom`` begins it with a byte order mark, which Excel needs to show accents. ``mode`` is the file's
    permissions, 0o600 where it names learners; see `kit.files.replace`.
    """
    text = csv_text(columns, rows)
    # Half an emoji cannot stand in a file.
    replace(path, text.encode("utf-8-sig" if bom else "utf-8", errors="replace"), mode)


def read_csv(path: Path, columns: Sequence[str] = ()) -> Table:
    """Read a CSV file; see `read_table`."""
    return read_table(path.read_bytes(), path.name, columns)


def read_table(data: bytes | str, name: str, columns: Sequence[str] = ()) -> Table:
    """Read a CSV as spreadsheets write it: commas, semicolons or tabs; UTF-8, UTF-16 or Windows' Latin-1.

    ``columns`` must be there, in any order and case; others may stand among them. Raises `TableFault`, which
    calls the file ``name``, where it is no table, a column is missing, or two have one name.

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
            f"{name}, line {lines.line_num}: the table breaks off inside a cell; save it again as CSV UTF-8."
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
        raise TableFault(f"{name} has two columns called {twice[0]}; rename one or take it out.")
    return header


def _row(header: Sequence[str], cells: Sequence[str], line: int, number: int) -> Row:
    surplus = len(cells) - len(header)
    padded = [*cells, *[""] * -surplus]
    by_column = {name: plain(one.strip()).strip() for name, one in zip(header, padded, strict=False)}
    return Row(line, by_column, surplus, number)
