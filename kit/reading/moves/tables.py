"""Tables with tabs between cells, read and written so that no row and no cell is lost.

Cells are quoted as Python's csv does. A row whose quotes don't close is taken as it stands, line by line,
so that one stray mark never swallows the rows after it.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from kit.spreadsheet import TableFault

_QUOTED = re.compile('[\t"\r\n]')
_FAR = 200_000
_NEAR = 100


@dataclass
class Table:
    """A header, and rows that are read as they are asked for."""

    header: list[str]
    lines: _Lines
    odd: list[int] = field(default_factory=list)
    """Numbers of lines whose row had broken quotes, or more cells than the header."""

    def place(self, column: str, where: str) -> int:
        """Where a column stands.

        Raises
        ------
        TableFault
            There is none of that name, and what there is.
        """
        if column in self.header:
            return self.header.index(column)
        seen = ", ".join(ascii(name[:40])[1:-1] for name in self.header[:8]) or "none"
        raise TableFault(
            f"{where} has no column {column!r} (its columns: {seen}); its first line must name the columns "
            "with tabs between, in UTF-8."
        )

    def rows(self) -> Iterator[list[str]]:
        """Rows in order, each as wide as the header; a line without a cell is no row."""
        source, width = self.lines, len(self.header)
        for line in source:
            bare = line.rstrip("\r\n")
            if not bare and width > 1:
                continue
            whole = _quoted(line, source, width) if '"' in line else bare.split("\t")
            row = bare.split("\t") if whole is None else whole
            if whole is None or len(row) > width:
                self.odd.append(source.number)
            if len(row) > width:
                # Nothing is dropped: what is too much stays in the last cell.
                row = [*row[: width - 1], "\t".join(row[width - 1 :])]
            # Rows of CEReD leave out an empty last cell.
            yield row + [""] * (width - len(row))


def read(lines: Iterable[str]) -> Table:
    r"""The header now, the rows when asked for.

    >>> table = read(["idx\tsentence\n", '1\t"Said ""no""."\n', '2\t"Never closed\n', "3\tLast\n"])
    >>> [row[1] for row in table.rows()], table.odd
    (['Said "no".', '"Never closed', 'Last'], [3])
    """
    # A cell may be longer than csv allows by itself.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    source = _Lines(iter(lines))
    line = next(source, "")
    header = (_quoted(line, source, None) if '"' in line else None) or line.rstrip("\r\n").split("\t")
    return Table(header, source)


def written(row: Iterable[str]) -> str:
    r"""One row as text, quoted where it must be.

    >>> written(["1", 'Said "no".'])
    '1\t"Said ""no""."\n'
    """
    cells = ['"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in row]
    return "\t".join(cells) + "\n"


class _Lines(Iterator[str]):
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._back, self.number, self.far = lines, list[str](), 0, _FAR

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._lines)
        self.number += 1
        return line

    def put_back(self, lines: list[str]) -> None:
        self._back.extend(reversed(lines))
        self.number -= len(lines)


def _quoted(line: str, source: _Lines, width: int | None) -> list[str] | None:
    """The row that begins in this line by the rules of csv; ``None``, and nothing taken, if it breaks."""
    taken: list[str] = []

    def feed() -> Iterator[str]:
        yield line
        for following in islice(source, source.far):
            taken.append(following)
            yield following

    try:
        row = next(csv.reader(feed(), delimiter="\t", strict=True))
        if width is None or len(row) <= width or not taken:
            return row
    except (csv.Error, StopIteration):
        if len(taken) >= source.far or len(taken) > _NEAR:
            # One that never closes is enough: looking as far for each such row would take for ever.
            source.far = _NEAR
    source.put_back(taken)
    return None
