"""Write grades into a platform's own export. Only our cells change; marks from elsewhere are reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kit.classroom import Member
from kit.lms.found_again import KEYS
from kit.lms.grade_columns import GradeColumn, columns_in_words, grade_column, number, worksheet_locked
from kit.lms.grades import Grade
from kit.lms.people import Person, read_people
from kit.lms.sent import Sent
from kit.lms.their_file import TheirFault, TheirFile

_EMPTY = {"", "-", "–", "needs grading", "in progress"}
"""The texts of a cell without a grade."""


@dataclass(slots=True)
class Filled:
    """An export with grades written into it, and what the instructor has to know about it."""

    data: bytes = b""
    columns: dict[str, str] = field(default_factory=dict)
    """The heading of each assignment that has a column."""
    without: list[str] = field(default_factory=list)
    """Assignments without a column."""
    written: list[tuple[str, str, float]] = field(default_factory=list)
    """The assignment, learner and points of each changed cell."""
    unchanged: int = 0
    """How many cells had the same number already."""
    theirs: list[str] = field(default_factory=list)
    """A line of text for each cell that keeps what the platform has."""
    strangers: list[str] = field(default_factory=list)
    """Rows that match nobody in the class, each as a name or another identifier."""
    absent: list[str] = field(default_factory=list)
    """The ids of learners in the class who have no row, without those who have left."""
    tests: list[str] = field(default_factory=list)
    """The platform's test students."""
    unclear: list[str] = field(default_factory=list)
    """A line of text for each row that could be two learners, and for rows that are the same learner."""


def fill(
    file: TheirFile,
    grades: Iterable[Grade],
    members: Sequence[Member],
    titles: Mapping[str, Sequence[str]],
    *,
    named: Mapping[str, str] = MappingProxyType({}),
    heading: str | None = None,
    sent: Sent | None = None,
    ours: bool = False,
    scale: bool = False,
) -> Filled:
    """Write grades into the columns of their assignments.

    A row is matched to a learner by the id, the platform's number, the sign-in name or the e-mail address,
    never by a name. An open or missing grade leaves its cell unchanged.

    Parameters
    ----------
    file
        The platform's export.
    grades
        The grades of all learners.
    members
        The class, with each member's identifiers on the platform.
    titles
        The titles that each assignment may have, by its id. Only these assignments are written.
    named
        Headings by field, for columns that `kit.lms.headings.columns_of` doesn't recognize.
    heading
        The column of the only assignment, if its heading isn't one of the titles.
    sent
        What was written before. Such a number on the platform is ours; any other was entered by somebody.
    ours
        Whether to overwrite numbers that somebody entered.
    scale
        Whether to convert to a column's own maximum of points, rounded to two decimal places.

    Returns
    -------
    Filled
        The new bytes, and what to report.

    Raises
    ------
    kit.lms.their_file.TheirFault
        If no assignment has a column, if more than one column matches, if a column has another maximum and
        ``scale`` isn't set, or if nobody in the class is in the file.

    Examples
    --------
    >>> from kit.lms.their_file import parse
    >>> file = parse(b'Student,ID,Section,Equity (9)\\n"Ruiz, Ana",7,A,\\n', "a.csv")
    >>> grade = Grade("aruiz", "equity", {"event": 2}, ("event",))
    >>> fill(file, [grade], [Member("aruiz", lms_id="7")], {"equity": ["Equity"]}).data
    b'Student,ID,Section,Equity (9)\\n"Ruiz, Ana",7,A,2\\n'
    """
    people = read_people(file, named)
    done = Filled(tests=[one.shown for one in people.tests])
    by_key = {(one.learner, one.assignment): one for one in grades}
    rows = _rows(people.learners, members, done)
    if not rows:
        raise TheirFault(
            f"nobody in this class is in {file.name}, by id, sign-in name or e-mail address; import the "
            "class list with kit roster first."
        )
    done.absent = [one.id for one in members if one.is_here and one.id not in rows]
    places = _columns(file, titles, heading, done)
    changes: dict[tuple[int, int], str] = {}
    for assignment, column in places.items():
        for learner, row in rows.items():
            grade = by_key.get((learner, assignment))
            if grade is None:
                continue
            points, old = _points(grade, column, file, scale), file.text(row, column.place)
            before = (sent or {}).get(assignment, {}).get(learner, ())
            if points is None:
                if number(old) is not None:
                    done.theirs.append(
                        f"{learner}, {column.heading}: no grade here yet, so the platform's {old} stays"
                    )
            elif number(old) == points:
                done.unchanged += 1
            elif why := _kept(file, row, old, points, before, ours):
                done.theirs.append(f"{learner}, {column.heading}: {why}")
            else:
                changes[row, column.place] = f"{points:g}"
                done.written.append((assignment, learner, points))
    done.data = file.data(changes)
    return done


