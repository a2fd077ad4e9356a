"""What has come of each learner's hand-in of each assignment; every caller reads this table.

The time of a hand-in is the one that it states, unless that is later than its arrival.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from kit.classroom import read_due, read_roster, read_settings
from kit.content import compiled
from kit.grading import finished
from kit.grading.counting import CountingMarks, marks_that_count
from kit.grading.handed import handed_in_at
from kit.grading.learners_file import read_table
from kit.grading.markable import is_without_reflection
from kit.grading.packets import LastPacked
from kit.handin.feedback_record import Feedback, read_record
from kit.model import Assignment

State = Literal[
    "not_released",
    "not_yet",  # nothing came, and it isn't past the due date, or there is none
    "missing",  # nothing came by the due date
    "not_collected",  # what came waits for a decision or the next collecting, or can't be marked
    "without_reflection",
    "unread",  # some or all marks are missing
    "marked",  # there is no current feedback; assignments without marks are here too
    "to_return",  # the feedback isn't packed in its current form
    "returned",  # `kit feedback` has packed the current feedback
]
HANDED_IN: tuple[State, ...] = ("without_reflection", "unread", "marked", "to_return", "returned")


class Row(NamedTuple):
    """One learner and one assignment."""

    state: State
    late: Literal["", "first", "revision"] = ""
    """Whether the first hand-in came after the due date, or only the newest."""


@dataclass(frozen=True)
class AssignmentStates:
    """One assignment of a class."""

    id: str
    title: str
    graded: bool
    released: bool
    due: date | None
    """The due date for everyone without an extension."""
    rows: Mapping[str, Row]
    """What has come of it, by learner, in the order of the class list."""
    others: tuple[str, ...]
    """People who handed in but aren't on the class list; they are in no number."""
    to_double_mark: int
    """How many texts a second person still has to mark to reach the share in ``class.json``."""

    def who(self, *states: State) -> tuple[str, ...]:
        """Return the learners in one of these states."""
        return tuple(who for who, row in self.rows.items() if row.state in states)

    def late(self, which: Literal["first", "revision"]) -> tuple[str, ...]:
        """Return the learners whose first hand-in, or only their newest, came after their due date."""
        return tuple(who for who, row in self.rows.items() if row.late == which)

    @property
    def is_empty(self) -> bool:
        """Whether it is released and nothing has come."""
        return self.released and not self.who(*HANDED_IN, "not_collected")


@dataclass(frozen=True)
class ClassStates:
    """A class according to its roster, or without one, according to the gradebook and hand-ins."""

    learners: Mapping[str, str]
    """The name of everybody in the class, by id."""
    names: Mapping[str, str]
    """All known names, by id."""
    by_roster: bool
    held: int
    """How many hand-ins wait until the instructor says whose they are; one may concern two people."""
    strangers: tuple[str, ...]
    """A sentence for each extension in due.csv for somebody who isn't in roster.csv."""
    assignments: tuple[AssignmentStates, ...]
    """The assignments in the course's order."""

    def of(self, assignment: str) -> AssignmentStates:
        """Return one assignment."""
        return next(one for one in self.assignments if one.id == assignment)


def class_states(
    root: Path, ratings: Path | str | None = None, counted: CountingMarks | None = None
) -> ClassStates:
    """Read a class, for its instructor, who may see every name. Nothing is written.

    A hand-in counts if it has a folder in ``submitted/`` or a record in the gradebook. Learners who left the
    class aren't counted, except in ``held``. ``counted`` are the marks, if they were read before.
    Raises `KitError` if a table or database of the class can't be read.
    """
    counted = counted or marks_that_count(root, ratings)
    roster, known, assignments = read_roster(root), counted.gradebook.learners, compiled().assignments
    came = {(path.name, path.parent.name) for path in root.glob("submitted/[!.]*/[!.]*") if path.is_dir()}
    came |= {(assignment, who) for who, assignment in counted.gradebook.submissions}
    if roster:
        learners = {one.id: one.name or known.get(one.id, one.id) for one in roster if one.is_here}
    else:
        ids = {assignment.id for assignment in assignments}
        everybody = {*known, *(who for assignment, who in came if assignment in ids)}
        learners = {who: known.get(who, who) for who in sorted(everybody)}
    listed = learners.keys() | {one.id for one in roster}
    table = _Table(root, counted, came)
    found = tuple(
        table.of(one, learners, tuple(sorted(who for of, who in came if of == one.id and who not in listed)))
        for one in assignments
    )
    strangers = table.due.strangers([one.id for one in roster]) if roster else ()
    names = {**known, **{one.id: one.name for one in roster if one.name}}
    return ClassStates(learners, names, bool(roster), len(table.uploads.waits()), tuple(strangers), found)


