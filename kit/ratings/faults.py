"""Check ratings, and say in one sentence what is wrong with an invalid one."""

from pydantic import TypeAdapter, ValidationError

from kit.model import Content, PlainError
from kit.model.records import Name


class RatingFault(PlainError):
    """The error for a rating, a sheet or a database of ratings that can't be used."""


_MEND = {
    "level": "is not a level; give 0, 1, 2 or 3, or none",
    "at": "is not a time with a time zone; give one such as 2026-11-25T10:00:00+00:00",
    "rater": "is not a rater's name; write it on one line, with single spaces between words",
    "learner": "is not a learner's id; write it on one line, with single spaces between words",
    "item": "is not an item's id; take one from items.yaml, such as vignette.a",
    "criterion": "is not a criterion's id; take one from rubric.yaml, such as event",
    "revision": "is not a revision's id; give the id of the saved answer, or none",
    "id": "is not a rating's id; leave it out, and the rating gets one",
}


def in_one_sentence(fault: ValidationError) -> str:
    """Return pydantic's first error as a sentence about a rating."""
    first = fault.errors(include_url=False)[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "missing":
        return f"the rating has no {field}; give one."
    if first["type"] == "extra_forbidden":
        return f"a rating has no field {field}; leave it out."
    if field in _MEND:
        given = first["input"]
        shown = repr(given if isinstance(given, int | float) else str(given)[:60])
        return f"{shown} {_MEND[field]}."
    return f"{str(first['ctx']['error']) if 'error' in first.get('ctx', {}) else first['msg']}."


def check_rater(rater: str) -> None:
    """Raise `RatingFault` if this can't be a rater's name."""
    try:
        TypeAdapter(Name).validate_python(rater)
    except ValidationError:
        raise RatingFault(f"{rater[:60]!r} {_MEND['rater']}.") from None


def criteria_of(content: Content) -> dict[str, tuple[str, ...]]:
    """Return the criteria of every item that raters mark: graded items and vignettes."""
    reflection = tuple(c.id for c in content.rubric.criteria)
    found: dict[str, tuple[str, ...]] = {}
    for case in content.cases.values():
        for assignment in case.items.assignments:
            if assignment.graded:
                criteria = content.rubric.criteria_of(assignment.rubric)
                found[assignment.graded] = tuple(c.id for c in criteria)
        found.update(dict.fromkeys((form.id for form in case.vignettes), reflection))
    return found


def check_criterion(known: dict[str, tuple[str, ...]], item: str, criterion: str) -> None:
    """Raise `RatingFault` if raters don't mark the item, or don't mark it by this criterion."""
    if item not in known:
        raise RatingFault(f"{item!r} is not marked by people; use one of {', '.join(sorted(known))}.")
    if criterion not in known[item]:
        raise RatingFault(f"{criterion!r} is not a criterion of {item}; use one of {', '.join(known[item])}.")
