"""``kit class status``: show a class's progress as a table."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.places import Place, Root
from kit.model import NotFound
from kit.terminal import say

if TYPE_CHECKING:
    from kit.grading.class_states import AssignmentStates, State

# The screen is narrow and these are usually zero, so sentences below the table have them instead.
_BELOW = ("without_reflection", "not_collected")


def status(
    course_root: Root,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write the table as a CSV.", show_default=False),
    ] = None,
    ratings: Place = None,
) -> None:
    """Show how far the class is in each assignment. The table is for you alone, and names nobody.

    - *not yet*: sent nothing, but the due date in `due.csv` isn't over, or nobody has sent anything.
    - *missing*: sent nothing by the due date. What came and isn't collected is counted below the table.
    - *late*: the first hand-in came after the due date, as the platform says (LATE in Canvas' names,
      Blackboard's time) or else the hand-in itself, by the learner's clock.
    - *revised late*: on time, then handed in again after the due date.
    - *unread*: some or all marks are missing.
    - *to double mark*: texts that a second person still has to mark, to reach the share in `class.json`.
    - *to return*: the feedback is up to date and not packed yet.
    - *returned*: `kit feedback --for` packed the current feedback.

    A hand-in without its reflection is submitted but never unread, because it has nothing to mark. People
    who aren't in `roster.csv` are in no number. `who.csv` in the class folder is written again: it names who
    is missing, late, held or left out, with a sentence to send.

    Examples: `kit class status ~/fall-class` · `kit class status . --csv status.csv`
    """
    from kit.grading.class_states import class_states
    from kit.grading.who import write_who
    from kit.spreadsheet import write_csv

    folder = shlex.quote(str(course_root))
    if not any((course_root / name).is_file() for name in ("nbgrader_config.py", "gradebook.db")):
        raise NotFound(
            f"{course_root} is not a class folder; check the name, or make one with: kit class new {folder}"
        )
    found = class_states(course_root, ratings if ratings is None or "://" in ratings else Path(ratings))
    rows = [_row(one) for one in found.assignments]
    shown = [name for name in rows[0] if name not in _BELOW]
    table = [[name.replace("_", " ") for name in shown]]
    table += [["" if row[name] is None else str(row[name]) for name in shown] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        # Left-align words, right-align numbers.
        columns = zip(line, widths, strict=True)
        say("  ".join(one.ljust(w) if n < 2 else one.rjust(w) for n, (one, w) in enumerate(columns)).rstrip())
    for sentence in found.remarks:
        say(f"kit: {sentence}", err=True)
    by = "roster.csv" if found.by_roster else "the gradebook and hand-ins, because roster.csv names nobody"
    say(f"{len(found.learners)} in the class, by {by}.")
    for one in found.assignments:
        for count, sentence in _rest(one):
            if count:
                say(f"{one.id}: {count} {sentence}")
    if found.held:
        # No period after a command: people would copy it along with the folder's name.
        say(f"Hand-ins held: {found.held}; say whose each is: kit class learners {folder}")
    if who := write_who(course_root, found):
        say(f"{who}: who has to be told what, by name, with a sentence to send.")
    if csv is not None:
        write_csv(csv, [*rows[0]], [[*row.values()] for row in rows], bom=True, mode=0o600)
        say(f"{csv}: the table.")


def _row(one: AssignmentStates) -> dict[str, object]:
    from kit.grading.class_states import HANDED_IN

    before: tuple[State, ...] = ("not_yet", "missing", "without_reflection", "not_collected")
    after: tuple[State, ...] = ("to_return", "returned")
    return {
        "assignment": one.id,
        "due": f"{one.due:%Y-%m-%d %H:%M}".removesuffix(" 23:59") if one.due else None,
        "submitted": len(one.who(*HANDED_IN)),
        **{state: len(one.who(state)) for state in before},
        "late": len(one.late("first")),
        "revised_late": len(one.late("revision")),
        "unread": len(one.who("unread")),
        "to_double_mark": one.to_double_mark,
        **{state: len(one.who(state)) for state in after},
    }


def _rest(one: AssignmentStates) -> list[tuple[int, str]]:
    """Return what isn't in the table; each with how many there are."""
    return [
        (len(one.who("without_reflection")), "without a reflection, so there is nothing to mark."),
        (len(one.who("not_collected")), "sent but not collected, so not missing (who.csv says why)."),
        (
            len(one.others),
            f"handed in but not in roster.csv, so in no number: {', '.join(one.others)}. Import a list that "
            "has them: kit roster.",
        ),
    ]
