"""``kit agree``: report how well raters agree, as a table, a CSV, and pictures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.model import LEVELS, PlainError
from kit.terminal import printable, say

if TYPE_CHECKING:
    from kit.measures.agreement.comparing import Row
    from kit.measures.agreement.ratings_table import Rated

_FIGURES = {
    "exact": "exact",
    "adjacent": "within 1",
    "kappa": "κ",
    "linear": "κ linear",
    "quadratic": "κ quadratic",
    "alpha": "α",
    "icc_single": "ICC(A,1)",
    "icc_average": "ICC(A,k)",
    "difference": "SMD",
}
_WITH_INTERVAL = ("quadratic", "alpha")


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="CSV", help="Long tables: response_id, rater, criterion, level.")
    ],
    by: Annotated[
        str | None, typer.Option(help="Write criterion to get a row for each criterion as well.")
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="A column that puts each text into a subgroup.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for agreement.csv and the pictures.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same intervals.")] = 1,
) -> None:
    """Compare two or more raters on the same texts. A rater is a person or the machine.

    You get exact and adjacent agreement, Cohen's kappa (plain, linear, quadratic), Krippendorff's alpha
    (ordinal), ICC(A,1) and ICC(A,k), and the standardized mean difference. Leave a level empty if the rater
    gave none. Results for groups of fewer than ten texts are withheld. If the withheld groups
    together have fewer than ten texts, the next smallest group is withheld too.

    Example: `kit agree anna.csv reading.csv --by criterion --out agreement`
    """
    from kit.measures.agreement.comparing import by_group, compare
    from kit.measures.results import Withheld

    if by not in (None, "criterion"):
        raise PlainError(f"--by {by} is unknown; leave it out, or write --by criterion.")
    ratings = _read(files, group)
    rows = compare(ratings, by_criterion=by is not None, seed=seed)
    if not rows:
        raise PlainError("these files name only one rater; agreement needs at least two.")
    _show(rows, "Agreement")
    lines = _csv_rows(rows, "")
    for one in by_group(ratings, by_criterion=by is not None, seed=seed) if group else ():
        if isinstance(one.rows, Withheld):
            say(f"\n{group} {one.name}: withheld, {one.rows.reason}.")
            lines.append({"group": one.name, "what": f"withheld: {one.rows.reason}"})
        else:
            _show(one.rows, f"{group} {one.name}")
            lines += _csv_rows(one.rows, one.name)
    say(
        "\nIn brackets: 95% intervals, from drawing the texts again. With few texts they are too narrow. "
        "Raters can agree and still be wrong."
    )
    if out is not None:
        for path in _write(ratings, lines, out, by_criterion=by is not None):
            say(path)


def _read(files: Sequence[Path], group: str | None) -> list[Rated]:
    """Return the ratings of all files as one table. Raises `TableFault` if two files hold the same rating."""
    from kit.measures.agreement.ratings_table import read_ratings
    from kit.spreadsheet import TableFault

    ratings: list[Rated] = []
    seen: dict[tuple[str, str, str], Path] = {}
    for file in files:
        for one in read_ratings(file.read_bytes(), str(file), group=group):
            # `read_ratings` has already checked for duplicates within one file.
            if (at := seen.setdefault((one.response, one.rater, one.criterion), file)) is not file:
                raise TableFault(
                    f"{one.rater} has rated {one.response} on {one.criterion} in {at} and in {file}; "
                    "if they are two people, give one of them a different name."
                )
            ratings.append(one)
    return ratings


def _show(rows: Iterable[Row], title: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=printable(title), title_justify="left")
    for name in ("what", "raters", "n"):
        table.add_column(name, overflow="fold")
    for label in _FIGURES.values():
        table.add_column(label, justify="right", no_wrap=True)
    for row in rows:
        left = f" (+{row.left_out} by one only)" if row.left_out else ""
        table.add_row(
            printable(row.what),
            printable(_who(row)),
            f"{row.n}{left}",
            *(_cell(row, name) for name in _FIGURES),
        )
    width = None if Console().is_terminal else 160
    Console(width=width, highlight=False, markup=False).print(table)


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


def _csv_rows(rows: Iterable[Row], group: str) -> list[dict[str, Any]]:
    """Return the same figures unrounded, one dictionary per row. A figure without a value is ``None``."""
    lines = []
    for row in rows:
        figures = {name: getattr(row, name) for name in _FIGURES}
        for name in _WITH_INTERVAL:
            figures[f"{name}_low"], figures[f"{name}_high"] = getattr(row, f"{name}_interval")
        about = {"group": group, "what": row.what, "raters": _who(row), "n": row.n}
        full = {name: None if math.isnan(value) else round(value, 6) for name, value in figures.items()}
        lines.append({**about, "by_one_only": row.left_out, **full})
    return lines


def _write(
    ratings: Sequence[Rated], lines: Sequence[dict[str, Any]], out: Path, *, by_criterion: bool
) -> list[Path]:
    """Write ``agreement.csv`` and, for each pair of raters, confusion matrices with alt text and a table."""
    from kit.files import replace
    from kit.measures.agreement.coefficients import confusion
    from kit.measures.agreement.comparing import pairs_of
    from kit.report.charts.confusion import confusion_drawn
    from kit.report.charts.drawn import charts_page
    from kit.spreadsheet import write_csv

    out.mkdir(parents=True, exist_ok=True)
    written = [out / "agreement.csv"]
    columns = list(dict.fromkeys(key for line in lines for key in line))
    write_csv(written[0], columns, ([line.get(column) for column in columns] for line in lines))
    raters = dict.fromkeys(one.rater for one in ratings)
    criteria = dict.fromkeys(one.criterion for one in ratings) if by_criterion else ()
    sets = {"all criteria": list(ratings)} | {c: [r for r in ratings if r.criterion == c] for c in criteria}
    for number, pair in enumerate(combinations(raters, 2), 1):
        for what, some in sets.items():
            first, second = pairs_of(some, pair)
            if not first:
                continue
            counts = [[int(n) for n in row] for row in confusion(first, second, LEVELS)]
            drawn = confusion_drawn(counts, pair, what)
            # A criterion's name may come from somebody else's file, so it can't be trusted in a path.
            stem = f"confusion_{number}_{re.sub('[^a-z0-9]+', '_', what.lower())[:40]}"
            written.append(drawn.write(out, stem)[0])
            replace(out / f"{stem}.html", charts_page(drawn.title, drawn.table_html).encode("utf-8"))
            replace(out / f"{stem}_alt.txt", drawn.alt.encode("utf-8"))
    return written
