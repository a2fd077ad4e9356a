"""The day on which a learner wants to look back at an if–then plan: a plan need not name one."""

from datetime import date

from kit.model.records import Value

LOOK_BACK = "look_back"
"""The part of a plan's value that names the day, as ``2027-03-01``."""


def look_back_on(value: Value) -> date | None:
    """The day that a plan names; ``None`` where it names none, or none that a calendar has.

    >>> look_back_on({"if": "she calls", "then": "ask", "look_back": "2027-03-01"})
    datetime.date(2027, 3, 1)
    >>> look_back_on({"if": "she calls", "then": "ask"}) is None
    True
    """
    day = value.get(LOOK_BACK) if isinstance(value, dict) else None
    try:
        return date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError:
        return None
