"""What a cohort's report is made from: hand-ins, the numbers of consenting learners, the markers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.grading.counting import CountingMarks, marks_that_count
from kit.measures.results import Cohort, Withheld
from kit.model import Content
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
    """Where the marks come from, and what about them is not settled yet."""
    without_consent: str
    """A sentence on learners who are marked and may not be shown; empty where there is none."""
    problems: tuple[str, ...]
    """What reading the hand-ins met, in sentences that may name learners."""


def read_class(
    course_root: Path,
    ratings: Path | str | None = None,
    *,
    name: str | None = None,
    made_up: bool = False,
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

    Raises
    ------
    NotFound
        No such folder, nothing handed in, or no ratings where they were said to be.
    """
    from kit.cohort import consenting, gather
    from kit.cohort.released import released_groups
    from kit.content import compiled
    from kit.measures import long_table
    from kit.measures.cohort import measure
    from kit.measures.publish import publish
    from kit.measures.vignettes import with_occasions

    content = compiled()
    counted = marks_that_count(course_root, ratings, content)
    record = completion(course_root, content, counted)
    gathered = gather([course_root])
    agreeing = consenting(gathered)
    ids = frozenset(learner.id for learner in agreeing)
    consented = [mark for mark in counted.marks if mark["learner"] in ids]
    marks = with_occasions(consented, {learner.id: learner.responses for learner in agreeing})
    rows = [row for learner in agreeing for row in long_table(learner.responses, learner.id)]
    today = date.today()
    measured = measure(rows, content, marks)
    # The ledger is on disk before anybody sees a number.
    with released_groups(course_root) as ledger:
        cohort = publish(measured, ledger, today.isoformat())
        agreement = markers(counted.ratings, ids, ledger, today.isoformat())
    return ClassRecord(
        name=name or called(course_root),
        made_on=today,
        made_up=made_up or all(learner.startswith(MADE_UP_NAMES) for learner in record.learners),
        content=content,
        completion=record,
        cohort=cohort,
        markers=agreement if len({one.rater for one in counted.ratings}) > 1 else None,
        marks_from=_origin(counted),
        without_consent=_without_consent(counted, ids),
        problems=(*gathered.problems, *gathered.notes, *(one.sentence for one in counted.unsettled)),
    )


def called(course_root: Path) -> str:
    """A course's name, from its folder; ``assignments`` is called after the folder above it.

    >>> called(Path("/srv/fall_2026/assignments")), called(Path("/srv/fall_2026"))
    ('fall_2026', 'fall_2026')
    """
    folder = course_root.resolve()
    return (folder.parent if folder.name == "assignments" else folder).name or "course"


def _origin(counted: CountingMarks) -> str:
    if not counted.marks:
        return "No text has a mark yet."
    if not counted.ratings:
        return (
            "Marks come from the gradebook, one for each criterion; there are no ratings by several people."
        )
    people = len({one.rater for one in counted.ratings})
    by = "one person" if people == 1 else f"{people} people"
    said = (
        f"Marks were given by {by}. All are kept, and one for each criterion of each text counts. What "
        "has none counts as it stands in the gradebook."
    )
    if counted.unsettled:
        n = len(counted.unsettled)
        said += (
            f" {n} {'mark is' if n == 1 else 'marks are'} not in the gradebook as "
            f"{'it counts' if n == 1 else 'they count'} here; kit marks to-gradebook writes what counts."
        )
    return said


def _without_consent(counted: CountingMarks, agreeing: frozenset[str]) -> str:
    marked = {mark["learner"] for mark in counted.marks}
    if marked <= agreeing:
        return ""
    return (
        f"{len(marked)} marked, {len(marked & agreeing)} may be shown in group numbers: consent comes with "
        "“Start here”."
    )
