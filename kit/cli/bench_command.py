"""``kit bench``: measure on this machine what the course promises."""

from __future__ import annotations

import json
import platform
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.places import from_lab
from kit.model import NotFound
from kit.terminal import say

if TYPE_CHECKING:
    from kit.bench import Measured


def command(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="cohort|reading|marking",
            help="cohort: 100,000 texts, 1,000,000 ratings. reading: the model card's figures. marking: "
            "autograde, collecting, the desk, feedback, grades, and its keys compared with Formgrader's.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="import, form, pages, save, reading, marking, collect, desk, feedback, grades or keys; may "
            "be given more than once. For kit bench reading: speed."
        ),
    ] = None,
    texts: Annotated[int, typer.Option(min=1, help="Number of texts in the cohort.")] = 100_000,
    ratings: Annotated[int, typer.Option(min=1, help="Number of self-ratings in the cohort.")] = 1_000_000,
) -> None:
    """Measure how fast the course's tools are, and how many keys marking takes, on this machine.

    It measures import, the first form, pages, saving, reading, marking, collecting, the desk, feedback,
    grades, and keys. This takes a few minutes, most of them for the pages, which open in Chromium. The
    figures are rough, and nothing fails for being slow.

    `kit bench cohort` measures a large cohort: peak memory, time per text, a second worker, and finding one
    course in it. `kit bench reading` runs only in a checkout of the source. It measures how well the reader
    agrees with people, with every figure in its model card.

    Examples: `kit bench --only save --only reading` · `kit bench cohort --texts 10000 --ratings 100000` ·
    `kit bench reading` · `kit bench reading --only speed` · `kit bench marking`
    """
    from kit.bench import MEASURES

    if what == "marking":
        what, only = None, ["marking", "collect", "desk", "feedback", "grades", "keys"]

    if what == "reading":
        if only not in (None, [], ["speed"]):
            raise NotFound(
                "for the reading, only speed can be measured on its own: kit bench reading --only speed"
            )
        with from_lab():
            from lab.levels.figures import levels
            from lab.levels.speed import speed

        found = list(speed()) if only else [*levels(), *MEASURES["reading"]()]
    elif what == "cohort":
        from kit.bench.cohort import cohort

        found = list(cohort(texts, ratings, lambda said: say(said, err=True)))
    elif what is not None:
        raise NotFound(
            f"there is no measurement called {what!r}; type: kit bench cohort, reading or marking, or kit "
            "bench."
        )
    else:
        for name in only or ():
            if name not in MEASURES:
                raise NotFound(f"there is no measurement called {name!r}; choose from {', '.join(MEASURES)}.")
        found = [one for name in MEASURES if not only or name in only for one in MEASURES[name]()]
    if as_json:
        about = {"schema": 1, "python": platform.python_version(), "system": platform.platform(terse=True)}
        say(json.dumps({**about, "measured": [m._asdict() for m in found]}, indent=2))
    else:
        _show(found)


def _show(found: list[Measured]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("what")
    table.add_column("here", justify="right")
    table.add_column("compared with", justify="right")
    table.add_column("how")
    for one in found:
        value = "skipped" if one.value is None else f"{one.value:.3g} {one.unit}".strip()
        beside = "" if one.beside is None else f"{one.beside:.3g} {one.unit}".strip()
        table.add_row(one.name, value, beside, escape(one.skipped or one.how))
    Console().print(table)
