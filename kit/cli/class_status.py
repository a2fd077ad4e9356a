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
_BELOW: tuple[State, ...] = ("without_reflection", "held", "accepted", "left_out")


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

    - *not yet*: sent nothing for a released assignment, but the due date in `due.csv` isn't over.
    - *missing*: sent nothing by the due date. Hand-ins that are held, accepted but not collected, or left
      out are counted below the table.
    - *late*: the first hand-in came after the due date.
    - *revised*: on time, then handed in again after the due date.
    - *unread*: some or all marks are missing.
    - *to double mark*: texts that a second person still has to mark, to reach the share in `class.json`.
    - *to return*: the feedback is up to date and not packed yet.
    - *returned*: `kit feedback --for` packed the current feedback. *returned on* is the latest day.

    A hand-in without its reflection is submitted but never unread, because it has nothing to mark. People
    who aren't in `roster.csv` are in no number; they are named below the table. Learners are named only with
    `--names`.

    Examples: `kit class status ~/fall-class` · `kit class status . --names --csv status.csv`
    """
    from kit.grading.class_states import class_states
    from kit.spreadsheet import write_csv

    if not any((course_root / name).is_file() for name in ("nbgrader_config.py", "gradebook.db")):
        raise NotFound(
            f"{course_root} is not a class folder; check the name, or make one with: kit class new "
            f"{shlex.quote(str(course_root))}"
        )
    found = class_states(course_root, ratings if ratings is None or "://" in ratings else Path(ratings))
    rows = [_row(one) for one in found.assignments]
    shown = [name for name in rows[0] if name not in _BELOW]
    heads = [name.replace("_", " ").replace("revised late", "revised") for name in shown]
    table = [heads, *(["" if row[name] is None else str(row[name]) for name in shown] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        # Left-align words, right-align numbers.
        columns = zip(line, widths, strict=True)
        say("  ".join(one.ljust(w) if n < 3 else one.rjust(w) for n, (one, w) in enumerate(columns)).rstrip())
    for sentence in found.strangers:
        say(f"kit: {sentence}", err=True)
    by = "roster.csv" if found.by_roster else "the gradebook and hand-ins, because there is no roster.csv"
    say(f"{len(found.learners)} in the class, by {by}.")

    lists = [
        {
            what: [f"{found.learners[who]} ({who})" for who in learners]
            for what, learners in _listed(one).items()
        }
        for one in found.assignments
    ]
    for one, listed in zip(found.assignments, lists, strict=True):
        for count, sentence in _rest(one, shlex.quote(str(course_root))):
            if count:
                say(f"{one.id}: {sentence}")
        for what, learners in listed.items():
            if names and learners:
                say(f"{one.id}, {what.replace('_', ' ')}: {', '.join(learners)}")
    if csv is not None:
        if names:
            for row, listed in zip(rows, lists, strict=True):
                row |= {f"who_is_{what}": "; ".join(listed[what]) for what in ("missing", "late")}
        write_csv(csv, [*rows[0]], [[*row.values()] for row in rows], bom=True, mode=0o600)
        say(f"{csv}: the table.")


def _listed(one: AssignmentStates) -> dict[str, tuple[str, ...]]:
    """Return the learners who can be named, by what they are."""
    states: tuple[State, ...] = ("not_yet", "missing", *_BELOW)
    found: dict[str, tuple[str, ...]] = {state: one.who(state) for state in states}
    return found | {"late": one.late("first"), "revised_late": one.late("revision")}


def _row(one: AssignmentStates) -> dict[str, object]:
    from kit.grading.class_states import HANDED_IN

    return {
        "assignment": one.id,
        "due": one.due.isoformat() if one.due else None,
        "released": "yes" if one.released else "no",
        "submitted": len(one.who(*HANDED_IN)),
        **{what: len(learners) for what, learners in _listed(one).items()},
        "unread": len(one.who("unread")),
        "to_double_mark": one.to_double_mark,
        "to_return": len(one.who("to_return")),
        "returned": len(one.who("returned")),
        "returned_on": one.returned_on.isoformat() if one.returned_on else None,
    }


def _rest(one: AssignmentStates, folder: str) -> list[tuple[int, str]]:
    """Return what isn't in the table, and what to do about it; each with how many there are."""
    empty, held, accepted, left = (len(one.who(state)) for state in _BELOW)
    outside = f"handed in but not in roster.csv, so in no number: {', '.join(one.others)}. "
    return [
        (empty, f"{empty} without a reflection, so there is nothing to mark."),
        (accepted, f"{accepted} accepted but not collected yet: kit collect {folder}"),
        (one.hand_ins_held, f"hand-ins held: {one.hand_ins_held} (kit class learners decides)."),
        (
            held + left,
            f"sent but not collected, so not missing: {held} with a held hand-in, {left} left out "
            "(who.csv says why).",
        ),
        (len(one.others), f"{outside}Import a list that has them: kit roster."),
    ]