class _Table:
    def __init__(self, root: Path, counted: CountingMarks, came: set[tuple[str, str]]) -> None:
        self._root, self._came = root, came
        self.due, self.uploads, self._packed = read_due(root), read_table(root), LastPacked(root)
        self._share = read_settings(root).double_mark
        self._levels: dict[tuple[str, str | None], dict[str, int]] = defaultdict(dict)
        for mark in counted.marks:
            self._levels[mark["learner"], mark["item"]][mark["criterion"]] = mark["level"]
        self._raters: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for one in counted.ratings:
            if one.level is not None:
                self._raters[one.learner, one.item].add(one.rater)

    def of(
        self, assignment: Assignment, learners: Mapping[str, str], others: tuple[str, ...]
    ) -> AssignmentStates:
        id, item = assignment.id, assignment.graded
        sent = self.uploads.waiting(id)
        released = (self._root / "release" / id / f"{id}.ipynb").is_file()
        rows: dict[str, Row] = {}
        for who in learners:
            if (id, who) in self._came:
                rows[who] = self._collected(assignment, who, sent)._replace(late=self._late(id, who))
                continue
            day = self.due.of(id, who)
            nothing: State = "missing" if day is not None and day < date.today() else "not_yet"
            rows[who] = Row("not_collected" if who in sent else nothing if released else "not_released")
        texts = [who for who, row in rows.items() if row.state in HANDED_IN[1:]] if item else []
        doubled = sum(len(self._raters[who, item]) > 1 for who in texts)
        return AssignmentStates(
            id=id,
            title=assignment.title,
            graded=bool(item),
            released=released,
            due=self.due.of(id),
            rows=rows,
            others=others,
            to_double_mark=max(0, math.ceil(self._share * len(texts)) - doubled),
        )

    def _collected(self, assignment: Assignment, who: str, sent: set[str]) -> Row:
        id, levels = assignment.id, self._levels.get((who, assignment.graded), {})
        made, submitted = (self._root / step / who / id for step in ("autograded", "submitted"))
        if who in sent and not (levels or finished.is_finished(made)):
            return Row("not_collected")
        if assignment.graded and not levels and is_without_reflection(self._root, who, id):
            return Row("without_reflection")
        if assignment.graded and (
            len(levels) < len(compiled().rubric.criteria_of(assignment.rubric))
            # If somebody deleted the hand-in here, its marks still count.
            or (submitted.is_dir() and not finished.is_of(made, submitted))
        ):
            return Row("unread")
        feedback = self._feedback(id, who)
        if feedback is None or (assignment.graded and dict(feedback.levels) != levels):
            return Row("marked")
        return Row("to_return" if self._packed.at(feedback) is None else "returned")

    def _late(self, assignment: str, who: str) -> Literal["", "first", "revision"]:
        due = self.due.of(assignment, who)
        newest = handed_in_at(self._root / "submitted" / who / assignment)
        if due is None or newest is None or _day(newest) <= due:
            return ""
        mine = [one.at for one in self.uploads.of(who) if one.assignment == assignment and one.at]
        return "revision" if _day(min(mine, default=newest)) <= due else "first"

    def _feedback(self, assignment: str, who: str) -> Feedback | None:
        try:
            found = read_record(
                (self._root / "feedback" / who / assignment / f"{assignment}.json").read_bytes()
            )
        except OSError:
            return None
        return found if found and (found.learner, found.assignment) == (who, assignment) else None


def _day(at: datetime) -> date:
    # Due dates are days in local time.
    return at.astimezone().date()
