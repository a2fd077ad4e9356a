"""``kit collect``: bring in hand-ins from any source and get them ready to mark."""

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Root
from kit.terminal import say, some

_NAMED = 3


def command(
    course_root: Root,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            show_default=False,
            help="What you downloaded: zips, or folders of zips. Without any, earlier ones are read again.",
        ),
    ] = None,
    exchange: Annotated[
        bool, typer.Option("--exchange", help="Also collect hand-ins from nbgrader's exchange on a hub.")
    ] = False,
) -> None:
    """Collect hand-ins and get them ready to mark, in one step. It runs nbgrader's own commands.

    FILE is one hand-in, Canvas's submissions.zip, the zip of all hand-ins from Moodle or Blackboard, or a
    folder with any of these. Each hand-in names its assignment, so one FILE may hold several weeks. Hand-ins
    are copied, and nothing else is kept. A file that can't be collected, such as a Word file or a picture, is
    left out with a reason, and the rest are collected. You can stop this at any time and run it again.

    `who.csv` in the class folder says who has to be told what, with a sentence to send.

    The exit code is 0 when everything was collected, 1 when something was left out or is held, and 2 when
    nothing could be done.

    Examples: `kit collect ~/fall-class ~/Downloads/submissions.zip` · on a hub: `kit collect . --exchange`
    """
    from kit.content import compiled
    from kit.grading.intake import take_in

    assignments = {one.id: one for one in compiled().assignments}
    files = list(sources or ())
    if files and str(files[0]) in assignments and not files[0].exists():
        say(f"Each hand-in names its assignment, so {files[0]} is no longer needed here.", err=True)
        files = files[1:]
    taken = take_in(course_root, files, exchange=exchange)
    folder = shlex.quote(str(course_root))

    def listed(who: Iterable[str]) -> list[str]:
        # Who isn't on the class list is in no number but their own.
        return [one for one in who if one not in taken.strangers]

    def counted(assignment: str) -> str:
        collected, new, newer = (
            len(listed(by.get(assignment, ()))) for by in (taken.collected, taken.new, taken.newer)
        )
        more = f", {newer} newer" if newer else ""
        return f"{assignments[assignment].title}: {collected} collected, {new} new{more}"

    counts = [counted(one) for one in taken.collected]
    say(f"{'; '.join(counts) or 'No hand-in of this course came'}.")
    notes = {
        "Taken by the account, since they haven't used the invitation": listed(taken.without_invitation),
        "Replaced one of another course folder or of a restored backup": listed(taken.replaced),
        "Without a reflection": listed(taken.empty),
        "Not in roster.csv, so in no number": taken.strangers,
    }
    if any(notes.values()):
        say(" ".join(f"{what}: {_some(who)}." for what, who in notes.items() if who))
    if taken.held:
        # No period after a command: people would copy it along with the folder's name.
        held = sorted({one.sent_by or one.learner for one in taken.held})
        say(f"Held: {_some(held)}; say whose each is: kit class learners {folder}")
    if taken.left_out:
        say(f"Left out: {len(taken.left_out)}.")
    if taken.who:
        say(f"Who has to be told what, with a sentence to send: {taken.who}")
    marked = [one for one, who in taken.collected.items() if listed(who) and assignments[one].graded]
    say(f"Next: kit mark {folder} {marked[-1]}" if marked else f"Next: kit class status {folder}")
    if not taken.is_whole:
        raise typer.Exit(1)


def _some(names: Iterable[str]) -> str:
    everybody = list(names)
    return f"{len(everybody)} ({some(everybody, _NAMED)})"
