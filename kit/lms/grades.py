"""Grades as they go to a learning platform: points where every criterion has its level, or else nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kit.classroom import Member
from kit.model import LEVELS


@dataclass(frozen=True, slots=True)
class Grade:
    """What one learner has in one assignment.

    >>> grade = Grade("ana", "equity", {"event": 2}, ("event", "action"), handed_in=True)
    >>> grade.points, grade.open, grade.out_of
    (None, ('action',), 6)
    """

    learner: str
    assignment: str
    levels: Mapping[str, int]
    """The level that counts for each criterion that has one."""
    criteria: tuple[str, ...]
    """Every criterion that is marked."""
    handed_in: bool = False

    @property
    def open(self) -> tuple[str, ...]:
        """The criteria that wait for a mark."""
        return tuple(one for one in self.criteria if one not in self.levels)

    @property
    def points(self) -> int | None:
        """All levels together; ``None`` while one is open: never 0 for what isn't marked."""
        return None if self.open else sum(self.levels[one] for one in self.criteria)

    @property
    def out_of(self) -> int:
        """The most points that there are."""
        return LEVELS[-1] * len(self.criteria)


def grades_table(
    grades: Iterable[Grade], members: Sequence[Member]
) -> tuple[list[str], list[list[str | int | None]]]:
    """Grades as one table: a row a learner, for each assignment its points and every criterion's level.

    Parameters
    ----------
    grades
        Of every learner who is to stand in it.
    members
        The learners, in the order of the rows.

    Returns
    -------
    tuple
        The headings, and the rows. What is open or missing is ``None``, an empty cell.

    Examples
    --------
    >>> grade = Grade("ana", "equity", {"event": 2, "action": 3}, ("event", "action"))
    >>> grades_table([grade], [Member("ana", "Ana"), Member("ben")])[0][6:]
    ['equity', 'equity out of', 'equity.event', 'equity.action']
    >>> [row[6:] for row in grades_table([grade], [Member("ana", "Ana"), Member("ben")])[1]]
    [[5, 6, 2, 3], [None, 6, None, None]]
    """
    by_key = {(one.learner, one.assignment): one for one in grades}
    assignments = {one.assignment: one for one in by_key.values()}
    headings = ["learner", "name", "email", "login", "lms_id", "section"]
    for name, one in assignments.items():
        headings += [name, f"{name} out of", *(f"{name}.{criterion}" for criterion in one.criteria)]
    rows: list[list[str | int | None]] = []
    for member in members:
        row: list[str | int | None] = [member.id, member.name, member.email, member.login, member.lms_id]
        row.append(member.section)
        for name, one in assignments.items():
            mine = by_key.get((member.id, name)) or Grade(member.id, name, {}, one.criteria)
            row += [mine.points, one.out_of, *(mine.levels.get(criterion) for criterion in one.criteria)]
        rows.append(row)
    return headings, rows
