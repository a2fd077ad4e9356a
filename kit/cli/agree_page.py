"""What ``kit agree`` reads, prints and writes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from kit.files import replace
from kit.measures.agreement.coefficients import confusion
from kit.measures.agreement.comparing import Interval, Row, pairs_of
from kit.measures.agreement.ratings_table import Rated, read_ratings
from kit.model import LEVELS
from kit.spreadsheet import TableFault, write_csv

_FIGURES = (
    ("exact", "exact"),
    ("adjacent", "within 1"),
    ("kappa", "κ"),
    ("linear", "κ linear"),
    ("quadratic", "κ quadratic"),
    ("alpha", "α"),
    ("icc_single", "ICC(A,1)"),
    ("icc_average", "ICC(A,k)"),
    ("difference", "SMD"),
)
_WITH_INTERVAL = {"quadratic", "alpha"}


def read_files(files: Sequence[Path], group: str | None) -> list[Rated]:
    """All files' ratings as one table; one rater's rating of a text may stand once only."""
    ratings: list[Rated] = []
    seen: dict[tuple[str, str, str], Path] = {}
    for file in files:
        found = read_ratings(file.read_bytes(), str(file), group=group)
        for one in found:
            key = (one.response, one.rater, one.criterion)
            if key in seen:
                raise TableFault(
                    f"{one.rater} has rated {one.response} on {one.criterion} in {seen[key]} and in {file}; "
                    "if they are two people, give one another name."
                )
            seen[key] = file
        ratings += found
    return ratings


def show(rows: Iterable[Row], title: str) -> None:
    """Print one table; the figures run down, as there are more of them than of pairs on a narrow screen."""
    from rich.console import Console
    from rich.table import Table

    rows = list(rows)
    table = Table(title=title, title_justify="left")
    for name in ("what", "raters", "n"):
        table.add_column(name, overflow="fold")
    for _, label in _FIGURES:
        table.add_column(label, justify="right", no_wrap=True)
    for row in rows:
        cells = [_cell(row, name) for name, _ in _FIGURES]
        left = f" (+{row.left_out} by one only)" if row.left_out else ""
        table.add_row(row.what, _who(row), f"{row.n}{left}", *cells)
    width = None if Console().is_terminal else 160
    Console(width=width, highlight=False, markup=False).print(table)


def csv_rows(rows: Iterable[Row], group: str) -> list[dict[str, Any]]:
    """The same figures in full, a dictionary a line; a figure without a value is empty."""
    return [
        {
            "group": group,
            "what": row.what,
            "raters": _who(row),
            "n": row.n,
            "by_one_only": row.left_out,
            **{name: _plain(getattr(row, name)) for name, _ in _FIGURES},
            **_ends("quadratic", row.quadratic_interval),
            **_ends("alpha", row.alpha_interval),
        }
        for row in rows
    ]


def write_pictures(
    ratings: Sequence[Rated], lines: Sequence[dict[str, Any]], out: Path, *, by_criterion: bool
) -> list[Path]:
    """Write ``agreement.csv`` and, for each pair of raters, squares of counts with words and table."""
    from kit.report.charts.confusion import confusion_drawn

    out.mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(key for line in lines for key in line))
    written = [out / "agreement.csv"]
    write_csv(written[0], columns, ([line.get(column) for column in columns] for line in lines))
    raters = list(dict.fromkeys(one.rater for one in ratings))
    criteria = list(dict.fromkeys(one.criterion for one in ratings)) if by_criterion else []
    sets = {"all criteria": list(ratings)} | {c: [r for r in ratings if r.criterion == c] for c in criteria}
    for number, pair in enumerate(combinations(raters, 2), 1):
        for what, some in sets.items():
            first, second = pairs_of(some, pair)
            if not first:
                continue
            counts = [[int(n) for n in row] for row in confusion(first, second, LEVELS)]
            drawn = confusion_drawn(counts, pair, what)
            # A criterion's name comes from a file somebody else may have made: it never makes a path.
            stem = f"confusion_{number}_{re.sub('[^a-z0-9]+', '_', what.lower())[:40]}"
            for suffix, data in (
                (".svg", drawn.svg()),
                (".png", drawn.png()),
                (".html", drawn.table_html.encode("utf-8")),
                ("_alt.txt", drawn.alt.encode("utf-8")),
            ):
                replace(out / f"{stem}{suffix}", data)
            written.append(out / f"{stem}.svg")
    return written


def _who(row: Row) -> str:
    return f"{row.pair[0]} · {row.pair[1]}" if row.pair else f"all {row.raters}"


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name)
    if math.isnan(value):
        return "not estimable" if name.startswith("icc") else "–"
    text = _number(value)
    if name in _WITH_INTERVAL:
        low, high = getattr(row, f"{name}_interval")
        text += "" if math.isnan(low) else f" [{_number(low)}, {_number(high)}]"
    return text


def _number(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)


def _ends(name: str, interval: Interval) -> dict[str, float | None]:
    return {f"{name}_low": _plain(interval.low), f"{name}_high": _plain(interval.high)}
