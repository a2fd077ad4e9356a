"""A report's charts: as pictures with their words and tables, and as files beside the report."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kit.report.blocks import Picture
from kit.report.charts.drawn import Table
from kit.spreadsheet import cell

if TYPE_CHECKING:
    from kit.report.charts.drawn import Drawn


class Album:
    """Every chart of one report, by name."""

    def __init__(self) -> None:
        self._drawn: dict[str, Drawn] = {}

    def picture(self, drawn: Drawn) -> Picture:
        """A report's picture of a chart, which is kept for `save`."""
        name = re.sub(r"\W+", "_", drawn.name)
        self._drawn[name] = drawn
        svg = drawn.svg().decode("utf-8")
        return Picture(name, svg, drawn.alt, drawn.title, drawn.tables)

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
            for n, table in enumerate(drawn.tables, 1):
                written.append(tables / (f"{name}.csv" if n == 1 else f"{name}_{n}.csv"))
                write_csv(table, written[-1])
        return written


def write_csv(table: Table, path: Path) -> None:
    """Write a table so that a spreadsheet takes no cell for a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(map(cell, row) for row in (table.columns, *table.rows))
