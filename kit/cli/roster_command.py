"""``kit roster``: add a learning platform's class list to a class."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Gradebook, course_root
from kit.files import require_folder
from kit.model import PlainError
from kit.terminal import printable, say


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", parser=course_root, help="The class's folder (nbgrader's course root)."
        ),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The class list that the platform exported.")],
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT=HEADING",
            help="Says which heading is the id, name, first, last, email, login, lms_id, section or role.",
        ),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option("--whole", help="The file lists the whole class: learners who aren't in it have left."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before changing what is there.")] = False,
    gradebook: Gradebook = None,
) -> None:
    """Take in a class list from Canvas, Moodle, Blackboard, Google Classroom, or any CSV.

    Learners are added to `roster.csv` and to nbgrader's gradebook, and never deleted. Full names are kept.
    Ids have no accents, and stay the same when you import again: a learner is found again by the id, the
    platform's number, the sign-in name or the e-mail address. A list that comes again shows who is new,
    changed or missing; if it would replace anything in `roster.csv`, the command asks first, and without a
    yes nothing is changed. The command detects the separator, the encoding, the order of columns, and names
    written as Last, First. `roster.csv` names people, so only your account can read it, and git
    ignores it.

    Examples: `kit roster assignments grades.csv` · `kit roster assignments list.csv --column id=Account`
    """
    from kit.classroom import read_roster, write_roster
    from kit.classroom.roster import COLUMNS
    from kit.grading.students import list_students, listed_students
    from kit.lms import PlatformFault, enroll, read_people, read_platform_file

    require_folder(folder)
    people = read_people(read_platform_file(file), _named(column or ()))
    if not people.learners:
        raise PlatformFault(
            f"{file.name} has headings but no learners; export it again with the learners in it."
        )
    before, known = read_roster(folder), listed_students(folder, gradebook)
    done = enroll(people, before, file.name, known=known, whole=whole)
    _list("New", (f"{one.id} ({one.name})" if one.name else one.id for one in done.new))
    _list("Changed", done.changed)
    for sentence in done.shared:
        say(f"kit: {sentence}.", err=True)
    for sentence in done.unclear:
        say(f"kit: {sentence}", err=True)
    if done.unclear:
        say(
            "kit: write their id, number, sign-in name or e-mail address into roster.csv, as it is in this "
            "file, and run this again; for somebody new, add a row there.",
            err=True,
        )
    missing = [one.id for one in done.missing]
    if whole:
        _list("Left the class, with today's date; kept in the file", missing)
    elif missing:
        _list("In the class but not in this file", missing)
        say("If this file lists the whole class, they left: run it again with --whole.")
    _list("Test students and staff, left out", (one.shown for one in people.others))
    after = {one.id: one for one in done.members}
    replaced = any(
        getattr(old, key) not in ("", getattr(after[old.id], key)) for old in before for key in COLUMNS
    )
    if replaced and not yes:
        typer.confirm(printable(f"Change {folder / 'roster.csv'} as shown?"), abort=True)
    if done.members != before:
        write_roster(folder, done.members)
    here = [one for one in done.members if one.is_here]
    list_students(folder, here, done.names, gradebook_url=gradebook)
    counts = f"{len(here)} in the class, {len(done.new)} new, {len(done.changed)} changed"
    say(f"{folder / 'roster.csv'}: {counts}.")


def _named(columns: Iterable[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in columns]
    if wrong := next((field for field, equals, heading in pairs if not (equals and heading.strip())), None):
        raise PlainError(f"--column {wrong!r} doesn't name a column; write it as --column id=HEADING.")
    return {field.strip().lower(): heading for field, _, heading in pairs}


def _list(title: str, entries: Iterable[str]) -> None:
    if lines := list(entries):
        say("\n  ".join((f"{title}: {len(lines)}", *lines)))
