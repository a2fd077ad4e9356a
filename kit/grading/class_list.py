"""Read who is in a class, who handed in what, and what is released, so that all callers agree."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kit.classroom import Member, read_roster
from kit.grading.gradebook_record import GradebookRecord


class ClassList(NamedTuple):
    """A class according to its roster, or without one, according to the gradebook and hand-ins."""

    learners: Mapping[str, str]
    """The name of everybody in the class by id, in the roster's order, or without a roster, sorted by id."""
    handed_in: Mapping[str, frozenset[str]]
    """The learners who handed in each assignment, without those who left the class."""
    roster: tuple[Member, ...]

    def others(self, assignment: str) -> frozenset[str]:
        """Return those who handed in an assignment but aren't in the class."""
        return self.handed_in[assignment] - self.learners.keys()


def class_list(course_root: Path, gradebook: GradebookRecord, assignments: Iterable[str]) -> ClassList:
    """Read a class. A hand-in counts if it has a folder in ``submitted/`` or a record in the gradebook.

    Raises
    ------
    RosterFault
        ``roster.csv`` can't be read.
    """
    came: dict[str, set[str]] = {one: set() for one in assignments}
    found = [path for path in course_root.glob("submitted/[!.]*/[!.]*") if path.is_dir()]
    for who, assignment in (*((path.parent.name, path.name) for path in found), *gradebook.submissions):
        if assignment in came:
            came[assignment].add(who)
    roster = read_roster(course_root)
    known = gradebook.learners
    if roster:
        learners = {one.id: one.name or known.get(one.id, one.id) for one in roster if one.is_here}
    else:
        learners = {who: known.get(who, who) for who in sorted(set(known).union(*came.values()))}
    left = {one.id for one in roster if not one.is_here}
    return ClassList(learners, {one: frozenset(who - left) for one, who in came.items()}, roster)


def is_released(course_root: Path, assignment: str) -> bool:
    """Return whether the learners' version of an assignment has been made."""
    return (course_root / "release" / assignment / f"{assignment}.ipynb").is_file()
