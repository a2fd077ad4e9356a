"""Write grades into a platform's own export. Only our cells change; marks from elsewhere are reported."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from kit.classroom import Member
from kit.lms.grades import Grade
from kit.lms.people import Matcher, Person, platform_of, platforms, read_people
from kit.lms.platform_file import PlatformFault, PlatformFile
from kit.lms.sent import Sent
from kit.spreadsheet import as_compared


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
    kept: list[str] = field(default_factory=list)
    """A sentence for each cell that keeps what the platform has."""
    unclear: list[str] = field(default_factory=list)
    """A sentence for each row that could be two learners, or is the same learner as another row."""
    strangers: list[str] = field(default_factory=list)
    """Rows that match nobody in the class, each as a name or another identifier."""
    absent: list[str] = field(default_factory=list)
    """The ids of learners in the class who have no row, without those who have left."""
    others: list[str] = field(default_factory=list)
    """The platform's test students, and staff."""


class GradeColumn(NamedTuple):
    """The column that has an assignment's grades."""

    place: int
    """The column, counted from 0."""
    heading: str
    points: float | None
    """The most points in this column, if the file says so."""


def fill(
    file: PlatformFile,
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

    A row is matched to a learner as by `kit.lms.people.Matcher`, never by a name. An open or missing grade
    leaves its cell unchanged.

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
        Headings by field, for columns that `kit.lms.people.columns_of` doesn't recognize.
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
    kit.lms.platform_file.PlatformFault
        If no assignment has a column, if more than one column matches, if a column has another maximum and
        ``scale`` isn't set, or if nobody in the class is in the file.

    Examples
    --------
    >>> from kit.lms.platform_file import parse
    >>> file = parse(b'Student,ID,Section,Equity (9)\\n"Ruiz, Ana",7,A,\\n', "a.csv")
    >>> grade = Grade("aruiz", "equity", {"event": 2}, ("event",))
    >>> fill(file, [grade], [Member("aruiz", lms_id="7")], {"equity": ["Equity"]}).data
    b'Student,ID,Section,Equity (9)\\n"Ruiz, Ana",7,A,2\\n'
    """
    people = read_people(file, named)
    done = Filled(others=[one.shown for one in people.others])
    rows = _rows(people.learners, members, done)
    if not rows:
        raise PlatformFault(
            f"nobody in this class is in {file.name}, by id, number, sign-in name or e-mail address; write "
            "one of them into roster.csv, as it is in this file."
        )
    done.absent = [one.id for one in members if one.is_here and one.id not in rows]
    by_key = {(one.learner, one.assignment): one for one in grades}
    numbers: dict[tuple[int, int], float] = {}
    for assignment, names in titles.items():
        column = grade_column(file, names, heading=heading, alone=len(titles) == 1)
        if column is None:
            done.without.append(assignment)
            continue
        done.columns[assignment] = column.heading
        for learner, row in rows.items():
            if (grade := by_key.get((learner, assignment))) is None:
                continue
            points, old = _points(grade, column, file, scale), file.text(row, column.place)
            before = (sent or {}).get(assignment, {}).get(learner, ())
            if points is not None and number(old) == points:
                done.unchanged += 1
            elif why := _why_kept(old, points, before, ours):
                done.kept.append(f"{learner}, {column.heading}: {why}")
            elif points is not None:
                numbers[row, column.place] = points
                done.written.append((assignment, learner, points))
    if not done.columns:
        wanted = " or ".join(names[0] for names in titles.values())
        raise PlatformFault(
            f"{file.name} has no column called {wanted}; name one with --assignment ID --column HEADING "
            f"({_in_words(file)})."
        )
    done.data = file.data(numbers)
    return done


def _rows(persons: Sequence[Person], members: Sequence[Member], done: Filled) -> dict[str, int]:
    matcher, rows = Matcher(members), dict[str, list[int]]()
    for one in persons:
        could = matcher.of(one)
        if len(could) > 1:
            done.unclear.append(f"row {one.row + 1}, {one.shown}, could be {' or '.join(could)}; not changed")
        elif could:
            rows.setdefault(could[0], []).append(one.row)
        else:
            done.strangers.append(one.shown)
    for learner, places in rows.items():
        if len(places) > 1:
            numbers = " and ".join(str(place + 1) for place in places)
            done.unclear.append(f"rows {numbers} are both {learner}; not changed")
    return {learner: places[0] for learner, places in rows.items() if len(places) == 1}


def _points(grade: Grade, column: GradeColumn, file: PlatformFile, scale: bool) -> float | None:
    if grade.points is None or column.points in (None, grade.out_of):
        return grade.points
    if not scale:
        raise PlatformFault(
            f"{file.name}: {column.heading!r} is worth {column.points:g} points, but {grade.assignment} is "
            f"worth {grade.out_of} here; change the points on the platform and export it again, or add "
            "--scale."
        )
    return round(grade.points * (column.points or 0) / grade.out_of, 2)


def _why_kept(old: str, points: float | None, before: Sequence[float], ours: bool) -> str | None:
    platforms_number = number(old)
    if points is None:
        return None if platforms_number is None else f"no grade here yet, so the platform's {old} stays"
    if old.casefold() in platforms()["any"]["no_grade_yet"]:
        return None
    if platforms_number is None:
        return f"the platform's {old[:20]} isn't a number and stays; {points:g} isn't written"
    if ours or platforms_number in before:
        return None
    return f"the platform's {old} didn't come from here and stays; --ours replaces it with {points:g}"


def grade_column(
    file: PlatformFile, titles: Iterable[str], *, heading: str | None = None, alone: bool = False
) -> GradeColumn | None:
    """Find the column of an assignment by its title.

    Parameters
    ----------
    file
        The export.
    titles
        The titles that the assignment may have.
    heading
        The column's heading if the user named it: complete, or without the number or points that the
        platform adds.
    alone
        Whether this is the only assignment to fill in, so that a worksheet about one assignment must be about
        this one.

    Returns
    -------
    GradeColumn or None
        ``None`` if no column has one of the titles.

    Raises
    ------
    kit.lms.platform_file.PlatformFault
        If more than one column matches, the named one doesn't exist, or the platform computes it itself.

    Examples
    --------
    >>> from kit.lms.platform_file import parse
    >>> file = parse(b"Username,Equity [Total Pts: 15 Score] |664617", "a.csv")
    >>> grade_column(file, ["equity"])
    GradeColumn(place=1, heading='Equity [Total Pts: 15 Score] |664617', points=15.0)
    """
    wanted = {as_compared(one) for one in ([heading] if heading else titles)}
    headings, platform = list(map(as_compared, file.headings)), platform_of(file)
    places = [n for n, one in enumerate(headings) if wanted & _titles(one) and (heading or _has_grades(one))]
    if not places and not heading and alone and "grade" in platform:
        places = [headings.index(platform["grade"])]
    if len(places) > 1:
        found = ", ".join(repr(file.headings[n]) for n in places)
        raise PlatformFault(
            f"{file.name} has more than one column for this assignment ({found}); choose one with --column."
        )
    if not places and heading:
        raise PlatformFault(f"{file.name} has no column {heading!r}; {_in_words(file)}.")
    if not places:
        return None
    place, signs = places[0], platforms()["any"]
    said = next(filter(None, (re.fullmatch(form, headings[place]) for form in signs["grade_headings"])), None)
    points = said.groupdict().get("points") or "" if said else ""
    for row in range(1, min(4, len(file.lines))):
        if as_compared(file.text(row, 0)) in signs["rows_about_columns"][:2]:
            points = file.text(row, place)
    if "read only" in points or re.search(signs["computed"], headings[place]):
        raise PlatformFault(
            f"{file.name}: the platform computes {file.headings[place]!r} itself; choose the column of an "
            "assignment."
        )
    if platform.get("points") in headings and len(file.lines) > 1:
        points = file.text(1, headings.index(platform["points"]))
    return GradeColumn(place, file.headings[place], number(points))


def _titles(heading: str) -> set[str]:
    found = (re.fullmatch(form, heading) for form in platforms()["any"]["grade_headings"])
    return {heading, *(one["title"] for one in found if one)}


def _has_grades(heading: str) -> bool:
    signs = platforms()["any"]
    found = re.fullmatch(signs["grade_headings"][-1], heading)
    return not (found and found["label"] in signs["no_grades"])


def _in_words(file: PlatformFile) -> str:
    shown = [one for one in file.headings if one and _has_grades(as_compared(one))][:30]
    return f"its columns are {', '.join(shown)}"


def number(text: str) -> float | None:
    """Return a number as platforms write it, or ``None`` if the text isn't one.

    >>> number("11.00"), number("11,5"), number("EX"), number("-")
    (11.0, 11.5, None, None)
    """
    found = re.fullmatch(r"-?\d+([.,]\d+)?", text.strip())
    return float(found[0].replace(",", ".")) if found else None
