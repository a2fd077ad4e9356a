"""Grades for a learning platform: points once every criterion has a level, and nothing before that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kit.classroom import Member
from kit.model import LEVELS


@dataclass(frozen=True, slots=True)
class Grade:
    """One learner's grade in one assignment.

    >>> grade = Grade("ana", "equity", {"event": 2}, ("event", "action"), handed_in=True)
    >>> grade.points, grade.open, grade.out_of
    (None, ('action',), 6)
    """

    learner: str
    assignment: str
    levels: Mapping[str, int]
    """The level that counts, by criterion; criteria without a level are left out."""
    criteria: tuple[str, ...]
    """All criteria of the assignment."""
    handed_in: bool = False

    @property
    def open(self) -> tuple[str, ...]:
        """The criteria that don't have a level yet."""
        return tuple(one for one in self.criteria if one not in self.levels)

    @property
    def points(self) -> int | None:
        """The sum of all levels, or ``None`` while a criterion is open; missing marks never count as 0."""
        return None if self.open else sum(self.levels[one] for one in self.criteria)

    @property
    def out_of(self) -> int:
        """The most points that a learner can get."""
        return LEVELS[-1] * len(self.criteria)


def grades_table(
    grades: Iterable[Grade], members: Sequence[Member]
) -> tuple[list[str], list[list[str | int | None]]]:
    """Return grades as one table: a row per learner, with each assignment's points and levels.

    Parameters
    ----------
    grades
        The grades to put in the table.
    members
        The learners, in the order of the rows.

    Returns
    -------
    tuple
        The headings, and the rows. An open or missing grade is ``None``, which becomes an empty cell.

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
