"""Find likely identifying parts in what a learner typed, never in the course's words that they chose."""

from collections.abc import Iterable, Iterator

from kit.content.table_text import written
from kit.handin.likely.known import Known, known_of
from kit.handin.likely.marking import Likely, likely_in
from kit.model import CaseContent, Item, Response, Value
from kit.model.scene_path import path_in
from kit.model.schedules import schedule_in


def likely_in_answers(
    item: Item, answers: Iterable[Response], case: CaseContent | None
) -> tuple[Likely, ...]:
    """Return what may identify somebody in answers to a question, each once, except the case's own people."""
    known = known_of(case) if case else Known(frozenset(), frozenset())
    found = (one for r in answers for one in likely_in(typed_in(item, r.value), known, r.at.year))
    return tuple(dict.fromkeys(found))


def typed_in(item: Item, value: Value) -> str:
    """Return what the learner typed into an answer, one part a line.

    >>> plan = Item(id="a.b", kind="plan", title="A plan")
    >>> typed_in(plan, {"if": "she calls", "then": "I answer", "look_back": "2027-03-01"})
    'she calls\\nI answer'
    """
    return "\n".join(part for part in _parts(item, value) if part.strip())


def _parts(item: Item, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        if item.kind in ("prose", "vignette"):
            yield value
    elif item.kind == "plan" and isinstance(value, dict):
        yield from (half for name in ("if", "then") if isinstance(half := value.get(name), str))
    elif item.kind == "scene" and (path := path_in(value)):
        yield from (taken.typed for taken in path.path if taken.typed)
    elif item.kind == "schedule" and (week := schedule_in(value)):
        yield from (offer.how for offer in week.offers)
    elif item.kind == "table":
        yield written(item, value)
