"""Who is in a class, who handed in what, and what is released: one answer for all. Reads only."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kit.classroom import Member, read_roster
from kit.grading.gradebook_record import GradebookRecord


class ClassList(NamedTuple):
    """A class as its roster says; without one, as the gradebook and hand-ins do."""

    learners: Mapping[str, str]
    """Name by id of everybody who is in the class: in the roster's order, else by id."""
    handed_in: Mapping[str, frozenset[str]]
    """By assignment, who handed it in; whoever left the class is not among them."""
    roster: tuple[Member, ...]

    def others(self, assignment: str) -> frozenset[str]:
        """Who handed an assignment in and is not in the class."""
        return self.handed_in[assignment] - self.learners.keys()


def class_list(course_root: Path, gradebook: GradebookRecord, assignments: Iterable[str]) -> ClassList:
    """Read a class: a hand-in is a folder in ``submitted/``, or stands in the gradebook where that is gone.

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
    """Whether learners' version of an assignment is made."""
    return (course_root / "release" / assignment / f"{assignment}.ipynb").is_file()
