"""What can go wrong with ratings, each in one sentence instead of pydantic's own words."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from kit.model import KitError
from kit.model.ratings import Name


class RatingFault(KitError):
    """A rating, a sheet or a database of ratings that cannot be used as it stands."""


_MEND = {
    "level": "is no level; give 0, 1, 2 or 3, or none",
    "at": "is no time with its zone; give one, such as 2026-11-25T10:00:00+00:00",
    "rater": "is no rater's name; write words on one line, one space between them",
    "learner": "is no learner's id; write words on one line, one space between them",
    "item": "is no item's id; take one from items.yaml, such as vignette.a",
    "criterion": "is no criterion's id; take one from rubric.yaml, such as event",
    "revision": "is no revision's id; give the id of the saved answer, or none",
    "id": "is no rating's id; leave it out and it gets one",
}


def in_one_sentence(fault: ValidationError) -> str:
    """The first of pydantic's findings as a sentence about a rating."""
    first = fault.errors(include_url=False)[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "missing":
        return f"the rating has no {field}; give one."
    if first["type"] == "extra_forbidden":
        return f"a rating has nothing called {field}; leave it out."
    if field in _MEND:
        given = first["input"]
        shown = repr(given if isinstance(given, int | float) else str(given)[:60])
        return f"{shown} {_MEND[field]}."
    return f"{str(first['ctx']['error']) if 'error' in first.get('ctx', {}) else first['msg']}."


def check_rater(rater: str) -> None:
    """Refuse what cannot be a rater's name."""
    try:
        TypeAdapter(Name).validate_python(rater)
    except ValidationError:
        raise RatingFault(f"{rater[:60]!r} {_MEND['rater']}.") from None
