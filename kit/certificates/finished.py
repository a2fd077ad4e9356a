"""Find out from the hand-ins in a course root who has finished, by the rule of `kit.handin.weeks`.

A week counts if its assignment was handed in and the learner's hand-ins have every answer that the week
requires. The follow-up weeks, months later, add hours but aren't required.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kit.classroom import read_roster
from kit.content import compiled, sentence_of
from kit.files import require_folder
from kit.grading.gradebook_record import read_gradebook
from kit.grading.handed import is_somebody_elses
from kit.grading.learners_file import read_table
from kit.grading.whose import Table
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
    """Which weeks of one learner count, and what is missing in the others."""

    learner: str
    name: str
    weeks: tuple[CourseWeek, ...]
    """The weeks that count, in the course's order."""
    missing: tuple[tuple[str, int | None], ...]
    """Required weeks that don't count: the title, and how many answers are missing (``None``: no hand-in)."""

    @property
    def has_finished(self) -> bool:
        """Whether no required week is missing."""
        return not self.missing

    @property
    def minutes(self) -> int:
        """The minutes of all weeks that count."""
        return sum(week.minutes for week in self.weeks)


@dataclass(frozen=True)
class ClassStanding:
    """The standing of everyone in a class."""

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
        Ids of learners who keep some answers private and whose instructor knows that they gave them. Every
        week that they handed in counts.

    Returns
    -------
    ClassStanding
        Learners who have left the class aren't in it.

    Raises
    ------
    NotFound
        If there is no such folder, nobody is in the class, or an id in ``vouched`` isn't in the class.
    KitError
        If the roster or the gradebook can't be read.
    """
    require_folder(root)
    if roster := read_roster(root):
        names = {one.id: one.name or one.id for one in roster if one.is_here}
    else:
        listed = read_gradebook(root, ()).learners
        names = {id: listed[id] for id in sorted(listed) if LEARNER_ID.fullmatch(id)}
    if not names:
        raise NotFound(
            f"nobody is in the class in {root} yet; import a class list: kit roster {root} EXPORT.csv"
        )
    if unknown := next((one for one in vouched if one not in names), None):
        raise NotFound(f"nobody in the class has the id {unknown[:64]!r}; roster.csv lists the ids.")
    read = _Reading(root)
    everybody = tuple(read.standing(id, name, vouched=id in vouched) for id, name in names.items())
    return ClassStanding(everybody, tuple(read.problems))


class _Reading:
    """A reader of the hand-ins in a course root, which also collects their problems."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._table: Table = read_table(root)
        self._weeks = course_weeks()
        # A week's assignment is the one of its notebook.
        self._of = {f"{one.notebook}.ipynb": one for one in compiled().assignments}
        self.problems: list[str] = []

    def standing(self, learner: str, name: str, *, vouched: bool) -> Standing:
        """Return one learner's standing."""
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
        """Return the shared answers in a hand-in, or ``None`` if it is missing, unreadable or not theirs."""
        folder = self._root / "submitted" / learner / assignment
        if not folder.is_dir() or is_somebody_elses(self._table, folder, assignment, learner):
            return None
        try:
            received = read_hand_in(folder, (JOURNAL,))
        except KitError as fault:
            self.problems.append(sentence_of(fault))
            return None
        responses, faults = read_bytes(received.files.get(JOURNAL, b""), str(folder / JOURNAL))
        self.problems += faults[:1]
        return frozenset(parallel(Answer(*answer_of(one))) for one in responses if one.lane == "shared")
