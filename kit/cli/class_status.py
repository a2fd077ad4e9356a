"""``kit class status``: show a class's progress as a table."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Place, Root
from kit.terminal import say


def status(
    course_root: Root,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write the table as a CSV.", show_default=False),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Name who is missing and who is late.")] = False,
    ratings: Place = None,
) -> None:
    """Show how far the class is in each assignment. The table is for you alone.

    - *missing*: sent nothing for a released assignment. Hand-ins that are held, accepted but not collected,
      or left out are counted below the table.
    - *late*: the first hand-in came after the due date in `due.csv`.
    - *revised*: on time, then handed in again after the due date.
    - *unread*: some or all marks are missing.
    - *to double mark*: texts that a second person still has to mark, to reach the share in `class.json`.
    - *to return*: the feedback is up to date and not packed yet.
    - *returned*: `kit feedback --for` packed the current feedback. *returned on* is the latest day.

    Learners are named only with `--names`.

    Examples: `kit class status ~/fall-class` · `kit class status . --names --csv status.csv`
    """
    from kit.grading.class_status import COLUMNS, class_status, rows
    from kit.spreadsheet import write_csv

    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    found = class_status(course_root, place)
    # The screen is narrow and these are usually zero, so they are printed below the table instead.
    shown = [n for n, name in enumerate(COLUMNS) if name not in ("held", "accepted", "left_out")]
    heads = [COLUMNS[n].replace("_", " ").replace("revised late", "revised") for n in shown]
    table = [["" if row[n] is None else str(row[n]) for n in shown] for row in rows(found)]
    widths = [max(len(row[n]) for row in (heads, *table)) for n in range(len(heads))]
    for row in (heads, *table):
        # Left-align words, right-align numbers.
        cells = [
            one.ljust(w) if n < 3 else one.rjust(w)
            for n, (one, w) in enumerate(zip(row, widths, strict=True))
        ]
        say("  ".join(cells).rstrip())
    for sentence in found.strangers:
        say(f"kit: {sentence}", err=True)
    say(f"{len(found.learners)} in the class, by {found.listed_in}.")
    for one in found.assignments:
        if one.accepted:
            folder = shlex.quote(str(course_root))
            say(
                f"{one.id}: {len(one.accepted)} accepted but not collected yet: kit collect {folder} {one.id}"
            )
        if one.hand_ins_held:
            say(f"{one.id}: hand-ins held: {one.hand_ins_held} (kit class learners decides).")
        if one.held or one.left_out:
            say(
                f"{one.id}: sent but not collected, so not missing: {len(one.held)} with a held hand-in, "
                f"{len(one.left_out)} left out (left_out.csv says why)."
            )
        if one.others:
            who = f": {', '.join(one.others)}" if names else ""
            say(f"{one.id}: {len(one.others)} handed in but not on the list{who}.")
    if names:
        for one in found.assignments:
            for what, theirs in (
                ("missing", one.missing),
                ("held", one.held),
                ("accepted", one.accepted),
                ("left out", one.left_out),
                ("late", one.late),
                ("revised late", one.revised_late),
            ):
                if theirs:
                    said = ", ".join(f"{found.learners[who]} ({who})" for who in theirs)
                    say(f"{one.id}, {what}: {said}")
    if csv is not None:
        columns = [*COLUMNS, *(("who_is_missing", "who_is_late") if names else ())]
        write_csv(csv, columns, rows(found, names=names), bom=True, mode=0o600)
        say(f"{csv}: the table.")
