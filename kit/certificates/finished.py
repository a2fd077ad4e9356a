"""Who has finished, by what was handed in: the rule of `kit.handin.weeks`, read in a course root.

A week counts when everything that it asks of everybody has an answer in the hand-in. The weeks of the
follow-up, months later, add to the hours and aren't waited for.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kit.classroom import read_roster
from kit.content import compiled
from kit.files import require_folder
from kit.grading.gradebook_record import read_gradebook
from kit.grading.handed import is_somebody_elses
from kit.grading.senders import Senders, read_senders
from kit.handin.reading import read_hand_in
from kit.handin.records import JOURNAL
from kit.handin.weeks import CourseWeek, course_weeks, parallel
from kit.journal import LEARNER_ID
from kit.journal.heads import answer_of
from kit.journal.lines import read_bytes
from kit.journal.looking import Answer
from kit.model import KitError, NotFound


@dataclass(frozen=True)
class Standing:
    """One learner: which weeks count, and what is missing in the others."""

    learner: str
    name: str
    weeks: tuple[CourseWeek, ...]
    """Those that count, in the course's order."""
    missing: tuple[tuple[str, int | None], ...]
    """By title, needed weeks that don't count: answers that the hand-in lacks, ``None`` without a hand-in."""

    @property
    def has_finished(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def minutes(self) -> int:
        """Of the weeks that count, together."""
        return sum(week.minutes for week in self.weeks)


@dataclass(frozen=True)
class ClassStanding:
    """Everybody in a class."""

    learners: tuple[Standing, ...]
    problems: tuple[str, ...]
    """Hand-ins that can't be read, a sentence each."""


def class_standing(root: Path, vouched: Collection[str] = ()) -> ClassStanding:
    """Read who in a class has finished.

    Parameters
    ----------
    root
        The course root.
    vouched
        Ids of learners of whom the instructor knows that they answered what isn't in their hand-ins, since
        they keep some answers private: each week that they handed in counts.

    Returns
    -------
    ClassStanding
        Whoever left the class isn't in it.

    Raises
    ------
    NotFound
        There is no such folder, nobody is in the class, or somebody vouched for isn't.
    KitError
        The roster or the gradebook can't be read.
    """
    require_folder(root)
    if roster := read_roster(root):
        names = {one.id: one.name or one.id for one in roster if one.is_here}
    else:
        listed = read_gradebook(root, ()).learners
        names = {id: listed[id] for id in sorted(listed) if LEARNER_ID.fullmatch(id)}
    if not names:
        raise NotFound(
            f"nobody is in the class in {root} yet; take in a class list: kit roster {root} EXPORT.csv"
        )
    if unknown := next((one for one in vouched if one not in names), None):
        raise NotFound(
            f"nobody in the class has the id {unknown[:64]!r}; kit class status --names lists ids."
        )
    read = _Reading(root)
    everybody = tuple(read.standing(id, name, vouched=id in vouched) for id, name in names.items())
    return ClassStanding(everybody, tuple(read.problems))


class _Reading:
    """Goes through the hand-ins of a course root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._senders: Senders = read_senders(root)
        self._weeks = course_weeks()
        # Each week has the assignment of its notebook.
        self._of = {f"{one.notebook}.ipynb": one for one in compiled().assignments}
        self.problems: list[str] = []

    def standing(self, learner: str, name: str, *, vouched: bool) -> Standing:
        """What counts of one learner."""
        handed = {one.id: self._answers(learner, one.id) for one in self._of.values()}
        answered = frozenset().union(*(found for found in handed.values() if found is not None))
        counted: list[CourseWeek] = []
        missing: list[tuple[str, int | None]] = []
        for week in self._weeks:
            assignment = self._of.get(week.notebook)
            if assignment is None:
                continue
            came = handed[assignment.id] is not None
            lacks = 0 if vouched else len(week.asks - answered)
            if came and not lacks:
                counted.append(week)
            elif "follow_up" not in assignment.occasions:
                missing.append((week.title, lacks if came else None))
        return Standing(learner, name, tuple(counted), tuple(missing))

    def _answers(self, learner: str, assignment: str) -> frozenset[Answer] | None:
        """What was answered in one hand-in; ``None`` where there is none of theirs."""
        folder = self._root / "submitted" / learner / assignment
        if not folder.is_dir() or is_somebody_elses(self._senders, folder, assignment, learner):
            return None
        try:
            received = read_hand_in(folder, (JOURNAL,))
        except KitError as fault:
            self.problems.append(str(fault))
            return None
        responses, faults = read_bytes(received.files.get(JOURNAL, b""), str(folder / JOURNAL))
        self.problems += faults[:1]
        return frozenset(parallel(Answer(*answer_of(one))) for one in responses if one.lane == "shared")
