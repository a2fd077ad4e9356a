"""``kit class``: commands about a whole class, each of which works on a course root."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kit.cli import class_certificates, class_forget, class_invite, class_new, class_status
from kit.cli.places import Place, Root
from kit.terminal import say, some

if TYPE_CHECKING:
    from kit.grading.sender import Sender
    from kit.grading.senders import Senders


class _ReportUnlessNamed(TyperGroup):
    """A group that runs ``report`` for ``kit class FOLDER``, as before there were subcommands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help"):
            args = ["report", *args]
        return super().parse_args(ctx, args)


_NAMED = 6

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
    pdf: Annotated[bool, typer.Option("--pdf", help="Also write both as PDF.")] = False,
    ratings: Place = None,
    name: Annotated[
        str | None, typer.Option(help="The course's name in the report. Default: the name in class.json.")
    ] = None,
) -> None:
    """Report on a class: this week on one page for you, and a version to share.

    `for_instructor_only.html` is for you alone: who has done what, how many texts reach level 2 on each
    criterion beside your target (`target` in class.json), and two things to teach next. It shows your own
    marks, whoever agreed and however few there are. A learner's sentence stands there only where that learner
    agreed to have one read in class. `report.html` is the version to share: only learners who agreed are in
    its numbers, no number is about fewer than ten people, and nobody's words are in it. Neither names a
    learner.
    Who is missing, and whose hand-in waits, stands by name in `for_instructor_only.csv` in the course root.

    Examples: `kit class report ~/fall-class` · `kit class report ~/fall-class --week equity --pdf`
    """
    from kit.report import make_report

    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    made = make_report(
        course_root, out or course_root / "report", ratings=place, name=name, pdf=pdf, week=week
    )
    say(f"{made.own}: this week on one page, then your own marks; for you only.")
    if made.own_pdf:
        say(f"{made.own_pdf}: the same to print.")
    say(f"{made.page}: the version to share; it names nobody and loads nothing from the internet.")
    if made.pdf:
        say(f"{made.pdf}: the same to print.")
    # Of a small class no picture is drawn.
    if made.pictures.is_dir():
        say(f"{made.pictures}: its pictures (SVG, PNG, alt text).")
    say(f"{made.tables}: its tables.")
    say(f"{made.names}: who is missing, by name; for you only, not part of the report.")


@command.command()
def learners(
    course_root: Root,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE", help="This hand-in is from its learner: accept its key and course folder too."
        ),
    ] = None,
    not_theirs: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="This hand-in is from somebody else.")
    ] = None,
) -> None:
    """List learners with their course folders, keys, and hand-ins, or decide about a hand-in that is held.

    A hand-in that `kit collect` holds waits for your decision; the list says why. Ask the learner. Then
    accept it by its code, or say that it isn't theirs, and collect again. Decisions are kept in learners.json
    in the course root.

    Examples: `kit class learners assignments` · `kit class learners assignments --accept 1f2e3d4c5b6a7988`
    """
    from kit.grading.left_out import drop_decided
    from kit.grading.senders import fingerprint, read_senders, write_senders

    senders = read_senders(course_root)
    folder = shlex.quote(str(course_root))
    decisions = [*((code, True) for code in accept or ()), *((code, False) for code in not_theirs or ())]
    decided = []
    for code, theirs in decisions:
        one = senders.decide(code, theirs)
        said = "accepted as" if theirs else "kept apart, because it is not"
        then = (
            "The very same file has already been collected, so there is nothing left to do."
            if theirs and senders.is_in_from_another(one)
            else f"Now run: kit collect {folder} {one.assignment}"
        )
        say(f"{one.named}: {said} {one.learner}'s. {then}")
        decided.append(one.code)
        if not theirs and (also := senders.also_signed(one)):
            named = [f"{s.named} ({_state(senders, s)}, code {s.code})" for s in also]
            say(f"  The same key also signed {some(named, _NAMED)}. Decide about each by its own code.")
    if decisions:
        write_senders(course_root, senders)
        drop_decided(course_root, decided)
        return
    # The same upload may have come in several downloads.
    uploads = list({one.code: one for one in senders.seen}.values())
    for one in filter(senders.waits, uploads):
        say(f"Waits for you: {one.sent_by or one.learner}, {one.assignment}, {one.named}: {one.held}")
        is_theirs, is_not = (
            (f"{one.learner} handed it in from this account", "If not")
            if senders.has_twin(one)
            else (f"It is {one.learner}'s", "It is not")
        )
        say(f"  {is_theirs}: kit class learners {folder} --accept {one.code}")
        say(f"  {is_not}: kit class learners {folder} --not-theirs {one.code}")
    for name, known in sorted(senders.learners.items()):
        folders = ", ".join(known.workspaces) or "not said"
        keys = ", ".join(map(fingerprint, known.keys)) or "none"
        say(f"{name}\n  course folders: {folders}\n  keys: {keys}")
        if known.uploaders:
            say(f"  uploaded by: {', '.join(known.uploaders)}")
        for one in (s for s in uploads if s.learner == name):
            state = _state(senders, one)
            if state == "accepted":
                state += f"; to collect it: kit collect {folder} {one.assignment}"
            elif state != "taken":
                state = f"{state.upper()}: {one.held}"
            say(f"  {one.code} {one.assignment}, {one.named}: {state}")
    if not senders.learners:
        say(f"Nothing has been collected in {course_root} yet.")


def _state(senders: "Senders", one: "Sender") -> str:
    if not one.held:
        return "taken"
    if senders.waits(one):
        return "held"
    return "kept apart" if senders.is_settled(one) else "accepted"
