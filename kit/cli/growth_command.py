"""``kit growth``: how self-ratings change over the course, as two tables and a page of pictures."""

from html import escape
from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Journals, workspace folders, hand-in zips, nbgrader's course root, or a table (CSV).",
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the page and the tables; made if missing.")],
) -> None:
    """Draw how self-ratings change over the course: `growth.html`, `growth.csv` and `change.csv`.

    The page has a picture and a table for each learner; `change.csv` has the change of the group, if there
    are at least ten. These files name people and hold everybody's answers, whether or not they agreed: they
    are for you alone. Bias is not rated and has no line. A missing rating is a gap, not a zero.

    Example: `kit growth ~/partnership-course --out growth`
    """
    import pandas as pd

    from kit.files import replace
    from kit.measures import COLUMNS
    from kit.spreadsheet import write_csv
    from kit.statistics.change import growth
    from kit.statistics.charts import NAMES, chart
    from kit.statistics.tables import self_ratings_of
    from kit.web_page import web_page

    table = pd.concat([self_ratings_of(path) for path in paths]).drop_duplicates()
    parts = []
    for learner, mine in table.groupby("learner"):
        drawn = chart(mine)
        means = mine.pivot_table(index="dimension", columns="occasion", values="value").rename(columns=NAMES)
        numbers = means.round(1).rename_axis(None).rename_axis(None, axis=1).to_html(na_rep="–", border=0)
        parts.append(f"<section><h2>{escape(str(learner))}</h2>{drawn.svg()}{numbers}</section>")
    out.mkdir(parents=True, exist_ok=True)
    title = "Self-ratings over the course"
    page = web_page(title, f"<h1>{title}</h1>" + "".join(parts), "")
    replace(out / "growth.html", page.encode("utf-8"), 0o600)
    rows = table[list(COLUMNS)].assign(at=[one.isoformat() for one in table["at"]])
    rows = rows.astype(object).where(rows.notna(), None)
    write_csv(out / "growth.csv", COLUMNS, rows.to_numpy().tolist(), mode=0o600)
    changed = growth(table).reset_index()
    write_csv(out / "change.csv", [str(one) for one in changed], changed.to_numpy().tolist(), mode=0o600)
    people = table["learner"].nunique()
    say(f"{out / 'growth.html'}: a picture and a table for each of {people} people; for you only.")
    say(f"{out / 'growth.csv'} and {out / 'change.csv'}: the numbers as tables.")
