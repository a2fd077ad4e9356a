"""A report's charts: as pictures with their words and tables, and as files beside the report."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from kit.export.blocks import Picture, Table

if TYPE_CHECKING:
    from kit.charts.drawn import Drawn


class Album:
    """Every chart of one report, by name."""

    def __init__(self) -> None:
        self._drawn: dict[str, Drawn] = {}

    def picture(self, drawn: Drawn) -> Picture:
        """A report's picture of a chart, which is kept for `save`."""
        name = re.sub(r"\W+", "_", drawn.name)
        self._drawn[name] = drawn
        svg = drawn.svg().decode("utf-8")
        return Picture(name, svg, drawn.alt, drawn.title, tables_of(drawn.table_html))

    def save(self, out: Path) -> list[Path]:
        """Write each chart as SVG, PNG and text below ``pictures/``, its table as CSV below ``tables/``."""
        pictures, tables = out / "pictures", out / "tables"
        pictures.mkdir(parents=True, exist_ok=True)
        tables.mkdir(exist_ok=True)
        written = []
        for name, drawn in self._drawn.items():
            (pictures / f"{name}.svg").write_bytes(drawn.svg())
            (pictures / f"{name}.png").write_bytes(drawn.png())
            (pictures / f"{name}.txt").write_text(drawn.alt + "\n", encoding="utf-8")
            written += [pictures / f"{name}{ending}" for ending in (".svg", ".png", ".txt")]
            for n, table in enumerate(tables_of(drawn.table_html), 1):
                written.append(tables / (f"{name}.csv" if n == 1 else f"{name}_{n}.csv"))
                write_csv(table, written[-1])
        return written


def write_csv(table: Table, path: Path) -> None:
    """Write a table so that a spreadsheet takes no cell for a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_plain(cell) for cell in row] for row in (table.columns, *table.rows))


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def tables_of(html: str) -> tuple[Table, ...]:
    """The tables that a chart comes with, out of its HTML.

    >>> tables_of("<table><caption>A</caption><tr><th>b</th></tr><tr><th>c &amp; d</th></tr></table>")
    (Table(caption='A', columns=('b',), rows=(('c & d',),)),)
    """
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return tuple(
        Table(caption, tuple(columns), tuple(map(tuple, rows)))
        for caption, (columns, *rows) in zip(reading.captions, reading.tables, strict=True)
    )


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.captions: list[str] = []
        self.tables: list[list[list[str]]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  # the parser's own name
        if tag == "table":
            self.captions.append("")
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._inside = tag
        elif tag == "caption":
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "caption":
            self.captions[-1] += data
        elif self._inside:
            self.tables[-1][-1][-1] += data