def _columns(
    file: TheirFile, titles: Mapping[str, Sequence[str]], heading: str | None, done: Filled
) -> dict[str, GradeColumn]:
    found: dict[str, GradeColumn] = {}
    for assignment, names in titles.items():
        column = grade_column(file, names, heading=heading, alone=len(titles) == 1)
        if column is None:
            done.without.append(assignment)
        else:
            found[assignment] = column
            done.columns[assignment] = column.heading
    if not found:
        wanted = " or ".join(names[0] for names in titles.values())
        raise TheirFault(
            f"{file.name} has no column called {wanted}; name one with --assignment ID --column HEADING "
            f"({columns_in_words(file)})."
        )
    return found


def _points(grade: Grade, column: GradeColumn, file: TheirFile, scale: bool) -> float | None:
    if grade.points is None:
        return None
    if column.points is not None and column.points != grade.out_of and not scale:
        raise TheirFault(
            f"{file.name}: {column.heading!r} is worth {column.points:g} points, but {grade.assignment} is "
            f"worth {grade.out_of} here; change the points on the platform and export it again, or add "
            "--scale."
        )
    return round(grade.points * column.points / grade.out_of, 2) if scale and column.points else grade.points


def _kept(
    file: TheirFile, row: int, old: str, points: float, before: Sequence[float], ours: bool
) -> str | None:
    if worksheet_locked(file, row):
        return f"the platform has locked this grade; {points:g} isn't written"
    if old.casefold() in _EMPTY:
        return None
    theirs = number(old)
    if theirs is None:
        return f"the platform's {old[:20]} isn't a number and stays; {points:g} isn't written"
    if ours or theirs in before:
        return None
    return f"the platform's {theirs:g} didn't come from here and stays; --ours replaces it with {points:g}"


def _rows(persons: Sequence[Person], members: Sequence[Member], done: Filled) -> dict[str, int]:
    mine = {one.id.casefold(): one for one in members}
    by_key = {k: {getattr(m, k).casefold(): m for m in members if getattr(m, k)} for k in KEYS}
    rows: dict[str, list[int]] = {}
    for one in persons:
        found = {m.id: m for m in _matches(one, mine, by_key)}
        if len(found) > 1:
            done.unclear.append(
                f"row {one.row + 1}, {one.shown}, could be {' or '.join(found)}; left unchanged"
            )
        elif found:
            rows.setdefault(next(iter(found)), []).append(one.row)
        else:
            done.strangers.append(one.shown)
    for learner, places in rows.items():
        if len(places) > 1:
            numbers = " and ".join(str(place + 1) for place in places)
            done.unclear.append(f"rows {numbers} are both {learner}; left unchanged")
    return {learner: places[0] for learner, places in rows.items() if len(places) == 1}


def _matches(
    one: Person, mine: Mapping[str, Member], by_key: Mapping[str, Mapping[str, Member]]
) -> Iterable[Member]:
    if one.id and (member := mine.get(one.id.casefold())) is not None:
        yield member
    for key in KEYS:
        value = getattr(one, key).casefold()
        member = by_key[key].get(value) if value else None
        # Take the value for a member's id if the roster has no value of this kind for that member.
        if member is None and value and (same := mine.get(value)) is not None and not getattr(same, key):
            member = same
        if member is not None:
            yield member
