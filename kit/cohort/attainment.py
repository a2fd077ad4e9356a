"""A table of the final marks by course, term, assignment and criterion, safe to share.

Each course's numbers go through `kit.measures.publish`, with the ledger in the course root, like the course's
own report. So even together with that report, or with an earlier table, they reveal nothing about fewer than
ten people.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kit.classroom import read_settings
from kit.cohort.gathering import consenting, gather_class
from kit.cohort.plan import Plan
from kit.cohort.released import released_groups
from kit.cohort.summary import without_root
from kit.content import compiled, sentence_of
from kit.measures.criteria import NONE_YET, criteria_by_dimension
from kit.measures.publish import publish_marks
from kit.measures.results import CriteriaCell, Estimate, Withheld
from kit.model import KitError

Marks = Callable[[Path], Iterable[Mapping[str, Any]]]
"""Read a course root: return its final marks (``learner, item, criterion, level``)."""


class Attained(NamedTuple):
    """The table's rows, and the messages for the user."""

    rows: list[dict[str, Any]]
    problems: list[str]
    notes: list[str]


def attainment_of(plan: Plan, marks_of: Marks) -> Attained:
    """Collect consenting learners' levels: a row for each course, assignment and criterion that has marks.

    Parameters
    ----------
    plan
        The courses. One without a course root on this machine has neither marks nor a ledger, so it gets no
        row.
    marks_of
        Reads the marks of a course root.

    Returns
    -------
    Attained
        A course whose marks, settings or ledger can't be read has a problem instead of rows.
    """
    found = Attained([], [], without_root(plan, "attainment"))
    for course in plan.courses():
        if course.root is None:
            continue
        try:
            _add(course.name, course.root, marks_of, found)
        except KitError as fault:
            found.problems.append(
                f"course {course.name} is not in the attainment table: {sentence_of(fault)}"
            )
    return found


def _add(course: str, root: Path, marks_of: Marks, into: Attained) -> None:
    term = read_settings(root).term
    marks = list(marks_of(root))
    agreed = {one.id for one in consenting(gather_class(root))}
    theirs = [one for one in marks if one["learner"] in agreed]
    criteria, bundles = criteria_by_dimension(theirs, compiled(), marked={one["item"] for one in marks})
    with released_groups(root) as ledger:
        shown = publish_marks(criteria.cells, bundles, ledger, date.today().isoformat())
    rows = [_row(course, term, cell, day) for cell, day in shown if cell.estimate != NONE_YET]
    into.rows.extend(rows)
    if not rows:
        into.notes.append(f"course {course} has no marks yet.")


def _row(course: str, term: str | None, cell: CriteriaCell, day: str | None) -> dict[str, Any]:
    mean = cell.estimate if isinstance(cell.estimate, Estimate) else None
    levels = [None if isinstance(n, Withheld) else n for n in cell.levels]
    known: list[int] = [n for n in levels if n is not None]
    # Only from counts that are shown: otherwise, with the mean, it would be one more equation to solve.
    shown = len(known) == len(levels) and sum(known) > 0
    share = round(sum(known[2:]) / sum(known), 2) if shown else None
    why = {
        f"{name}: {one.reason}": None
        for name, of in (("n", [cell.n]), ("levels", cell.levels), ("mean", [cell.estimate]))
        for one in of
        if isinstance(one, Withheld)
    }
    return {
        "course": course,
        "term": term,
        "assignment": cell.dimension,
        "criterion": cell.criterion,
        "n": None if isinstance(cell.n, Withheld) else cell.n,
        **{f"level_{level}": n for level, n in enumerate(levels)},
        "at_level_2": share,
        "mean": mean.value if mean else None,
        "low": mean.low if mean else None,
        "high": mean.high if mean else None,
        "as_of": day,
        "withheld": "; ".join(why) or None,
    }
