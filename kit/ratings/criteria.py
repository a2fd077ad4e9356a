"""Which items people mark, and by which criteria. Pure."""

from __future__ import annotations

from kit.model import Content
from kit.ratings.faults import RatingFault


def criteria_of(content: Content) -> dict[str, tuple[str, ...]]:
    """Criteria by item, of every item that is marked: graded ones and vignettes.

    Examples
    --------
    >>> from kit.content import compiled
    >>> criteria_of(compiled())["vignette.a"]
    ('event', 'assumption', 'perspective', 'strategy', 'action')
    """
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
    """Refuse a criterion that an item is not marked by.

    >>> check_criterion({"vignette.a": ("event", "action")}, "vignette.a", "spelling")
    Traceback (most recent call last):
    kit.ratings.faults.RatingFault: 'spelling' is no criterion of vignette.a; use one of event, action.
    """
    if item not in known:
        raise RatingFault(f"{item!r} is not marked by people; use one of {', '.join(sorted(known))}.")
    if criterion not in known[item]:
        raise RatingFault(f"{criterion!r} is no criterion of {item}; use one of {', '.join(known[item])}.")
