"""Days and hours of a schedule in words, the same on the screen, on paper and in *My workbook*."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kit.model import Interface
from kit.model.schedules import DAYS, Day, Hours, minute


def day_in_words(day: Day, words: Interface) -> str:
    """Return the name of a day."""
    return words[f"schedule.{day}"]


def days_in_words(days: Sequence[Day], words: Interface) -> str:
    """Name the days; for three or more in a row, name only the first and the last.

    >>> said = {day: day for day in DAYS} | {"days": "{first} to {last}"}
    >>> words = Interface(schema_version=1, texts={"schedule": said})
    >>> days_in_words(("sun", "mon", "tue"), words), days_in_words(("tue", "thu"), words)
    ('sun to tue', 'tue, thu')
    """
    names = [day_in_words(day, words) for day in days]
    at = [DAYS.index(day) for day in days]
    row = all((after - before) % len(DAYS) == 1 for before, after in pairwise(at))
    if len(days) > 2 and row:
        return words.fill("schedule.days", first=names[0], last=names[-1])
    return ", ".join(names)


def clock_in_words(minutes: int, words: Interface) -> str:
    """Write out a time of day, given in minutes since midnight.

    >>> said = {"am": "{time} a.m.", "pm": "{time} p.m.", "noon": "noon", "midnight": "midnight"}
    >>> words = Interface(schema_version=1, texts={"schedule": said})
    >>> [clock_in_words(one, words) for one in (435, 720, 750, 1440)]
    ['7:15 a.m.', 'noon', '12:30 p.m.', 'midnight']
    """
    hour, rest = divmod(minutes % (24 * 60), 60)
    if not rest and hour % 12 == 0:
        return words["schedule.noon"] if hour else words["schedule.midnight"]
    time = f"{hour % 12 or 12}:{rest:02}"
    return words.fill("schedule.am", time=time) if hour < 12 else words.fill("schedule.pm", time=time)


def hours_in_words(hours: Iterable[Hours], words: Interface) -> list[str]:
    """Return a line for each stretch of hours: its days, and from when to when."""
    return [
        words.fill(
            "schedule.hours",
            days=days_in_words(one.days, words),
            begin=clock_in_words(minute(one.begin), words),
            end=clock_in_words(minute(one.end), words),
        )
        for one in hours
    ]
