"""The due dates of assignments: ``due.csv`` in the course root, a table to edit in a spreadsheet.

A row without a learner is for everyone; one with a learner's id is an extension. A row without a date has no
effect. Spreadsheets change dates to their own format when they save, so several formats are accepted. A date
may have a time of day, in the class's time zone; without one, the whole day counts.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kit.classroom.settings import Settings, read_settings
from kit.content import compiled
from kit.files import create, read_plain
from kit.journal import LEARNER_ID
from kit.model import PlainError
from kit.spreadsheet import Row, csv_text, read_table

FILE = "due.csv"
COLUMNS = ("assignment", "learner", "due")

_WITH_WORDS = ("%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d %b %y")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_TIMED = re.compile(r"(.*\d)(?:T|\s+)(\d{1,2}:\d\d)(?::\d\d)?\s*([AP]\.?M\.?)?", re.IGNORECASE)


class DueFault(PlainError):
    """A table of due dates that can't be read; the message says where and what to change."""


class DueDates(NamedTuple):
    """The due dates of a class.

    >>> due = DueDates({("equity", ""): datetime(2026, 9, 18), ("equity", "maria"): datetime(2026, 9, 25)})
    >>> due.of("equity", "maria").day, due.of("equity", "ben").day, due.of("respect", "ben")
    (25, 18, None)
    """

    dates: Mapping[tuple[str, str], datetime] = MappingProxyType({})
    """The due date by assignment and learner; one for everyone has no learner."""
    guess: str = ""
    """A sentence about dates whose month was guessed."""

    def of(self, assignment: str, learner: str = "") -> datetime | None:
        """Return the last moment at which a learner can hand in on time, or ``None`` if no date is set."""
        return self.dates.get((assignment, learner), self.dates.get((assignment, "")))

    def remarks(self, learners: Collection[str] = ()) -> list[str]:
        """Return a sentence for what was guessed, and for each extension whose id is nobody's in the class.

        >>> due = DueDates({("equity", "mria"): datetime(2026, 9, 25)})
        >>> due.remarks(["maria", "ben"])
        ["due.csv: nobody in the class has the id 'mria', so this extension of equity isn't used; write the \
id as in roster.csv."]
        """
        return [self.guess] * bool(self.guess) + [
            f"{FILE}: nobody in the class has the id {learner!r}, so this extension of {assignment} isn't "
            "used; write the id as in roster.csv."
            for assignment, learner in self.dates
            if learner and learners and learner not in learners
        ]


def read_due(root: Path) -> DueDates:
    """Read the due dates of a class.

    Parameters
    ----------
    root
        The course root.

    Returns
    -------
    DueDates
        Without any dates if there is no ``due.csv``.

    Raises
    ------
    DueFault
        If a row has an unknown assignment, an invalid id, or an invalid or ambiguous date, or if two dates
        are for the same assignment and learner.
    kit.spreadsheet.TableFault
        If the file isn't a table with these columns.

    Examples
    --------
    >>> import tempfile
    >>> root = Path(tempfile.mkdtemp())
    >>> text = "assignment;learner;due\\nequity;;9/18/2026\\nequity;ben;10/2/2026\\n"
    >>> _ = (root / "due.csv").write_text(text)
    >>> read_due(root).of("equity", "ben").date()
    datetime.date(2026, 10, 2)
    """
    try:
        table = read_table(read_plain(root / FILE), FILE, COLUMNS)
    except FileNotFoundError:
        return DueDates()
    known = {one.id for one in compiled().assignments}
    month_first, settings = _month_first(row.cells["due"] for row in table.rows), read_settings(root)
    dates: dict[tuple[str, str], datetime] = {}
    guess = ""
    for row in table.rows:
        assignment, learner = row.cells["assignment"], row.cells["learner"]
        if assignment not in known:
            raise DueFault(
                f"{FILE}, row {row.number}: {assignment[:40]!r} is not an assignment of the course; write "
                f"one of {', '.join(sorted(known))}."
            )
        if learner and not LEARNER_ID.fullmatch(learner):
            raise DueFault(
                f"{FILE}, row {row.number}: {learner[:60]!r} can't be a learner's id; write it as in "
                "roster.csv, or leave it empty for everyone."
            )
        if (due := _moment(row, month_first, settings)) is None:
            continue
        slashes = _SLASHES.match(row.cells["due"])
        if slashes and not guess and max(int(slashes[1]), int(slashes[2])) <= 12 and slashes[1] != slashes[2]:
            guess = f"{FILE}: {slashes[0]} is read as {due.day} {due:%B %Y}."
        if (assignment, learner) in dates:
            whom = learner or "everyone"
            raise DueFault(
                f"{FILE}, row {row.number}: {assignment} has a second row for {whom}; remove one of them."
            )
        dates[assignment, learner] = due
    return DueDates(dates, guess)


def start_due(root: Path, dates: Mapping[str, date] | None = None) -> bool:
    """Create ``due.csv`` with a row for every assignment, for dates to be filled in, unless it exists.

    Parameters
    ----------
    root
        The course root.
    dates
        Dates that are known already, by assignment.

    Returns
    -------
    bool
        Whether the file was created.
    """
    dates = dates or {}
    rows = [
        [one.id, "", dates[one.id].isoformat() if one.id in dates else ""] for one in compiled().assignments
    ]
    # With a byte order mark, Excel keeps the accents in what people add.
    return create(root / FILE, csv_text(COLUMNS, rows).encode("utf-8-sig"), 0o600)


def _month_first(texts: Iterable[str]) -> bool | None:
    """Return whether dates such as 9/18/2026 have the month first; ``None`` if the table doesn't show it."""
    found = [match for text in texts if (match := _SLASHES.match(text))]
    if any(int(one[2]) > 12 for one in found):
        return True
    if any(int(one[1]) > 12 for one in found):
        return False
    # Whoever writes PM is most likely American.
    return True if any(one.string[-1] in "Mm." for one in found) else None


def _moment(row: Row, month_first: bool | None, settings: Settings) -> datetime | None:
    text = row.cells["due"]
    if not text:
        return None
    timed = _TIMED.fullmatch(text)
    day, clock, half = timed.groups("") if timed else (text, "23:59", "")
    ways = ["%Y-%m-%d", "%d.%m.%Y", *_WITH_WORDS]
    if match := _SLASHES.fullmatch(day):
        if month_first is None and match[1] != match[2]:
            raise DueFault(
                f"{FILE}, row {row.number}: {text} can be read in two ways; write the month as a word, such "
                "as 18 Sep 2026."
            )
        year = "%Y" if len(match[3]) == 4 else "%y"
        ways = [f"%d/%m/{year}" if month_first is False else f"%m/%d/{year}"]
    for way in ways:
        try:
            at = datetime.strptime(
                f"{day} {clock}{half.replace('.', '')}", f"{way} {'%I:%M%p' if half else '%H:%M'}"
            )
        except ValueError:
            continue
        # The last minute counts.
        return settings.local(at.replace(second=59, microsecond=999_999))
    raise DueFault(
        f"{FILE}, row {row.number}: {text[:40]!r} isn't a date; write one such as 2026-09-18 or 2026-09-18 "
        "17:00, or leave it empty."
    )
