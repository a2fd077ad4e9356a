"""``kit agree``: how far raters agree, as a table, a CSV and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="CSV", help="Long tables: response_id, rater, criterion, level."),
    ],
    by: Annotated[
        str | None, typer.Option("--by", help="criterion: a row for each, too.", show_default=False)
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--group", metavar="COLUMN", help="A column with subgroups of the texts.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for agreement.csv and the pictures.", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same intervals.")] = 1,
) -> None:
    """Compare raters, people or the machine's reading, on the same texts.

    Exact and adjacent agreement, Cohen's kappa (plain, linear, quadratic), Krippendorff's alpha (ordinal),
    ICC(A,1) and ICC(A,k), the standardised mean difference. An empty level is one that a rater did not give.
    Groups of fewer than ten texts are withheld, and the next smallest with a single one.

    Example: `kit agree anna.csv reading.csv --by criterion --out agreement`
    """
    from kit.cli.agree_page import csv_rows, read_files, show, write_pictures
    from kit.measures.agreement.comparing import by_group, compare
    from kit.measures.results import Withheld
    from kit.model import KitError

    if by not in (None, "criterion"):
        raise KitError(f"--by {by} is unknown; leave it out, or write --by criterion.")
    ratings = read_files(files, group)
    rows = compare(ratings, by_criterion=by is not None, seed=seed)
    if not rows:
        raise KitError("only one rater is named in these files; agreement takes two.")
    show(rows, "Agreement")
    lines = csv_rows(rows, "")
    for one in by_group(ratings, by_criterion=by is not None, seed=seed) if group else ():
        if isinstance(one.rows, Withheld):
            typer.echo(f"\n{group} {one.name}: withheld, {one.rows.reason}.")
            lines.append({"group": one.name, "what": f"withheld: {one.rows.reason}"})
        else:
            show(one.rows, f"{group} {one.name}")
            lines += csv_rows(one.rows, one.name)
    typer.echo(
        "\nIn brackets: 95 % intervals, texts drawn again. They are too narrow with few texts. "
        "Agreement is not being right."
    )
    if out is not None:
        for path in write_pictures(ratings, lines, out, by_criterion=by is not None):
            typer.echo(path)
