"""Who has handed in what, and what waits for a mark: the instructor's own record, and the section about it.

It is read from nbgrader's gradebook and the folder ``submitted``, holds no answer and asks nobody's consent.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kit.grading.counting import CountingMarks
from kit.model import Content, NotFound
from kit.report.blocks import Block, Paragraph
from kit.report.charts.drawn import Table
from kit.report.charts.numbers import how_many, several

INSTRUCTOR_ONLY = "for_instructor_only.csv"
"""The only file with names; it lies beside the gradebook and not with the report."""


@dataclass(frozen=True)
class Assigned:
    """One assignment: who handed it in, and whose marks are not complete yet."""

    id: str
    title: str
    carries_marks: bool
    handed_in: frozenset[str]
    to_mark: frozenset[str]


@dataclass(frozen=True)
class Completion:
    """The class, assignment by assignment, in the course's order."""

    learners: tuple[str, ...]
    assignments: tuple[Assigned, ...]
    gradebook: bool
    """Whether there is a gradebook; without one the class list is known from hand-ins alone."""
    names: Mapping[str, str]
    """Names of those on the class list, by id."""

    def nothing(self) -> list[str]:
        """Learners who have handed in nothing at all."""
        some = {who for one in self.assignments for who in one.handed_in}
        return [who for who in self.learners if who not in some]

    def missing(self) -> list[tuple[str, str]]:
        """Learner and title of each assignment that somebody has handed in and this learner has not."""
        begun = [one for one in self.assignments if one.handed_in]
        return [(who, one.title) for who in self.learners for one in begun if who not in one.handed_in]


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
    learners = sorted({*graded.learners, *(who for who, _ in begun)})
    marked = Counter((mark["learner"], mark["item"]) for mark in counted.marks)
    assigned = []
    for one in asked:
        handed_in = frozenset(who for who, id in begun if id == one.id)
        criteria = len(content.rubric.criteria_of(one.rubric)) if one.graded else 0
        to_mark = frozenset(who for who in handed_in if one.graded and marked[who, one.graded] < criteria)
        assigned.append(Assigned(one.id, one.title, bool(one.graded), handed_in, to_mark))
    gradebook = (course_root / "gradebook.db").is_file()
    return Completion(tuple(learners), tuple(assigned), gradebook, graded.learners)


def refuse_empty(course_root: Path) -> None:
    """Raise what is wrong with a course root, as far as can be told without opening a file."""
    if not course_root.is_dir():
        raise NotFound(f"there is no folder {course_root}; name nbgrader's course root, e.g. assignments.")
    begun = any((course_root / "submitted").glob("*/*"))
    if not (begun or (course_root / "gradebook.db").is_file()):
        raise _nothing(course_root)


def _nothing(course_root: Path) -> NotFound:
    return NotFound(
        f"nothing has been handed in at {course_root}: no folder submitted/LEARNER/ASSIGNMENT, nothing "
        "in gradebook.db; collect hand-ins first (nbgrader zip_collect), or name another course root."
    )


def done_section(record: Completion) -> list[Block]:
    """Counts by assignment, what waits for a mark, and where the names are."""
    everyone = len(record.learners)
    rows = []
    for one in record.assignments:
        came = len(one.handed_in)
        marked = f"{came - len(one.to_mark)} of {came}" if one.carries_marks else "carries no marks"
        rows.append((one.title, f"{came} of {everyone}", str(everyone - came), marked))
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
