"""``kit class``: commands about a whole class, each of which works on a course root."""

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kit.cli import class_certificates, class_forget, class_invite, class_new, class_status
from kit.cli.places import Place, Root
from kit.terminal import say


class _ReportUnlessNamed(TyperGroup):
    """A group that runs ``report`` for ``kit class FOLDER``, as before there were subcommands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help"):
            args = ["report", *args]
        return super().parse_args(ctx, args)


command = typer.Typer(
    cls=_ReportUnlessNamed,
    no_args_is_help=True,
    help="The whole class: its folder, its progress, its invitations, its report. `kit class FOLDER` "
    "is short for `kit class report FOLDER`.\n\n"
    "Examples: `kit class new ~/fall-class` · `kit class status ~/fall-class` · "
    "`kit class report ~/fall-class`",
)
for _function in (
    class_new.new,
    class_status.status,
    class_invite.invite,
    class_certificates.certificates,
    class_forget.forget,
):
    command.command()(_function)


@command.command()
def report(
    course_root: Root,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the report; made if missing. Default: the folder report in the course root.",
            show_default=False,
        ),
    ] = None,
    week: Annotated[
        str | None,
        typer.Option(metavar="ID", help="This week's assignment. Default: the latest one with marks."),
    ] = None,
    share: Annotated[
        bool, typer.Option("--share", help="Make the version to share, once, when the course has ended.")
    ] = False,
    replace: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Make the version to share again; the reason stands on it."),
    ] = None,
    ratings: Place = None,
    name: Annotated[
        str | None, typer.Option(help="The course's name in the report. Default: the name in class.json.")
    ] = None,
) -> None:
    """Report on a class: this week on one page for you, and once, at the end, a version to share.

    `for_instructor_only.html` is for you alone: who has done what, how many texts reach level 2 on each
    criterion beside your target (`target` in class.json), and two things to teach next. It shows your own
    marks, whoever agreed and however few there are. A learner's sentence stands there only where that learner
    agreed to have one read in class. Who is missing, and whose hand-in waits, stands by name in `who.csv`.

    With `--share`, `report.html` is made instead: at least ten people who agreed in every table, coarse
    numbers, and nobody's words. Both pages print from the browser.

    Examples: `kit class report ~/fall-class` · `kit class report ~/fall-class --share`
    """
    from kit.report import make_own, make_shared

    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    folder = out or course_root / "report"
    if share or replace:
        page = make_shared(course_root, folder, name=name, reason=replace or "")
        say(f"{page}: the version to share; it names nobody and loads nothing from the internet.")
        return
    own = make_own(course_root, folder, ratings=place, name=name, week=week)
    say(f"{own}: this week on one page, then your own marks; for you only.")


@command.command()
def export(
    course_root: Root,
    out: Annotated[Path, typer.Option(help="A new folder for the tables; made if missing.")],
) -> None:
    """Write a class's tables as Parquet, for `kit cohort` and for other programs.

    Only people who agreed are in them. Codes stand in place of their ids and are made anew each time; no
    text, no name and no marker is in them.

    Example: `kit class export ~/fall-class --out exports/fall`
    """
    from kit.report.export import export_class

    for path in export_class(course_root, out):
        say(path)


@command.command()
def learners(
    course_root: Root,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="This hand-in is from its learner.")
    ] = None,
    not_theirs: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="This hand-in is from somebody else.")
    ] = None,
) -> None:
    """List the hand-ins that are held until you say whose they are, or decide about them.

    Ask the learner. Then accept a hand-in by its code, or say that it isn't theirs, and collect again.
    Decisions are kept in learners.json in the class folder.

    Examples: `kit class learners ~/fall-class` · `kit class learners ~/fall-class --accept 1f2e3d4c5b6a7988`
    """
    from kit.grading.learners_file import decide, read_table

    folder = shlex.quote(str(course_root))
    decisions = [*((code, True) for code in accept or ()), *((code, False) for code in not_theirs or ())]
    for one in decide(course_root, decisions) if decisions else ():
        words = "accepted as" if one.counts else "kept apart, because it is not"
        say(f"{one.file}: {words} {one.learner}'s. Now run: kit collect {folder}")
    waits = [] if decisions else read_table(course_root).waits()
    for one in waits:
        say(f"{one.sent_by or one.learner}, {one.assignment}: {one.why}")
        say(f"  It is {one.learner}'s, and may replace what {one.learner} handed in:")
        say(f"    kit class learners {folder} --accept {one.code}")
        say(f"  It is not {one.learner}'s: kit class learners {folder} --not-theirs {one.code}")
    if not (waits or decisions):
        say("No hand-in is held.")
