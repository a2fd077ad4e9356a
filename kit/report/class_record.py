"""What a cohort's report is made from: hand-ins, the numbers of consenting learners, the markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.grading.gradebook_record import Mark
from kit.measures.results import Cohort, Withheld
from kit.model import Content, Rating
from kit.report.agreement import markers
from kit.report.completion import Completion, completion

MADE_UP_NAMES = "made-up-"
"""How the names of the sample class begin: a class of these alone is made up, whoever asks for its report."""


@dataclass(frozen=True)
class ClassRecord:
    """One course as it stands on one day."""

    name: str
    made_on: date
    made_up: bool
    content: Content
    completion: Completion
    cohort: Cohort
    markers: str | Withheld | None
    """How far markers agree, in a sentence; ``None`` where there are no ratings by two."""
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
        Whether its learners are made up, which is then said everywhere; a sample class says so itself.
    reliability
        Retest reliability of the self-ratings, where somebody measured it.

    Raises
    ------
    NotFound
        No such folder, nothing handed in, or no ratings where they were said to be.
    """
    from kit.cohort import consenting, gather
    from kit.content import compiled
    from kit.measures import long_table
    from kit.measures.cohort import cohort
    from kit.measures.vignettes import with_occasions

    content = compiled()
    record = completion(course_root, content)
    gathered = gather([course_root])
    agreeing = consenting(gathered)
    ids = frozenset(learner.id for learner in agreeing)
    kept = _ratings(course_root, ratings, content)
    consented = [mark for mark in _counting(kept, record) if mark["learner"] in ids]
    marks = with_occasions(consented, {learner.id: learner.responses for learner in agreeing})
    rows = [row for learner in agreeing for row in long_table(learner.responses, learner.id)]
    return ClassRecord(
        name=name or called(course_root),
        made_on=date.today(),
        made_up=made_up or all(learner.startswith(MADE_UP_NAMES) for learner in record.learners),
        content=content,
        completion=record,
        cohort=cohort(rows, content, marks, reliability=reliability),
        markers=markers(kept, ids) if len({one.rater for one in kept}) > 1 else None,
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


def _counting(kept: Sequence[Rating], record: Completion) -> list[Mark]:
    """One mark for each criterion of each text: the primary rating, else what the gradebook says."""
    found = {_key(mark): mark for mark in record.marks}
    for one in kept:
        if one.primary and one.level is not None:
            mark = Mark(learner=one.learner, item=one.item, criterion=one.criterion, level=one.level)
            found[_key(mark)] = mark
    return list(found.values())


def _key(mark: Mark) -> tuple[str, str, str]:
    return mark["learner"], mark["item"], mark["criterion"]


def _origin(kept: Sequence[Rating], record: Completion) -> str:
    if kept:
        people = len({one.rater for one in kept})
        by = "one person" if people == 1 else f"{people} people"
        return (
            f"Marks were given by {by}. All are kept, and one for each criterion of each text counts. What "
            "has none counts as it stands in the gradebook."
        )
    if record.marks:
        return (
            "Marks come from the gradebook, one for each criterion; there are no ratings by several people."
        )
    return "No text has a mark yet."
