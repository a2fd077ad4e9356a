"""``kit class``: a course root in, what an instructor wants to know of the whole class out."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kit.cli.places import Place, Root
from kit.terminal import say


class _ReportUnlessNamed(TyperGroup):
    """``kit class FOLDER`` stays what it was before there were several commands: the report."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help"):
            args = ["report", *args]
        return super().parse_args(ctx, args)


command = typer.Typer(
    cls=_ReportUnlessNamed,
    no_args_is_help=True,
    help="The whole class: its report. `kit class FOLDER` alone is `kit class report FOLDER`.\n\n"
    "Example: `kit class report assignments --out report --pdf`",
)


@command.command()
def report(
    course_root: Root,
    out: Annotated[Path, typer.Option(help="Folder for the report; made if missing.")],
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf as well.")] = False,
    ratings: Place = None,
    name: Annotated[
        str | None, typer.Option(help="What the course is called in the report; else as its folder.")
    ] = None,
) -> None:
    """Report on a class: who has done what, what it can and cannot yet do, change, what to teach next.

    Only learners who agreed to it are in numbers on words and ratings, and no number is about fewer than
    ten people. The report names nobody. Who is missing stands by name in `for_instructor_only.csv` in the
    course root, for you alone.

    Example: `kit class report assignments --out report --pdf`
    """
    from kit.report import make_report

    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    made = make_report(course_root, out, ratings=place, name=name, pdf=pdf)
    say(f"{made.page}: the report; it names nobody and fetches nothing.")
    if made.pdf:
        say(f"{made.pdf}: the same to print.")
    # Of a small class no picture is drawn.
    if made.pictures.is_dir():
        say(f"{made.pictures}: its pictures (SVG, PNG, alt text).")
    say(f"{made.tables}: its tables.")
    say(f"{made.names}: who is missing, by name; for you alone, and no part of the report.")
