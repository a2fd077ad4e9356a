"""Grades for a learning platform, as a table or as Canvas' rubric. Nothing is a grade before it is whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kit.classroom import Member
from kit.model import LEVELS
from kit.model.rubric import Criterion

Table = tuple[list[str], list[list[str | int | None]]]
"""Headings and rows. ``None`` becomes an empty cell."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One learner's grade in one assignment.

    >>> grade = Grade("ana", "equity", {"event": 2}, ("event", "action"))
    >>> grade.points, grade.open, grade.out_of
    (None, ('action',), 6)
    """

    learner: str
    assignment: str
    levels: Mapping[str, int]
    """The level that counts, by criterion; criteria without a level are left out."""
    criteria: tuple[str, ...]
    """All criteria of the assignment."""

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


def grades_table(grades: Iterable[Grade], members: Sequence[Member]) -> Table:
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
        The headings, and the rows. An open or missing grade is ``None``.

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


def rubric_form(title: str, criteria: Sequence[Criterion]) -> Table:
    """Return the rubric for Canvas to import, with the highest level first, as Canvas expects.

    >>> from kit.content import compiled
    >>> headings, rows = rubric_form("Reflection", compiled().rubric.criteria[:1])
    >>> headings[:4], rows[0][4]
    (['Rubric Name', 'Criteria Name', 'Criteria Description', 'Criteria Enable Range'], 'Level 3')
    """
    headings = ["Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range"]
    headings += ["Rating Name", "Rating Description", "Rating Points"] * len(LEVELS)
    rows: list[list[str | int | None]] = []
    for criterion in criteria:
        row: list[str | int | None] = [title, criterion.name, criterion.question, "false"]
        for level in reversed(criterion.levels):
            row += [f"Level {level.level}", level.learner, level.level]
        rows.append(row)
    return headings, rows


def rubric_scores(grades: Iterable[Grade], members: Sequence[Member], criteria: Sequence[Criterion]) -> Table:
    """Return the scores of one assignment: a row per learner with a complete mark and a Canvas number.

    Canvas matches criteria by name.

    Parameters
    ----------
    grades
        Each learner's grade in the assignment.
    members
        The class; ``lms_id`` is a learner's number in Canvas.
    criteria
        The criteria of the assignment's rubric.

    Examples
    --------
    >>> from kit.content import compiled
    >>> criteria = compiled().rubric.criteria[:1]
    >>> grade = Grade("ana", "equity", {criteria[0].id: 2}, (criteria[0].id,))
    >>> rubric_scores([grade], [Member("ana", "Ana", lms_id="7")], criteria)[1]
    [['7', 'Ana', 'Level 2', 2, None]]
    """
    headings = ["Student Id", "Student Name"]
    headings += [f"{one.name} - {part}" for one in criteria for part in ("Rating", "Points", "Comments")]
    marked = {one.learner: one.levels for one in grades if one.points is not None}
    rows: list[list[str | int | None]] = []
    for member in members:
        if member.id in marked and member.lms_id:
            levels = [marked[member.id][one.id] for one in criteria]
            scores = [cell for level in levels for cell in (f"Level {level}", level, None)]
            rows.append([member.lms_id, member.name, *scores])
    return headings, rows
