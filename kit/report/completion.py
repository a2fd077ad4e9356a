"""Who has handed in what, and what waits for a mark: the instructor's own record.

It is read from nbgrader's gradebook, the folder ``submitted`` and what collecting kept apart, holds no answer
and asks nobody's consent.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.classroom import read_roster
from kit.grading.counting import CountingMarks
from kit.grading.senders import read_senders
from kit.grading.waiting import Waiting, waiting
from kit.model import Content, NotFound

INSTRUCTOR_ONLY = "for_instructor_only.csv"
"""The only file with names; it lies beside the gradebook and not with the report."""


@dataclass(frozen=True)
class Assigned:
    """One assignment: who handed it in, whose marks are not complete yet, and of whom something waits."""

    id: str
    title: str
    carries_marks: bool
    handed_in: frozenset[str]
    to_mark: frozenset[str]
    waiting: Waiting = field(default=Waiting(frozenset(), frozenset(), frozenset(), 0))
    """What came and is not collected; `kit class status` counts none of it as missing either."""
    released: bool = False


@dataclass(frozen=True)
class Completion:
    """The class, assignment by assignment, in the course's order."""

    learners: tuple[str, ...]
    assignments: tuple[Assigned, ...]
    listed: bool
    """Whether there is a class list; without one the class is known from hand-ins alone."""
    names: Mapping[str, str]
    """Names of those on the class list, by id."""

    def nothing(self) -> list[str]:
        """Learners who have handed in nothing at all."""
        some = {who for one in self.assignments for who in one.handed_in | one.waiting.came}
        return [who for who in self.learners if who not in some]

    def missing(self) -> list[tuple[str, str]]:
        """Learner and title of each assignment of which something came from others alone."""
        came = [(one.title, one.handed_in | one.waiting.came) for one in self.assignments]
        return [(who, title) for who in self.learners for title, some in came if some and who not in some]

    def nobody(self) -> list[str]:
        """Titles of assignments that are released and of which nothing came."""
        return [
            one.title for one in self.assignments if one.released and not one.handed_in | one.waiting.came
        ]

    def kept_apart(self) -> list[tuple[str, Assigned]]:
        """Learner and assignment where something came and nothing is collected."""
        return [
            (who, one)
            for who in self.learners
            for one in self.assignments
            if who in one.waiting.came - one.handed_in
        ]


def completion(course_root: Path, content: Content, counted: CountingMarks) -> Completion:
    """Read the record of a course; the content gives the assignments and their order.

    Raises
    ------
    NotFound
        There is no such folder, or nothing was handed in there.
    """
    refuse_empty(course_root)
    asked = content.assignments
    known = {one.id for one in asked}
    folders = [path for path in (course_root / "submitted").glob("[!.]*/*") if path.is_dir()]
    graded = counted.gradebook
    begun = {*((path.parent.name, path.name) for path in folders if path.name in known), *graded.submissions}
    if not begun:
        raise _nothing(course_root)
    roster = read_roster(course_root)
    left = {one.id for one in roster if not one.is_here}
    senders = read_senders(course_root)
    learners = sorted({*graded.learners, *(who for who, _ in begun), *(one.id for one in roster)} - left)
    begun = {(who, id) for who, id in begun if who not in left}
    marked = Counter((mark["learner"], mark["item"]) for mark in counted.marks)
    assigned = []
    for one in asked:
        handed_in = frozenset(who for who, id in begun if id == one.id)
        criteria = len(content.rubric.criteria_of(one.rubric)) if one.graded else 0
        to_mark = frozenset(who for who in handed_in if one.graded and marked[who, one.graded] < criteria)
        sent = waiting(course_root, one.id, senders)
        released = (course_root / "release" / one.id).is_dir()
        assigned.append(Assigned(one.id, one.title, bool(one.graded), handed_in, to_mark, sent, released))
    gradebook = (course_root / "gradebook.db").is_file()
    names = {**graded.learners, **{one.id: one.name for one in roster if one.name}}
    return Completion(tuple(learners), tuple(assigned), gradebook or bool(roster), names)


def refuse_empty(course_root: Path) -> None:
    """Raise what is wrong with a course root, as far as can be told without opening a file."""
    if not course_root.is_dir():
        raise NotFound(f"there is no folder {course_root}; name the folder of a class, such as fall-class.")
    begun = any((course_root / "submitted").glob("*/*"))
    if not (begun or (course_root / "gradebook.db").is_file()):
        raise _nothing(course_root)


def _nothing(course_root: Path) -> NotFound:
    return NotFound(
        f"nothing has been handed in at {course_root}: no folder submitted/LEARNER/ASSIGNMENT, nothing "
        "in gradebook.db; collect hand-ins first (nbgrader zip_collect), or name another course root."
    )
