"""The two CSV files from which Canvas imports a rubric and its scores.

The first makes the rubric in Canvas, and the second has each learner's scores. Canvas matches criteria by
name.
"""

from collections.abc import Iterable, Sequence

from kit.classroom import Member
from kit.lms.grades import Grade
from kit.model.rubric import Criterion

Rows = list[list[str | int | None]]


def rubric_form(title: str, criteria: Sequence[Criterion]) -> tuple[list[str], Rows]:
    """Return the headings and rows of the rubric itself, with the highest level first, as Canvas expects.

    >>> from kit.content import compiled
    >>> headings, rows = rubric_form("Reflection", compiled().rubric.criteria[:1])
    >>> headings[:4], rows[0][4]
    (['Rubric Name', 'Criteria Name', 'Criteria Description', 'Criteria Enable Range'], 'Level 3')
    """
    headings = ["Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range"]
    rows: Rows = []
    for one in criteria:
        levels = sorted(one.levels, key=lambda level: -level.level)
        row: list[str | int | None] = [title, one.name, one.question, "false"]
        for level in levels:
            row += [_rating(level.level), level.learner, level.level]
        rows.append(row)
    most = max((len(one.levels) for one in criteria), default=0)
    return headings + ["Rating Name", "Rating Description", "Rating Points"] * most, rows


def rubric_scores(
    grades: Iterable[Grade], members: Sequence[Member], criteria: Sequence[Criterion]
) -> tuple[list[str], Rows, list[str]]:
    """Return the scores of one assignment: a row per learner with a complete mark and a Canvas number.

    Parameters
    ----------
    grades
        Each learner's grade in the assignment.
    members
        The class; ``lms_id`` is a learner's number in Canvas.
    criteria
        The criteria of the assignment's rubric.

    Returns
    -------
    tuple
        The headings, the rows, and the ids of learners with a complete mark and no Canvas number.

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
    by_learner = {one.learner: one for one in grades if one.points is not None}
    rows: Rows = []
    for member in members:
        grade = by_learner.get(member.id)
        if grade is None or not member.lms_id:
            continue
        row: list[str | int | None] = [member.lms_id, member.name]
        for one in criteria:
            level = grade.levels[one.id]
            row += [_rating(level), level, None]
        rows.append(row)
    numbers = {one.id for one in members if one.lms_id}
    return headings, rows, [learner for learner in by_learner if learner not in numbers]


def _rating(level: int) -> str:
    return f"Level {level}"
