"""The instructor's own record of who has handed in what and what still needs a mark.

It is read from nbgrader's gradebook, the ``submitted`` folder and the hand-ins that collecting set aside. It
contains no answers and doesn't depend on consent.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.grading.class_list import class_list, is_released
from kit.grading.counting import CountingMarks
from kit.grading.senders import read_senders
from kit.grading.waiting import Waiting, waiting
from kit.model import Content, NotFound

INSTRUCTOR_ONLY = "for_instructor_only.csv"
"""The only file with names; it is in the gradebook's folder and not with the report."""


@dataclass(frozen=True)
class Assigned:
    """One assignment: who handed it in, whose marks are incomplete, and whose hand-in is waiting."""

    id: str
    title: str
    carries_marks: bool
    handed_in: frozenset[str]
    to_mark: frozenset[str]
    waiting: Waiting = field(default=Waiting(frozenset(), frozenset(), frozenset(), 0))
    """What came but isn't collected; neither this record nor `kit class status` counts it as missing."""
    released: bool = False
    others: frozenset[str] = frozenset()
    """People who handed it in but are not on the class list."""


@dataclass(frozen=True)
class Completion:
    """The class, assignment by assignment, in the course's order."""

    learners: tuple[str, ...]
    assignments: tuple[Assigned, ...]
    names: Mapping[str, str]
    """All known names, by id."""

    def everybody(self) -> frozenset[str]:
        """Return the class and anyone who handed in without being on its list, but not people who left."""
        return frozenset(self.learners).union(*(one.others for one in self.assignments))

    def nothing(self) -> list[str]:
        """Return learners who have handed in nothing at all."""
        some = {who for one in self.assignments for who in one.handed_in | one.waiting.came}
        return [who for who in self.learners if who not in some]

    def missing(self) -> list[tuple[str, str]]:
        """Return learner and title of each assignment that others handed in and this learner didn't."""
        came = [(one.title, one.handed_in | one.waiting.came) for one in self.assignments]
        return [(who, title) for who in self.learners for title, some in came if some and who not in some]

    def nobody(self) -> list[str]:
        """Return titles of released assignments that nobody handed in."""
        return [
            one.title for one in self.assignments if one.released and not one.handed_in | one.waiting.came
        ]

    def others(self) -> list[tuple[str, str]]:
        """Return learner and title of each hand-in from somebody who is not on the class list."""
        return [(who, one.title) for one in self.assignments for who in sorted(one.others)]

    def kept_apart(self) -> list[tuple[str, Assigned]]:
        """Return learner and assignment where a hand-in came but none is collected."""
        return [
            (who, one)
            for who in self.learners
            for one in self.assignments
            if who in one.waiting.came - one.handed_in
        ]


def completion(course_root: Path, content: Content, counted: CountingMarks) -> Completion:
    """Read the record of a course, with the assignments in the order of the content.

    Raises
    ------
    NotFound
        The folder doesn't exist, or nothing was handed in there.
    """
    refuse_empty(course_root)
    asked = content.assignments
    listed = class_list(course_root, counted.gradebook, [one.id for one in asked])
    if not any(listed.handed_in.values()):
        raise _nothing(course_root)
    senders = read_senders(course_root)
    marked = Counter((mark["learner"], mark["item"]) for mark in counted.marks)
    assigned = []
    for one in asked:
        handed_in = listed.handed_in[one.id] & listed.learners.keys()
        criteria = len(content.rubric.criteria_of(one.rubric)) if one.graded else 0
        to_mark = frozenset(who for who in handed_in if one.graded and marked[who, one.graded] < criteria)
        sent = waiting(course_root, one.id, senders)
        released, others = is_released(course_root, one.id), listed.others(one.id)
        about = (one.id, one.title, bool(one.graded), handed_in, to_mark, sent)
        assigned.append(Assigned(*about, released=released, others=others))
    names = {**counted.gradebook.learners, **{one.id: one.name for one in listed.roster if one.name}}
    return Completion(tuple(sorted(listed.learners)), tuple(assigned), names)


def refuse_empty(course_root: Path) -> None:
    """Raise `NotFound` if the course root is missing or obviously empty; no file is opened."""
    if not course_root.is_dir():
        raise NotFound(f"there is no folder {course_root}; name the folder of a class, such as fall-class.")
    begun = any((course_root / "submitted").glob("*/*"))
    if not (begun or (course_root / "gradebook.db").is_file()):
        raise _nothing(course_root)


def _nothing(course_root: Path) -> NotFound:
    return NotFound(
        f"nothing has been handed in at {course_root}: there is no folder submitted/LEARNER/ASSIGNMENT "
        "and nothing in gradebook.db; collect hand-ins first (kit collect), or name another course root."
    )
