"""Read and write tab-separated tables without losing a row or a cell.

Cells are quoted as in Python's csv. If a row's quotes don't close, its lines are read literally, so that one
stray mark never swallows the rows after it.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kit.spreadsheet import TableFault

_QUOTED = re.compile('[\t"\r\n]')
_FAR = 200_000
_NEAR = 100


@dataclass
class Table:
    """A header, and rows that are parsed on demand."""

    header: list[str]
    lines: list[str]
    first: int
    """Number of lines before the first row."""
    odd: list[int] = field(default_factory=list)
    """Numbers of the lines whose row has broken quotes, or more cells than the header."""

    def place(self, column: str, where: str) -> int:
        """Return a column's index; raises `TableFault`, which lists the columns, if it doesn't exist."""
        if column in self.header:
            return self.header.index(column)
        seen = ", ".join(ascii(name[:40])[1:-1] for name in self.header[:8]) or "none"
        raise TableFault(
            f"{where} has no column {column!r} (its columns: {seen}); its first line must have the "
            "column names, separated by tabs, in UTF-8."
        )

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows in order, each as wide as the header; empty lines are skipped."""
        at, far, width = self.first, _FAR, len(self.header)
        while at < len(self.lines):
            bare = self.lines[at].rstrip("\r\n")
            if not bare and width > 1:
                at += 1
                continue
            row, took = _quoted(self.lines, at, far) if '"' in bare else (bare.split("\t"), 1)
            if row is None and took > min(far, _NEAR + 1):
                # After one quote that never closes, don't look as far again: it would take forever.
                far = _NEAR
            if broken := row is None or (took > 1 and len(row) > width):
                row, took = bare.split("\t"), 1
            if broken or len(row) > width:
                self.odd.append(at + 1)
            if len(row) > width:
                # Nothing is dropped: surplus cells stay in the last cell.
                row = [*row[: width - 1], "\t".join(row[width - 1 :])]
            # CEReD's rows leave out an empty last cell.
            yield row + [""] * (width - len(row))
            at += took


def read(lines: Iterable[str]) -> Table:
    r"""Read the header now; the rows are parsed on demand.

    >>> table = read(["idx\tsentence\n", '1\t"Said ""no""."\n', '2\t"Never closed\n', "3\tLast\n"])
    >>> [row[1] for row in table.rows()], table.odd
    (['Said "no".', '"Never closed', 'Last'], [3])
    """
    # A cell may be longer than csv's default limit.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    every = list(lines) or [""]
    header, took = _quoted(every, 0, _FAR)
    if header is None or '"' not in every[0]:
        header, took = every[0].rstrip("\r\n").split("\t"), 1
    return Table(header, every, took)


def written(row: Iterable[str]) -> str:
    r"""Write one row as text, with quotes only where they are needed.

    >>> written(["1", 'Said "no".'])
    '1\t"Said ""no""."\n'
    """
    cells = ['"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in row]
    return "\t".join(cells) + "\n"


def _quoted(lines: list[str], at: int, far: int) -> tuple[list[str] | None, int]:
    """Parse the row that begins in a line with csv; return it, or ``None`` if it is broken, and its lines."""
    reader = csv.reader(
        (lines[k] for k in range(at, min(at + 1 + far, len(lines)))), delimiter="\t", strict=True
    )
    try:
        return next(reader), reader.line_num
    except (csv.Error, StopIteration):
        return None, reader.line_num
