"""``kit collect``: bring in hand-ins from any source and get them ready to mark."""

import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.places import Root
from kit.terminal import say, some

if TYPE_CHECKING:
    from kit.grading.intake import TakenIn

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
    counts = [_counted(assignments[one].title, one, taken) for one in taken.collected]
    say(f"{'; '.join(counts) or 'No hand-in of this course came'}.")
    notes = {
        "Taken by the account, since they haven't used the invitation": taken.without_invitation,
        "Replaced one of another course folder or of a restored backup": taken.replaced,
        "Without a reflection": taken.empty,
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
    marked = [one for one, who in taken.collected.items() if who and assignments[one].graded]
    say(f"Next: kit mark {folder} {marked[-1]}" if marked else f"Next: kit class status {folder}")
    if not taken.is_whole:
        raise typer.Exit(1)


def _counted(title: str, assignment: str, taken: "TakenIn") -> str:
    def number(what: Mapping[str, tuple[str, ...]]) -> int:
        return len(what.get(assignment, ()))

    newer = f", {number(taken.newer)} newer" if number(taken.newer) else ""
    return f"{title}: {number(taken.collected)} collected, {number(taken.new)} new{newer}"


def _some(names: Iterable[str]) -> str:
    everybody = list(names)
    return f"{len(everybody)} ({some(everybody, _NAMED)})"
