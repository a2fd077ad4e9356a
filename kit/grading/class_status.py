"""Read a class's progress by assignment, for its instructor, who may see every name. Read-only.

The time of a hand-in is the one that it states. Hand-ins are in the order of their revision numbers, and none
counts as earlier than the one before it, even if the learner's clock was set back.
"""

import math
import shlex
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kit.classroom import DueDates, read_due, read_settings
from kit.content import compiled
from kit.grading import finished
from kit.grading.archive import archive_of
from kit.grading.class_list import class_list, is_released
from kit.grading.counting import CountingMarks, marks_that_count
from kit.grading.handed import handed_in_at
from kit.grading.left_out import is_clutter
from kit.grading.packets import LastPacked
from kit.grading.senders import Senders, read_senders
from kit.grading.waiting import waiting
from kit.handin.feedback_record import Feedback, read_record
from kit.handin.reading import read_download
from kit.handin.received import Received
from kit.handin.records import ABOUT
from kit.model import Assignment, NotFound


@dataclass(frozen=True)
class AssignmentStatus:
    """One assignment of a class; each tuple contains learner ids."""

    id: str
    title: str
    due: date | None
    """The due date for everyone without an extension."""
    released: bool
    submitted: tuple[str, ...]
    missing: tuple[str, ...]
    """Learners who sent nothing; empty if the assignment isn't released."""
    held: tuple[str, ...]
    """Learners without a submission who own or sent a hand-in that waits until somebody says whose it is."""
    hand_ins_held: int
    """How many hand-ins wait like this. One can concern two learners, or one who has another submission."""
    accepted: tuple[str, ...]
    """Learners without a submission whose hand-in the instructor accepted, but which isn't collected yet."""
    left_out: tuple[str, ...]
    """Learners who sent something, but nothing that can be marked."""
    late: tuple[str, ...]
    """Learners whose first hand-in came after their due date."""
    revised_late: tuple[str, ...]
    """Learners who were on time and handed in again after their due date."""
    unread: tuple[str, ...]
    """Learners whose latest hand-in isn't fully marked yet; empty if the assignment isn't graded."""
    to_double_mark: int
    """How many texts a second person still has to mark to reach the share in ``class.json``."""
    to_return: tuple[str, ...]
    """Learners whose feedback is made and up to date, but isn't packed in its current form."""
    returned: tuple[str, ...]
    """Learners whose current feedback `kit feedback` has packed."""
    returned_on: date | None
    """The day of the last of these packets, in local time."""
    others: tuple[str, ...]
    """Those who handed in but aren't on the class list."""


@dataclass(frozen=True)
class ClassStatus:
    """A class's progress, with the assignments in the course's order."""

    learners: Mapping[str, str]
    """The name of everybody in the class, by id."""
    listed_in: str
    """The source of the class list, in words."""
    strangers: tuple[str, ...]
    """A sentence for each extension in due.csv for somebody who isn't in roster.csv."""
    assignments: tuple[AssignmentStatus, ...]


def class_status(root: Path, ratings: Path | str | None = None) -> ClassStatus:
    """Read a class's progress.

    Parameters
    ----------
    root
        The course root.
    ratings
        The ratings database; by default ``ratings.db`` in the course root.

    Returns
    -------
    ClassStatus
        The progress. Learners who left the class aren't counted, except in ``hand_ins_held``.

    Raises
    ------
    NotFound
        ``root`` isn't the folder of a class.
    KitError
        A table or database of the class can't be read; the message names it.
    """
    if not (root / "nbgrader_config.py").is_file() and not (root / "gradebook.db").is_file():
        raise NotFound(
            f"{root} is not a class folder; check the name, or make one with: kit class new "
            f"{shlex.quote(str(root))}"
        )
    due, share, senders = read_due(root), read_settings(root).double_mark, read_senders(root)
    counted = marks_that_count(root, ratings)
    assignments = compiled().assignments
    listed = class_list(root, counted.gradebook, [one.id for one in assignments])
    learners, roster = listed.learners, listed.roster
    listed_in = "roster.csv" if roster else "the gradebook and hand-ins, because there is no roster.csv"
    marked, packed = _marked(counted), LastPacked(root)
    raters = _raters(counted)
    found = []
    for one in assignments:
        theirs = listed.handed_in[one.id]
        sent = waiting(root, one.id, senders)
        not_in = tuple(who for who in learners if who not in theirs)
        submitted = tuple(who for who in learners if who in theirs)
        released = is_released(root, one.id)
        times = _Times(root, one.id, due, senders)
        unread = tuple(who for who in submitted if one.graded and not _is_read(root, one, who, marked))
        doubled = sum(len(raters[one.graded, who]) > 1 for who in submitted) if one.graded else 0
        wanted = math.ceil(share * len(submitted)) if one.graded else 0
        made = {
            who: feedback
            for who in submitted
            if who not in unread and (feedback := _feedback(root, one, who, marked)) is not None
        }
        days = {who: at for who, feedback in made.items() if (at := packed.at(feedback)) is not None}
        found.append(
            AssignmentStatus(
                id=one.id,
                title=one.title,
                due=due.everyone.get(one.id),
                released=released,
                submitted=submitted,
                missing=tuple(who for who in not_in if released and who not in sent.came),
                held=tuple(who for who in not_in if who in sent.held),
                hand_ins_held=sent.hand_ins,
                accepted=tuple(who for who in not_in if who in sent.accepted),
                left_out=tuple(who for who in not_in if who in sent.left_out),
                late=tuple(who for who in submitted if times.first_is_late(who)),
                revised_late=tuple(who for who in submitted if times.only_a_revision_is_late(who)),
                unread=unread,
                to_double_mark=max(0, wanted - doubled),
                to_return=tuple(who for who in made if who not in days),
                returned=tuple(days),
                returned_on=_last_day(days.values()),
                others=tuple(sorted(listed.others(one.id))),
            )
        )
    strangers = due.strangers([one.id for one in roster]) if roster else ()
    return ClassStatus(learners, listed_in, tuple(strangers), tuple(found))


