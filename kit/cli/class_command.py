"""``kit class``: a course root in, the cohort's report out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    course_root: Annotated[
        Path,
        typer.Argument(metavar="COURSE_ROOT", help="nbgrader's course root: gradebook.db and submitted/."),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the report; made if missing.")],
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf as well.")] = False,
    ratings: Annotated[
        str | None,
        typer.Option(
            "--ratings",
            help="Ratings by several markers: a file, or postgresql://…; else ratings.db there.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="What the course is called in the report; else as its folder."),
    ] = None,
) -> None:
    """Report on a class: who has done what, what it can and cannot yet do, change, what to teach next.

    Only learners who agreed to it are in numbers on words and ratings, and no number is about fewer than
    ten people. The report names nobody. Who is missing stands by name in `for_instructor_only.csv` in the
    course root, for you alone.

    Example: `kit class assignments --out report --pdf`
    """
    from kit.report import make_report

    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    made = make_report(course_root, out, ratings=place, name=name, pdf=pdf)
    typer.echo(f"{made.page}: the report; it names nobody and fetches nothing.")
    if made.pdf:
        typer.echo(f"{made.pdf}: the same to print.")
    typer.echo(f"{made.pictures} and {made.tables}: its pictures (SVG, PNG, alt text) and their tables.")
    typer.echo(f"{made.names}: who is missing, by name; for you alone, and no part of the report.")
