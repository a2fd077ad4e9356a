"""Find the column of a platform's export that has an assignment's grades, and how many points it is worth."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kit.lms.their_file import TheirFault, TheirFile
from kit.spreadsheet import as_compared

_BLACKBOARD = re.compile(
    r"(?P<title>.*?)\s*\[Total Pts: (?:up to )?(?P<points>[\d.,]+)[^\]]*\]\s*(\|\s*\w+)?"
)
_CANVAS = re.compile(r"(?P<title>.*)\s\(\d+\)")
_MOODLE = re.compile(r"[^:]+:\s(?P<title>.*)\s\((?P<label>[^()]*)\)")
_NO_NUMBER = {"feedback", "percentage", "letter", "retroalimentacion", "comentarios", "porcentaje", "letra"}
"""The labels of the other columns that Moodle exports for a grade."""
_TOTALS = re.compile(
    r"(current|final) (score|points|grade)|override (score|grade|status)|course total|\[total pts: up to"
)
_WORKSHEET = ("identifier", "grade")
"""The headings that show Moodle's offline worksheet, which is about one assignment but doesn't name it."""


class GradeColumn(NamedTuple):
    """The column that has an assignment's grades."""

    place: int
    """The column, counted from 0."""
    heading: str
    points: float | None
    """The most points in this column, if the file says so."""


def grade_column(
    file: TheirFile, titles: Iterable[str], *, heading: str | None = None, alone: bool = False
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
    kit.lms.their_file.TheirFault
        If more than one column matches, the named one doesn't exist, or the platform computes it itself.

    Examples
    --------
    >>> from kit.lms.their_file import parse
    >>> file = parse(b"Username,Equity [Total Pts: 15 Score] |664617", "a.csv")
    >>> grade_column(file, ["equity"])
    GradeColumn(place=1, heading='Equity [Total Pts: 15 Score] |664617', points=15.0)
    """
    wanted = {as_compared(one) for one in ([heading] if heading else titles)}
    places = [n for n, one in enumerate(file.headings) if wanted & _names(one)]
    exact = [n for n in places if as_compared(file.headings[n]) in wanted]
    if not heading:
        places = [n for n in places if _is_number(file.headings[n])]
    elif len(exact) == 1:
        places = exact
    plain = [as_compared(one) for one in file.headings]
    if not places and not heading and alone and all(one in plain for one in _WORKSHEET):
        places = [plain.index("grade")]
    if len(places) > 1:
        found = ", ".join(repr(file.headings[n]) for n in places)
        raise TheirFault(
            f"{file.name} has more than one column for this assignment ({found}); choose one with --column."
        )
    if not places:
        if heading:
            raise TheirFault(f"{file.name} has no column {heading!r}; {columns_in_words(file)}.")
        return None
    return _looked_at(file, places[0])


def columns_in_words(file: TheirFile) -> str:
    """Return a part of a sentence that lists an export's columns, without Moodle's columns about a grade."""
    shown = [one for one in file.headings if one and _is_number(one)][:30]
    return f"its columns are {', '.join(shown)}"


def _looked_at(file: TheirFile, place: int) -> GradeColumn:
    heading = file.headings[place]
    said = _BLACKBOARD.fullmatch(heading)
    points = said["points"] if said else ""
    for row in range(1, min(4, len(file.rows))):
        if as_compared(file.text(row, 0)) in ("points possible", "points"):
            points = file.text(row, place)
    if "read only" in points or _TOTALS.search(as_compared(heading)):
        raise TheirFault(
            f"{file.name}: the platform computes {heading!r} itself; choose the column of an assignment."
        )
    plain = [as_compared(one) for one in file.headings]
    if not points and "maximum grade" in plain and len(file.rows) > 1:
        points = file.text(1, plain.index("maximum grade"))
    return GradeColumn(place, heading, number(points))


def _names(heading: str) -> set[str]:
    found = {as_compared(heading)}
    for form in (_BLACKBOARD, _CANVAS, _MOODLE):
        if match := form.fullmatch(heading):
            found.add(as_compared(match["title"]))
    return found


def _is_number(heading: str) -> bool:
    match = _MOODLE.fullmatch(heading)
    return not (match and as_compared(match["label"]) in _NO_NUMBER)


def number(text: str) -> float | None:
    """Return a number as platforms write it, or ``None`` if the text isn't one.

    >>> number("11.00"), number("11,5"), number("EX"), number("-")
    (11.0, 11.5, None, None)
    """
    if not re.fullmatch(r"-?\d+([.,]\d+)?", text.strip()):
        return None
    return float(text.strip().replace(",", "."))


def worksheet_locked(file: TheirFile, row: int) -> bool:
    """Return whether Moodle's worksheet says that the grade in a row can't be changed."""
    plain: Sequence[str] = [as_compared(one) for one in file.headings]
    column = "grade can be changed"
    return column in plain and as_compared(file.text(row, plain.index(column))) == "no"
