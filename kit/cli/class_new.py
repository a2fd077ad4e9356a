"""``kit class new``: make a course root for a class, empty or with a made-up class in it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.model import PlainError
from kit.terminal import say

if TYPE_CHECKING:
    from kit.classroom import Settings


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The new class's folder, outside the course's own files.")
    ],
    sample: Annotated[
        bool,
        typer.Option(
            "--sample", help="Fill it with a made-up class whose work is handed in and marked, with feedback."
        ),
    ] = False,
    unmarked: Annotated[
        bool, typer.Option("--unmarked", help="Fill it with the same class, collected but not marked yet.")
    ] = False,
    course: Annotated[
        str | None, typer.Option(metavar="NAME", help="The class's name, for invitations.")
    ] = None,
    term: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which term it is, such as Fall 2026, for kit cohort.")
    ] = None,
    hand_in_to: Annotated[
        str | None, typer.Option(metavar="WHERE", help="Where hand-ins go, such as: Canvas, Assignments.")
    ] = None,
) -> None:
    """Make a folder for a class: nbgrader's configuration, the assignments, and a table of due dates.

    Fill in `due.csv` in a spreadsheet. `class.json` holds the class's name, the term, where hand-ins go, and
    what share of texts a second person marks. You can run this again: it adds what is missing and changes
    nothing that is there.

    Examples: `kit class new ~/fall-class --course "Partnership, fall 2026"` · to try things on:
    `kit class new ~/practice --unmarked`
    """
    from pydantic import ValidationError

    from kit.classroom import Settings
    from kit.classroom.new import start_class

    if sample and unmarked:
        raise PlainError("--sample and --unmarked fill the folder in different ways; use only one of them.")
    try:
        settings = Settings(course=course, term=term, hand_in_to=hand_in_to)
    except ValidationError as fault:
        option = "--" + str(fault.errors()[0]["loc"][0]).replace("_", "-")
        raise PlainError(f"{option} must be 1 to 300 characters on one line; write it again.") from None
    if sample or unmarked:
        _made_up(folder, marked=sample)
    added = start_class(folder, settings)
    _stays(folder, settings)
    named = shlex.quote(str(folder))
    if sample or unmarked:
        say(f"{folder}: a made-up class to try things on; nobody in it exists.")
        say(f"Next: kit class status {named}" if sample else f"Next: kit mark {named} equity")
        return
    say(f"{folder}: added {', '.join(added)}." if added else f"{folder}: nothing was missing.")
    say(f"Next: write the dates into {folder / 'due.csv'}, then: kit roster {named} EXPORT.csv")


def _stays(folder: Path, asked: Settings) -> None:
    """Report each option that was not applied because the class's settings file already existed."""
    from kit.classroom.settings import FILE, read_settings

    kept = read_settings(folder)
    for name in ("course", "term", "hand_in_to"):
        new, old = getattr(asked, name), getattr(kept, name)
        if new is not None and new != old:
            what = name.replace("_", "-")
            stays = "stays empty" if old is None else f"stays {old}"
            say(f"--{what} {new} was not used: in {folder / FILE}, {name} {stays}. Change it there.")


def _made_up(folder: Path, *, marked: bool) -> None:
    from kit.cli.demo_command import showing
    from kit.demo.class_root import fill_class

    with showing() as on_progress:
        fill_class(folder, marked=marked, on_progress=on_progress)
