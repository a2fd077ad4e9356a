"""Data that a learner checks around a hand-in: what is not as requested, a row for each answer, the receipt.

Only numbers and ids; the form supplies the words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kit.content.table_text import written
from kit.handin.likely import Likely, likely_in_answers
from kit.handin.reading import read_hand_in
from kit.handin.records import JOURNAL, HandIn, LeftOut
from kit.journal import heads_of, read_bytes
from kit.model import Assignment, CaseContent, Item, KitError, Occasion, Response, Value


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Check(_Record):
    """Something that is not as requested; ``marked`` if a person marks that item.

    For ``short`` and ``long`` texts, ``words`` is the count; ``least`` and ``most`` are the limits.
    """

    what: Literal["two", "open", "private", "draft", "newer_draft", "short", "long", "ratings"]
    item: str
    """For self-ratings, the first one's id."""
    occasion: Occasion
    marked: bool = False
    words: int = 0
    least: int = 0
    most: int = 0


class Row(_Record):
    """A row for one answer. The self-ratings of an occasion share a row: ``count`` of ``of`` were given.

    ``id`` is the item's, or ``rated.<occasion>``; ``words`` is set if a text was written.
    """

    id: str
    first: bool = False
    """Whether its first wording goes with it."""
    why: Literal["goes", "two", "private", "draft", "newer_draft"]
    words: int | None = None
    count: int = 1
    of: int = 1
    occasion: Occasion = "during"
    likely: tuple[Likely, ...] = ()
    """Parts of an answer in the hand-in that may identify somebody."""


class Receipt(_Record):
    """The file of a hand-in: its ``name``, when it was made, and how much is in it.

    ``changed`` is true if the answers have changed since.
    """

    name: str
    at: datetime
    answers: int
    ratings: int
    words: int
    changed: bool


def words_in(item: Item, value: Value) -> int | None:
    """Return how many words the learner wrote; ``None`` if the item asks for no text.

    >>> asked = Item(id="a.b", kind="plan", title="A plan")
    >>> words_in(asked, {"if": "she calls", "then": "I answer", "look_back": "2027-03-01"})
    4
    """
    if item.kind == "table":
        return len(written(item, value).split())
    if item.kind == "plan" and isinstance(value, dict):
        return sum(len(str(value.get(half, "")).split()) for half in ("if", "then"))
    return len(value.split()) if item.kind in ("prose", "vignette") and isinstance(value, str) else None


def checks(case: CaseContent, assignment: Assignment, content: HandIn) -> list[Check]:
    """Return what is not as requested.

    First comes what blocks a hand-in, then marked items, then items rewritten since they were *Done*, then
    the rest.
    """
    items = {item.id: item for item in case.items.items}
    found: list[Check] = []
    for one in content.left_out:
        item, marked = items[one.item], one.item == assignment.graded
        wanted = one.why != "private" and not (one.why == "open" and (item.lane == "private" or item.stretch))
        if item.kind != "rating" and (wanted or marked):
            found.append(Check(what=one.why, item=one.item, occasion=one.occasion, marked=marked))
    for answer in content.included:
        item = items[answer.item]
        words = words_in(item, answer.value)
        asked = item.words
        if asked and words is not None and not 9 * asked.least <= 10 * words <= 11 * asked.most:
            found.append(
                Check(
                    what="short" if words < asked.least else "long",
                    item=item.id,
                    occasion=answer.occasion,
                    marked=item.id == assignment.graded,
                    words=words,
                    **asked.model_dump(),
                )
            )
    private = [one for one in content.left_out if one.why == "private"]
    rated = dict(_by_occasion([*content.included, *private], items))
    ratings = [item.id for item in items.values() if item.kind == "rating"]
    for occasion in assignment.occasions or rated:
        if (count := rated.get(occasion, 0)) < len(ratings):
            found.append(
                Check(what="ratings", item=ratings[0], occasion=occasion, words=count, most=len(ratings))
            )
    order = list(items)
    return sorted(
        found,
        key=lambda one: (
            one.what != "two",
            not one.marked,
            one.what != "newer_draft",
            _place(one.item, order),
        ),
    )


def rows(case: CaseContent, content: HandIn) -> list[Row]:
    """Return a row for each answer that is included or left out; unanswered items have none."""
    items = {item.id: item for item in case.items.items}
    rated = sum(item.kind == "rating" for item in items.values())
    found: list[Row] = []
    for answer in content.included:
        item = items[answer.item]
        if item.kind != "rating":
            said = content.wordings(answer)
            found.append(
                Row(
                    id=item.id,
                    why="goes",
                    words=words_in(item, answer.value),
                    occasion=answer.occasion,
                    likely=likely_in_answers(item, said, case),
                    first=len(said) > 1,
                )
            )
    for occasion, count in _by_occasion(content.included, items):
        found.append(Row(id=f"rated.{occasion}", why="goes", count=count, of=rated))
    for left in content.left_out:
        if left.why != "open" and items[left.item].kind != "rating":
            found.append(Row(id=left.item, why=left.why))
    private = [one for one in content.left_out if one.why == "private"]
    for occasion, count in _by_occasion(private, items):
        found.append(Row(id=f"rated.{occasion}", why="private", count=count, of=rated))
    order = list(items)
    return sorted(found, key=lambda row: _place(row.id, order))


def receipt(content: HandIn, items: Iterable[Item]) -> Receipt | None:
    """Return the receipt of the file in ``handin/``, or ``None`` if there is none."""
    try:
        packed = read_hand_in(content.zip)
        answers, _ = read_bytes(packed.files.get(JOURNAL, b""), JOURNAL)
    except (KitError, OSError):
        return None
    known = {item.id: item for item in items}
    lines = [one for one in answers if one.item in known]
    answers = heads_of(lines)
    ratings = sum(known[one.item].kind == "rating" for one in answers)
    return Receipt(
        name=content.zip.name,
        at=packed.at,
        answers=len(answers) - ratings,
        ratings=ratings,
        words=sum(words_in(known[one.item], one.value) or 0 for one in answers),
        changed={one.id for one in lines} != {one.id for one in content.lines},
    )


def _by_occasion(answers: Iterable[Response | LeftOut], items: dict[str, Item]) -> list[tuple[Occasion, int]]:
    return list(Counter(one.occasion for one in answers if items[one.item].kind == "rating").items())


def _place(id: str, order: Sequence[str]) -> tuple[int, str]:
    return (order.index(id) if id in order else len(order)), id