def _last_day(times: Iterable[str]) -> date | None:
    try:
        return max((_day(datetime.fromisoformat(at)) for at in times), default=None)
    except ValueError:
        # Somebody edited a time in the table.
        return None


Marked = Mapping[tuple[str, str], Mapping[str, int]]
"""The levels that count, by learner and item, then by criterion."""


def _marked(counted: CountingMarks) -> Marked:
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for mark in counted.marks:
        found[mark["learner"], mark["item"]][mark["criterion"]] = mark["level"]
    return found


def _raters(counted: CountingMarks) -> Mapping[tuple[str | None, str], set[str]]:
    found: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for one in counted.ratings:
        if one.level is not None:
            found[one.item, one.learner].add(one.rater)
    return found


def _is_read(root: Path, one: Assignment, learner: str, marked: Marked) -> bool:
    criteria = len(compiled().rubric.criteria_of(one.rubric))
    if len(marked.get((learner, one.graded or ""), ())) < criteria:
        return False
    made, submitted = (root / step / learner / one.id for step in ("autograded", "submitted"))
    # If somebody deleted the hand-in here, its marks still count.
    return not submitted.is_dir() or finished.is_of(made, submitted)


def _feedback(root: Path, one: Assignment, learner: str, marked: Marked) -> Feedback | None:
    """Return a learner's feedback, or ``None`` if there is none or its levels aren't those that count now."""
    try:
        found = read_record((root / "feedback" / learner / one.id / f"{one.id}.json").read_bytes())
    except OSError:
        return None
    if found is None or (found.learner, found.assignment) != (learner, one.id):
        return None
    counts = marked.get((learner, one.graded or ""), {})
    return found if not one.graded or dict(found.levels) == dict(counts) else None


class _Times:
    """The times of each learner's hand-ins of one assignment."""

    def __init__(self, root: Path, assignment: str, due: DueDates, senders: Senders) -> None:
        self._root, self._assignment, self._due, self._senders = root, assignment, due, senders
        some = assignment in due.everyone or any(key[0] == assignment for key in due.extensions)
        self._zips = self._from_archive() if some else {}

    def first_is_late(self, learner: str) -> bool:
        """Return whether the learner handed in, but nothing in time."""
        due, times = self._due.of(self._assignment, learner), self._of(learner)
        return due is not None and bool(times) and _day(times[0]) > due

    def only_a_revision_is_late(self, learner: str) -> bool:
        """Return whether a hand-in was in time, but the newest wasn't."""
        due, times = self._due.of(self._assignment, learner), self._of(learner)
        return due is not None and bool(times) and _day(times[0]) <= due < _day(times[-1])

    def _of(self, learner: str) -> list[datetime]:
        # In the order of revisions; none counts as earlier than the one before it.
        found = [at for _, at in sorted(self._zips.get(learner, []))]
        submitted = self._root / "submitted" / learner / self._assignment
        if (at := handed_in_at(submitted)) and at not in found:
            found.append(at)
        return [max(found[: number + 1]) for number in range(len(found))]

    def _from_archive(self) -> dict[str, list[tuple[int, datetime]]]:
        archive = archive_of(self._root, self._assignment)
        found: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
        for path in sorted(archive.rglob("*.zip")):
            if is_clutter(path.relative_to(archive)):
                continue
            for one in read_download(path, (ABOUT,)):
                if isinstance(one, Received) and one.learner and self._is_theirs(one):
                    found[one.learner].append((-1 if one.seq is None else one.seq, one.at))
        return found

    def _is_theirs(self, one: Received) -> bool:
        known = self._senders.learners.get(one.learner or "")
        if one.assignment not in (None, self._assignment):
            return False
        return known is None or not known.workspaces or one.workspace in (None, *known.workspaces)


def _day(at: datetime) -> date:
    # Due dates are days in local time.
    return at.astimezone().date()


COLUMNS = (
    "assignment", "due", "released", "submitted", "missing", "held", "accepted", "left_out", "late",
    "revised_late", "unread", "to_double_mark", "to_return", "returned", "returned_on",
)  # fmt: skip


def rows(status: ClassStatus, *, names: bool = False) -> list[list[object]]:
    """Return `COLUMNS` as a table, one row per assignment; ``names`` adds who is missing and who is late."""
    return [
        [
            one.id,
            one.due.isoformat() if one.due else None,
            "yes" if one.released else "no",
            len(one.submitted),
            len(one.missing),
            len(one.held),
            len(one.accepted),
            len(one.left_out),
            len(one.late),
            len(one.revised_late),
            len(one.unread),
            one.to_double_mark,
            len(one.to_return),
            len(one.returned),
            one.returned_on.isoformat() if one.returned_on else None,
            *([_named(status, one.missing), _named(status, one.late)] if names else []),
        ]
        for one in status.assignments
    ]


def _named(status: ClassStatus, learners: Iterable[str]) -> str:
    return "; ".join(f"{status.learners[who]} ({who})" for who in learners)
