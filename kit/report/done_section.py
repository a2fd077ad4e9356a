"""Who has done what: hand-ins and marks, counted by assignment. No name stands here."""

from __future__ import annotations

from kit.report.blocks import Block, Paragraph
from kit.report.charts.drawn import Table
from kit.report.completion import Completion
from kit.report.wording import how_many, several

INSTRUCTOR_ONLY = "for_instructor_only.csv"
"""The only file with names; it lies beside the gradebook and not with the report."""


def done_section(record: Completion) -> list[Block]:
    """Counts by assignment, what waits for a mark, and where the names are."""
    everyone = len(record.learners)
    rows = [
        (
            one.title,
            f"{len(one.handed_in)} of {everyone}",
            str(everyone - len(one.handed_in)),
            f"{len(one.handed_in) - len(one.to_mark)} of {len(one.handed_in)}"
            if one.carries_marks
            else "carries no marks",
        )
        for one in record.assignments
    ]
    columns = ("Assignment", "Handed in", "Not handed in", "All criteria marked")
    return [
        Paragraph(" ".join(_sentences(record))),
        Table(f"Hand-ins and marks of {how_many(everyone, 'learner')}", columns, tuple(rows)),
        Paragraph(_names(record)),
    ]


def _sentences(record: Completion) -> list[str]:
    everyone = len(record.learners)
    begun = [one for one in record.assignments if one.handed_in]
    complete = sum(all(who in one.handed_in for one in begun) for who in record.learners)
    listed = "on the class list" if record.gradebook else "known from hand-ins"
    said = [f"{how_many(everyone, 'learner').capitalize()} {'is' if everyone == 1 else 'are'} {listed}."]
    if not record.gradebook:
        said.append("There is no gradebook here, so somebody who has handed in nothing is not counted.")
    have = "has" if complete == 1 else "have"
    said.append(f"{complete} {have} handed in everything that has come in so far ({len(begun)} of "
                f"{how_many(len(record.assignments), 'assignment')}).")  # fmt: skip
    if waiting := [f"{one.title} ({len(one.to_mark)})" for one in begun if one.to_mark]:
        said.append(f"Hand-ins with a criterion still to be marked: {several(waiting)}.")
    elif begun:
        said.append("No hand-in waits for a mark.")
    return said


def _names(record: Completion) -> str:
    own = (
        "These counts are your own record of the class, small ones included. Leave this section out of what "
        "you show to others."
    )
    if not record.missing():
        return own
    return (
        f"{own} Who is missing stands by name in {INSTRUCTOR_ONLY} in the course's folder, beside the "
        "gradebook: for you alone, and no part of this report."
    )
