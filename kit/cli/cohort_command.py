"""``kit cohort``: what many classes can do together, from their exports."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    exports: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER",
            help="What kit class export wrote: a folder, or an address such as s3://bucket/fall.",
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="Also write the table as CSV.")] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask cluster that is already running. Without TLS, anybody who can reach it can run code "
            "as its owner.",
        ),
    ] = None,
) -> None:
    """Add up many classes: levels by assignment and criterion, and change in self-ratings by dimension.

    A number is about at least ten people besides those of the largest class in it, so that no class can
    subtract its own. What one class can do stands in its own version to share.

    Example: `kit cohort exports/fall exports/spring summer --out cohort.csv`
    """
    from kit.report.cohort import cohort

    table = cohort(exports, scheduler=scheduler)
    say(table.to_string(na_rep=""))
    if out is not None:
        table.to_csv(out)
        say(out)
