"""Read the day on which a learner wants to look back at an if–then plan. The day is optional."""

from datetime import date

from kit.model.records import Value

LOOK_BACK = "look_back"
"""The key in a plan's value for the day, which is written as ``2027-03-01``."""


def look_back_on(value: Value) -> date | None:
    """Return the day that a plan names, or ``None`` if it names none or no such day exists.

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
