"""``kit agree``: how far raters agree, as a table."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="CSV", help="Long tables: response_id, rater, criterion, level.")
    ],
    by: Annotated[
        str | None, typer.Option(help="Write criterion to get a row for each criterion as well.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Also write the table as CSV.")] = None,
) -> None:
    """Compare two or more raters on the same texts. A rater is a person or the machine.

    You get the share of the same level and of at most one level apart, Cohen's kappa with quadratic weights
    and its 95% interval, Krippendorff's alpha (ordinal), and how much more generous the second rater is.
    Leave a level empty if the rater gave none. With few texts, the intervals are too narrow. Raters can agree
    and still be wrong.

    Example: `kit agree anna.csv reading.csv --by criterion --out agreement.csv`
    """
    import pandas as pd

    from kit.spreadsheet import write_csv
    from kit.statistics.agreement import agreement
    from kit.statistics.tables import levels_in

    found = agreement(pd.concat([levels_in(file) for file in files], ignore_index=True), by=by)
    say(found.round(2).to_string(na_rep="–"))
    if out is not None:
        write_csv(out, ("criterion", *found.columns), found.reset_index().to_numpy().tolist())
        say(out)
