"""What has come of each learner's hand-in of each assignment; every caller reads this table.

Whether a hand-in is late, the platform says, by its mark or its time. Without one, the time counts that the
hand-in states, unless that is later than its arrival.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from kit.classroom import Member, read_due, read_roster, read_settings
from kit.content import compiled, sentence_of
from kit.grading import finished
from kit.grading.counting import CountingMarks, marks_that_count
from kit.grading.handed import handed_in_at, is_somebody_elses
from kit.grading.learners_file import read_table
from kit.grading.markable import is_without_reflection
from kit.grading.packets import LastPacked
from kit.grading.whose import Roster, Table
from kit.handin.downloads import prefix_of
from kit.handin.feedback_record import Feedback, read_record
from kit.model import Assignment, KitError

State = Literal[
    "not_yet",  # nothing came, and it isn't past the due date, or nothing was collected from anybody
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


class NotCollected(NamedTuple):
    """Something that came and waits for a decision or can't be used."""

    learner: str
    """Whose it is: an id, or what the platform calls somebody who isn't on the class list."""
    assignment: str
    """Empty if that isn't known."""
    why: str
    to_send: str
    """A sentence for that learner, or nothing."""


@dataclass(frozen=True)
class AssignmentStates:
    """One assignment of a class."""

    id: str
    title: str
    graded: bool
    released: bool
    due: datetime | None
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
    people: Mapping[str, Member]
    """Everybody who is known, by id, also those who left."""
    by_roster: bool
    held: int
    """How many hand-ins wait until the instructor says whose they are; one may concern two people."""
    not_collected: tuple[NotCollected, ...]
    remarks: tuple[str, ...]
    """Sentences about due.csv."""
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
    uploads = read_table(root)
    came = {one for one in came if not is_somebody_elses(uploads, root / "submitted" / one[1] / one[0], *one)}
    ids = {assignment.id for assignment in assignments}
    everybody = {*known, *(who for assignment, who in came if assignment in ids)}
    people = {one.id: replace(one, name=one.name or known.get(one.id, "")) for one in roster}
    people |= {who: Member(who, known.get(who, "")) for who in sorted(everybody - people.keys())}
    listed = {one.id: one.is_here for one in roster} or dict.fromkeys(people, True)
    learners = {who: people[who].name or who for who, is_here in listed.items() if is_here}
    waits = tuple(_not_collected(uploads, Roster(roster), came))
    table = _Table(root, counted, came, uploads, waits)
    found = tuple(
        table.of(one, learners, tuple(sorted(who for of, who in came if of == one.id and who not in listed)))
        for one in assignments
    )
    remarks, held = table.due.remarks([one.id for one in roster]), len(uploads.waits())
    return ClassStates(learners, people, bool(roster), held, waits, tuple(remarks), found)


def _not_collected(table: Table, roster: Roster, came: set[tuple[str, str]]) -> Iterator[NotCollected]:
    titles = {one.id: one.title for one in compiled().assignments}
    for one in table.uploads:
        id, of = one.assignment, {"assignment": titles.get(one.assignment, one.assignment)}
        if one.decision == "held":
            to_send = sentence_of(
                KitError("ask.sent_by", **of) if one.sent_by else KitError("ask.held", **of)
            )
            yield NotCollected(one.sent_by or one.learner, id, f"held: {one.why}", to_send)
            if one.sent_by and (id, one.learner) not in came:
                yield NotCollected(one.learner, id, f"held: {one.why}", "")
        elif one.decision == "not theirs" and one.sent_by and (id, one.sent_by) not in came:
            why = KitError("held.sent_by", by=one.sent_by, file=Path(one.file).name, learner=one.learner)
            to_send = sentence_of(KitError("ask.sent_by", **of))
            yield NotCollected(one.sent_by, id, f"left out: {sentence_of(why)}", to_send)
    for left in table.left_out:
        for who in roster.named(left.whose):
            yield NotCollected(who, left.assignment, f"left out: {left.why}", left.to_send)


class _Table:
    def __init__(
        self,
        root: Path,
        counted: CountingMarks,
        came: set[tuple[str, str]],
        uploads: Table,
        waits: tuple[NotCollected, ...],
    ) -> None:
        self._root, self._came, self._uploads = root, came, uploads
        self.due, self._packed = read_due(root), LastPacked(root)
        self._waits = {(one.assignment, one.learner) for one in waits}
        # Killed between the decision and the copy, or the copy was deleted.
        self._sent = self._waits | {(one.assignment, one.learner) for one in uploads.uploads if one.counts}
        self._settings = read_settings(root)
        names = [(one.assignment, prefix_of(one.file)) for one in uploads.uploads]
        # Only where Canvas knows the due date does it mark anybody.
        self._marked_late = {assignment for assignment, prefix in names if prefix and prefix.is_late}
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
        sent = {who for of, who in self._sent if of in ("", id)}
        released = (self._root / "release" / id / f"{id}.ipynb").is_file()
        rows: dict[str, Row] = {}
        for who in learners:
            if (id, who) in self._came:
                rows[who] = self._collected(assignment, who)._replace(late=self._late(id, who))
                continue
            due = self.due.of(id, who)
            is_over = released and due and due < datetime.now(UTC)
            rows[who] = Row("not_collected" if who in sent else "missing" if is_over else "not_yet")
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
            to_double_mark=max(0, math.ceil(self._settings.double_mark * len(texts)) - doubled),
        )

    def _collected(self, assignment: Assignment, who: str) -> Row:
        id, levels = assignment.id, self._levels.get((who, assignment.graded), {})
        made, submitted = (self._root / step / who / id for step in ("autograded", "submitted"))
        # nbgrader refused to autograde it.
        if {(id, who), ("", who)} & self._waits and not (levels or finished.is_finished(made)):
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
        mine = [one for one in self._uploads.of(who) if one.assignment == assignment]
        times = [(one.at, one.file) for one in mine if one.at]
        # From nbgrader's exchange, there is no upload.
        if not times and (newest := handed_in_at(self._root / "submitted" / who / assignment)):
            times = [(newest, "")]
        late = [self._is_late(assignment, who, file, at) for at, file in sorted(times)]
        return "" if not (late and late[-1]) else "first" if late[0] else "revision"

    def _is_late(self, assignment: str, who: str, file: str, at: datetime) -> bool:
        due, prefix = self.due.of(assignment, who), prefix_of(file)
        # Canvas doesn't know an extension that is given here.
        if prefix and assignment in self._marked_late and (assignment, who) not in self.due.dates:
            return prefix.is_late
        if prefix and prefix.platform == "blackboard":
            with suppress(ValueError):
                at = self._settings.local(datetime.strptime(str(prefix.order), "%Y%m%d%H%M%S"))
        return due is not None and at > due

    def _feedback(self, assignment: str, who: str) -> Feedback | None:
        try:
            found = read_record(
                (self._root / "feedback" / who / assignment / f"{assignment}.json").read_bytes()
            )
        except OSError:
            return None
        return found if found and (found.learner, found.assignment) == (who, assignment) else None
