"""The table beside a picture: its cells as text, and the same as HTML, escaped and with scoped headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """The table as HTML; the first cell of each row is its header.

        Examples
        --------
        >>> print(Table("Two", ("Who", "How many"), (("A & B", "2"),)).html())
        <table>
        <caption>Two</caption>
        <thead><tr><th scope="col">Who</th><th scope="col">How many</th></tr></thead>
        <tbody>
        <tr><th scope="row">A &amp; B</th><td>2</td></tr>
        </tbody>
        </table>
        """
        columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.columns)
        rows = "\n".join(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in self.rows
        )
        return (
            f"<table>\n<caption>{escape(self.caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table out of cells of any kind, each as it prints.

    Parameters
    ----------
    caption
        What the table says, with how many it is about.
    columns
        Names of the columns.
    rows
        Cells; the first of each row names it.

    Examples
    --------
    >>> table("Two", ["Who", "How many"], [["Ana", 2]]).rows
    (('Ana', '2'),)
    """
    return Table(caption, tuple(columns), tuple(tuple(map(str, row)) for row in rows))
