"""``kit demo``: make a whole year of a made-up class, to explore and to try things out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.terminal import say

if TYPE_CHECKING:
    from kit.demo.steps import Progress as HowFar


def command(
    out: Annotated[Path, typer.Option(metavar="DIR", help="A folder that is empty or doesn't exist yet.")],
    learners: Annotated[int, typer.Option(help="How many made-up learners.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same texts and marks.")] = 1,
) -> None:
    """Make a sample class: a year of made-up learners, from their journals to the report.

    Twelve learners hand in eight assignments, two markers mark them, nbgrader makes the feedback, and the
    class report is written. Nobody in it is real, and every page says so. Nothing is written outside DIR.

    Example: `kit demo --out sample_class`
    """
    from kit.demo.places import lines
    from kit.demo.steps import make_year

    with showing() as on_progress:
        places = make_year(out, learners, seed, on_progress=on_progress)
    say(f"\nAll of this is made up: {learners} learners, seed {seed}.\n")
    for line in lines(places):
        say(line)


@contextmanager
def showing() -> Iterator[Callable[["HowFar"], None]]:
    """Show a progress bar for each step of a made-up year while the block runs."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    from kit.demo.steps import STEPS

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    widest = max(len(step.said) for step in STEPS)
    with Progress(*columns) as shown:
        tasks: dict[str, TaskID] = {}

        def on_progress(now: "HowFar") -> None:
            if now.step not in tasks:
                tasks[now.step] = shown.add_task(now.step.ljust(widest))
            shown.update(tasks[now.step], completed=now.done, total=now.units)

        yield on_progress
