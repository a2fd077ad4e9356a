"""``kit cohort``: read the answers of many courses and write them as tables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.cli.places import course_root
from kit.terminal import say

if TYPE_CHECKING:
    from kit.cohort.making import Made


def command(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER",
            help="Course roots of nbgrader, course folders, journals, hand-in zips, folders of these, or the "
            "address of such a folder in a store, such as s3://bucket/courses.",
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="The table of self-ratings: NAME.parquet, or a new folder (or s3://…) for many files.",
        ),
    ],
    summary: Annotated[
        Path | None,
        typer.Option(
            help="Also write counts and means of the course roots as CSV; groups under 10 are withheld."
        ),
    ] = None,
    attainment: Annotated[
        Path | None,
        typer.Option(
            help="Also write the marks that count, by course, term, assignment and criterion, as CSV, with a "
            "Parquet file and a data dictionary of every column next to it. Groups under 10 are withheld."
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="How many processes run at a time. Default: one for each core.")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="duckdb, process or dask (entry point group kit.engines).")
    ] = "duckdb",
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask cluster that is already running. Without TLS, anybody who can reach it can run code "
            "as its owner.",
        ),
    ] = None,
    reader: Annotated[str | None, typer.Option(help="Which reader (entry point group kit.readers).")] = None,
    ids: Annotated[
        bool,
        typer.Option(
            "--ids", help="Keep learners' ids, to join other tables. Default: a code for each learner."
        ),
    ] = False,
) -> None:
    """Read the journals of many courses into Parquet: self-ratings, and readings of graded reflections.

    The tables include only learners who said yes to `consent.use`. Private answers are never read. A damaged
    file is named and skipped, and the exit code is then 3. The old tables are replaced only at the end. If
    the command is stopped before that, run it again and it continues where it stopped. The numbers are the
    same with every engine.

    `--attainment` also adds up the marks that count in each course root, for the same learners. They come
    from its gradebook and its ratings.db. A course's term comes from its class.json. A course contributes
    only what its own report may show, by the same ledger of released groups.

    Examples: `kit cohort courses/ --out cohort.parquet --summary summary.csv` · the program's view:
    `kit cohort courses/ --out cohort.parquet --attainment attainment.csv` ·
    `kit cohort s3://bucket/courses --out s3://bucket/cohort --engine dask --scheduler tls://head:8786`
    """
    try:
        from kit.cohort.engines import engine as find_engine
        from kit.cohort.making import make_cohort
        from kit.cohort.places import is_store, place
    except ModuleNotFoundError as fault:
        from kit.model import MissingExtra

        raise MissingExtra(f"kit cohort needs {fault.name}", "scale") from None
    from rich.console import Console
    from rich.progress import Progress

    used = find_engine(engine, workers=_cores() if workers is None else workers, scheduler=scheduler)
    with closing(used), Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("learners", total=None)
        made = make_cohort(
            [place(one) if is_store(one) else course_root(one) for one in paths], place(out), used,
            summary=summary, reader=reader, ids=ids,
            attainment=(attainment, _marks_of) if attainment else None,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )  # fmt: skip
    raise typer.Exit(_say(made, ids))


def _marks_of(root: Path) -> Iterable[Mapping[str, Any]]:
    from kit.grading.counting import marks_that_count

    return marks_that_count(root).marks


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _say(made: Made, ids: bool) -> int:
    for sentence in made.problems:
        say(f"kit: {sentence}", err=True)
    if made.more_problems:
        say(f"kit: {made.more_problems} more problems, one on each line of {made.problems_file}.", err=True)
    for sentence in made.notes:
        say(f"note: {sentence}", err=True)
    say(
        f"{made.consenting} of {made.learners} learners in {made.courses} "
        f"course{'' if made.courses == 1 else 's'} said yes and are in the tables; "
        + ("they have learners' ids." if ids else "codes replace learners' ids (--ids keeps the ids).")
    )
    say(f"{made.table}: {made.ratings} self-ratings.")
    say(f"{made.readings}: {made.texts} texts, read for a second opinion; nothing in it is a mark.")
    if made.summary:
        say(f"{made.summary}: counts and means by question and occasion.")
    if made.attainment:
        table, parquet, dictionary = made.attainment
        say(f"{table} and {parquet}: levels by course, term, assignment and criterion.")
        say(f"{dictionary}: what each column of these tables is.")
    return 3 if made.problems else 0
