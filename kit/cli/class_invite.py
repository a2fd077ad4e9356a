"""``kit class invite``: write an invitation for each learner, which tells Home about the class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.places import Root
from kit.model import KitError, NotFound, PlainError
from kit.terminal import say

if TYPE_CHECKING:
    from kit.classroom import Member


_COLUMNS = ("id", "name", "email", "file", "text")


def invite(
    course_root: Root,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the files. Default: invitations/ in the course root.", show_default=False
        ),
    ] = None,
) -> None:
    """Write an invitation for each learner: their id, where hand-ins go, and what is due when.

    A learner drops the file on Home and confirms it, so nobody has to type an id. Due dates come from
    `due.csv`; a learner's own extension replaces the class's date. The class's name and where hand-ins go
    come from `class.json`. Run this again after a date changes. `invitations.zip` holds all invitations.
    `invitations.csv` is for a mail merge: each learner's name, e-mail address, file, and a text to send with
    it. Don't post either.

    Example: `kit class invite ~/fall-class`
    """
    from kit.classroom import read_due, read_settings
    from kit.content import sentence_of
    from kit.files import replace
    from kit.handin.invitation import Invitation
    from kit.handin.zips import zipped
    from kit.spreadsheet import write_csv

    if not course_root.is_dir():
        raise NotFound(f"there is no folder {course_root}; make one with: kit class new {course_root}")
    learners, due, settings = _learners(course_root), read_due(course_root), read_settings(course_root)
    dated = sorted({assignment for assignment, _ in due.dates})
    files, rows = {}, []
    for member in learners:
        who = member.id
        dates = {one: at.date() for one in dated if (at := due.of(one, who))}
        one = Invitation(learner=who, hand_in_to=settings.hand_in_to, due=dates, course=settings.course)
        name = f"invitation_{who}.json"
        files[name] = one.to_json()
        text = sentence_of(KitError("ask.invited", file=name, course=settings.course or "the course"))
        rows.append([who, member.name or who, member.email, name, text])
    folder = course_root / "invitations" if out is None else out
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, data in files.items():
        replace(folder / name, data, 0o600)
    replace(folder / "invitations.zip", zipped(files), 0o600)
    write_csv(folder / "invitations.csv", _COLUMNS, rows, bom=True, mode=0o600)
    for gone in set(folder.glob("invitation_*.json")) - {folder / name for name in files}:
        gone.unlink()
    say(
        f"{folder}: an invitation for each learner ({len(files)} in all); invitations.zip has all of them, "
        "and invitations.csv is for a mail merge."
    )
    for sentence in due.remarks(_everybody(course_root, learners)):
        say(f"kit: {sentence}", err=True)
    if not dated:
        say(f"No assignment has a due date yet; add them to {course_root / 'due.csv'} and run this again.")
    if settings.hand_in_to is None:
        say(f"The invitations don't say where hand-ins go; add hand_in_to to {course_root / 'class.json'}.")


def _learners(root: Path) -> list[Member]:
    """Return the class. Raises `KitError` if there are none, or if one isn't a valid id."""
    from kit.classroom import Member, read_roster
    from kit.journal import LEARNER_ID

    if roster := read_roster(root):
        found = [one for one in roster if one.is_here]
    else:
        from kit.grading.gradebook_record import read_gradebook

        found = [Member(*one) for one in sorted(read_gradebook(root, ()).learners.items())]
    odd = [one.id for one in found if not LEARNER_ID.fullmatch(one.id)]
    if odd:
        raise PlainError(
            f"{odd[0][:60]!r} can't be a learner's id, so no invitation was written; give everybody one with "
            f"kit roster {root} EXPORT.csv, and run this again."
        )
    if not found:
        raise PlainError(
            f"nobody is in the class in {root} yet; import a class list: kit roster {root} EXPORT.csv"
        )
    return found


def _everybody(root: Path, learners: list[Member]) -> list[str]:
    # A learner who left may still have an extension.
    from kit.classroom import read_roster

    return [one.id for one in (*learners, *read_roster(root))]
