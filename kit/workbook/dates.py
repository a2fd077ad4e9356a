"""Calendar entries (RFC 5545) for plans and the follow-up, without any words from a plan."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from kit.model import Interface, Response
from kit.model.plans import look_back_on
from kit.workbook.record import Workbook


class Day(NamedTuple):
    """A day and its title in the calendar."""

    id: str
    day: date
    title: str


def days(
    workbook: Workbook,
    follow_up: date | None,
    words: Interface,
    day_of: Callable[[Response], date | None] = lambda plan: look_back_on(plan.value),
) -> list[Day]:
    """Return the day to look back at each plan that has one, and the day of the follow-up.

    ``day_of`` returns the day of a plan; by default that is the day in the plan itself.
    """
    dated = [(title, one, day_of(one)) for title, one in workbook.plans]
    found = [
        Day(one.id, day, words.fill("workbook.plan_is_due", title=title)) for title, one, day in dated if day
    ]
    if follow_up:
        found.append(Day("follow-up", follow_up, words["workbook.follow_up"]))
    # A calendar entry ends on the next day, and ``date.max`` has none.
    return [one for one in found if one.day < date.max]


def calendar(entries: Iterable[Day], *, now: datetime | None = None) -> bytes:
    """Return an iCalendar file with an all-day event for each entry.

    >>> one = Day("a", date(2027, 1, 31), "Look back; then write")
    >>> made = calendar([one], now=datetime(2027, 1, 1, tzinfo=UTC)).decode()
    >>> print(made.replace("\\r\\n", "\\n").strip())
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Partnership Kit//EN
    BEGIN:VEVENT
    UID:a@partnership-kit
    DTSTAMP:20270101T000000Z
    DTSTART;VALUE=DATE:20270131
    DTEND;VALUE=DATE:20270201
    SUMMARY:Look back\\; then write
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    """
    stamp = f"{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Partnership Kit//EN"]
    for one in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.id}@partnership-kit",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(one.title)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _escaped(text: str) -> str:
    for one in "\\;,":
        text = text.replace(one, f"\\{one}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Fold a line after at most 75 bytes, without cutting a letter; each further line begins with a space."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > 75:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces)
