"""What a cohort's report is made from: hand-ins, the numbers of consenting learners, the markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.export.agreement import Agreed, agreed
from kit.export.completion import Completion, Mark, completion
from kit.growth.results import Cohort, Withheld
from kit.model import Content, Rating


@dataclass(frozen=True)
class ClassRecord:
    """One course as it stands on one day."""

    name: str
    made_on: date
    made_up: bool
    content: Content
    completion: Completion
    cohort: Cohort
    markers: Agreed | Withheld | None
    """How far two markers agree; ``None`` where there are no ratings by two."""
    marks_from: str
    """A sentence on where the marks come from."""
    problems: tuple[str, ...]
    """What reading the hand-ins met, in sentences that may name learners."""


def read_class(
    course_root: Path,
    ratings: Path | str | None = None,
    *,
    name: str | None = None,
    made_up: bool = False,
    reliability: float | None = None,
) -> ClassRecord:
    """Read a course.

    Parameters
    ----------
    course_root
        nbgrader's course root.
    ratings
        A file or an SQLAlchemy address; ``ratings.db`` in the course root unless given.
    name
        What the course is called in the report; the folder's name unless given.
    made_up
        Whether its learners are made up, which is then said everywhere.
    reliability
        Retest reliability of the self-ratings, where somebody measured it.

    Raises
    ------
    NotFound
        No such folder, nothing handed in, or no ratings where they were said to be.
    """
    from kit.cohort import consenting, gather
    from kit.content import compiled
    from kit.growth import long_table
    from kit.growth.cohort import cohort

    content = compiled()
    record = completion(course_root, content)
    gathered = gather([course_root])
    agreeing = consenting(gathered)
    ids = frozenset(learner.id for learner in agreeing)
    kept = _ratings(course_root, ratings, content)
    marks = [mark for mark in _primary(kept) or record.marks if mark["learner"] in ids]
    rows = [row for learner in agreeing for row in long_table(learner.responses, learner.id)]
    return ClassRecord(
        name=name or called(course_root),
        made_on=date.today(),
        made_up=made_up,
        content=content,
        completion=record,
        cohort=cohort(rows, content, marks, reliability=reliability),
        markers=agreed(kept, ids) if len({one.rater for one in kept}) > 1 else None,
        marks_from=_origin(kept, record),
        problems=(*gathered.problems, *gathered.notes),
    )


def called(course_root: Path) -> str:
    """A course's name, from its folder; ``assignments`` is called after the folder above it.

    >>> called(Path("/srv/fall_2026/assignments")), called(Path("/srv/fall_2026"))
    ('fall_2026', 'fall_2026')
    """
    folder = course_root.resolve()
    return (folder.parent if folder.name == "assignments" else folder).name or "course"


def _ratings(course_root: Path, place: Path | str | None, content: Content) -> Sequence[Rating]:
    from kit.ratings import open_ratings

    usual = course_root / "ratings.db"
    if place is None and not usual.is_file():
        return ()
    with open_ratings(usual if place is None else place, content, create=False) as store:
        return store.ratings()


def _primary(kept: Sequence[Rating]) -> list[Mark]:
    return [
        {"learner": one.learner, "item": one.item, "criterion": one.criterion, "level": one.level}
        for one in kept
        if one.primary
    ]


def _origin(kept: Sequence[Rating], record: Completion) -> str:
    if kept:
        people = len({one.rater for one in kept})
        by = "one person" if people == 1 else f"{people} people"
        return f"Marks are the primary ones of {len(kept)} that {by} gave; every other one is kept."
    if record.marks:
        return (
            "Marks come from the gradebook, one for each criterion; there are no ratings by several people."
        )
    return "No text has a mark yet."
