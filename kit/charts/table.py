"""The table beside a picture: escaped, with a caption and scoped headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """One HTML table; the first cell of each row is its header.

    Parameters
    ----------
    caption
        What the table says, with how many it is about.
    head
        Names of the columns.
    rows
        Cells; anything is printed as text.

    Examples
    --------
    >>> print(table("Two", ["Who", "How many"], [["A & B", 2]]))
    <table>
    <caption>Two</caption>
    <thead><tr><th scope="col">Who</th><th scope="col">How many</th></tr></thead>
    <tbody>
    <tr><th scope="row">A &amp; B</th><td>2</td></tr>
    </tbody></table>
    """
    columns = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in head)
    body = "\n".join(
        f'<tr><th scope="row">{escape(str(first))}</th>'
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table>"
    )
