"""``kit collect``: bring in hand-ins from any source and get them ready to mark."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Root
from kit.terminal import say, some

_NAMED = 3


def command(
    course_root: Root,
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as equity.")],
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="FROM",
            show_default=False,
            help="What you downloaded: a zip, or a folder of zips. Without it, earlier downloads are read "
            "again.",
        ),
    ] = None,
    exchange: Annotated[
        bool, typer.Option("--exchange", help="Also collect hand-ins from nbgrader's exchange on a hub.")
    ] = False,
) -> None:
    """Collect hand-ins and get them ready to mark, in one step. It runs nbgrader's own commands.

    FROM is one hand-in, Canvas's submissions.zip, the zip of all hand-ins from Moodle or Blackboard, or a
    folder with any of these. It is copied and not changed. A file that can't be collected, such as a Word
    file or a picture, is left out with a reason, and the rest are collected. You can stop this at any time
    and run it again.

    The exit code is 0 when everything was collected, 1 when something was left out or is held, and 2 when
    nothing could be done.

    Examples: `kit collect ~/fall-class equity ~/Downloads/submissions.zip` · on a hub:
    `kit collect . equity --exchange`
    """
    from kit.classroom import read_roster
    from kit.content import compiled
    from kit.grading.checking import NO_REFLECTION
    from kit.grading.intake import take_in

    taken = take_in(course_root, assignment, source, exchange=exchange)
    folder = shlex.quote(str(course_root))
    say(f"{assignment}: {len(taken.collected)} collected, {len(taken.new)} of them new.")
    say(f"Newer revisions: {_some(taken.newer)}.")
    if taken.older:
        say(f"An older hand-in than the one already collected; the newer one is kept: {_some(taken.older)}.")
    if taken.empty:
        say(f"{len(taken.empty)} without a reflection: {', '.join(taken.empty)}. Send them:")
        say(NO_REFLECTION.format(next(one.title for one in compiled().assignments if one.id == assignment)))
    listed = {one.id for one in read_roster(course_root)}
    if listed and (others := tuple(who for who in taken.collected if who not in listed)):
        outside = f"Collected but not in roster.csv, so in no number: {', '.join(others)}."
        say(f"{outside} Import a list that has them: kit roster.")
    held = sorted({one.whose for one in taken.held})
    # No period after a command: people would copy it along with the folder's name.
    decide = f"; say whose each is: kit class learners {folder}" if held else "."
    say(f"Held: {_some(tuple(held))}{decide}")
    send = f"; why, and a sentence to send each: {taken.report}" if taken.left_out else ""
    say(f"Left out: {len(taken.left_out)}{send}.")
    marked = any(one.id == assignment and one.graded for one in compiled().assignments)
    if marked and taken.collected:
        say(f"Next: kit mark {folder} {assignment}")
    else:
        say(f"Next: kit class status {folder}")
    if not taken.is_whole:
        raise typer.Exit(1)


def _some(names: tuple[str, ...]) -> str:
    if not names:
        return "0"
    return f"{len(names)} ({some(names, _NAMED)})"
