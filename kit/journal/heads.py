"""Which revision is the latest, and how two computers' journals become one. Pure: records in, records out.

An answer is named by its case, item and occasion. A revision that no other one of the same answer names as
parent is a head. Heads that say the same in the same lane are one answer, shown as the last of them; so a
choice between two heads is written down by letting the other branch say the same (`FileJournal.choose`).
"""

import json
from collections.abc import Iterable, Sequence

from kit.model import JournalFault, Occasion, Response


def answer_of(response: Response) -> tuple[str, str, Occasion]:
    """Which answer a revision belongs to: its case, item and occasion."""
    return response.case, response.item, response.occasion


def _are_one_answer(a: Response, b: Response) -> bool:
    # Tuples of every revision would be half of the time that a save takes.
    return a.item == b.item and a.case == b.case and a.occasion == b.occasion


def _order(response: Response) -> tuple[int, str]:
    return response.seq, response.id


def merge(a: Iterable[Response], b: Iterable[Response]) -> list[Response]:
    """Union by id, ordered by ``(seq, id)``; `JournalFault` where two of one id do not say the same."""
    union: dict[str, Response] = {}
    for response in (*a, *b):
        twin = union.setdefault(response.id, response)
        # Comparing takes longest, and mostly it is the same object.
        if twin is not response and twin != response:
            raise JournalFault(
                f"two lines have the id {response.id} and differ ({response.item}), so one of the files was "
                "edited by hand; take an unedited copy."
            )
    return sorted(union.values(), key=_order)


def open_ends(responses: Iterable[Response]) -> list[Response]:
    """Every revision without a child, ordered; equal ones each by themselves.

    Only in a circle of children, which no journal writes, do numbers decide: the later one is no parent then,
    so that a file made by hand hides no answer.
    """
    group = {r.id: r for r in responses}
    parents: dict[str, Response] = {}
    ordered = True
    for child in group.values():
        if child.parent and (parent := group.get(child.parent)) and _are_one_answer(parent, child):
            parents[child.id] = parent
            ordered = ordered and parent.seq < child.seq
    superseded = {parent.id for parent in parents.values()}
    if ordered:
        # Where every parent comes before its child there is no circle.
        return sorted((r for id, r in group.items() if id not in superseded), key=_order)
    # Whatever leads to an end is superseded rightly; the rest leads into a circle.
    led = set(group) - superseded
    for end in list(led):
        while (parent := parents.get(end)) and parent.id not in led:
            led.add(end := parent.id)
    later = {p.id for id, p in parents.items() if id in led or _order(p) < _order(group[id])}
    return sorted((r for r in group.values() if r.id not in later), key=_order)


def saying(response: Response) -> tuple[tuple[str, str, Occasion], str, str]:
    """The answer, its lane and what it says, to be compared: revisions with the same are one answer."""
    # Values may be dicts, which stand in no set.
    return answer_of(response), response.lane, json.dumps(response.value, sort_keys=True)


def heads_of(
    responses: Iterable[Response],
    item: str | None = None,
    occasion: Occasion | None = None,
    case: str | None = None,
) -> list[Response]:
    """Latest revisions, ordered by ``(seq, id)``; of one item, occasion and case where they are given.

    An answer finished differently on two computers has two; a parent that is not there (a private
    revision, say, or one that did not travel) is no fault.
    """
    asked = (
        r
        for r in responses
        if item in (None, r.item) and occasion in (None, r.occasion) and case in (None, r.case)
    )
    last = {saying(end): end for end in open_ends(asked)}
    return sorted(last.values(), key=_order)


def later_of(heads: Sequence[Response], everything: Iterable[Response]) -> Response | None:
    """Of an answer's latest revisions, the one that was written from what each other one says, if one was.

    It is what a file says of itself, so it is shown to whoever chooses and decides nothing.
    """
    if not 1 < len(heads) <= _COMPUTERS:
        return None
    group = {r.id: r for r in everything}
    for head in heads:
        before, chain = set(), {head.id}
        one = group.get(head.parent or "")
        while one and one.id not in chain:
            chain.add(one.id)
            before.add(saying(one))
            one = group.get(one.parent or "")
        if all(saying(other) in before for other in heads if other is not head):
            return head
    return None


_COMPUTERS = 8  # as many as one person may work on; more heads than that come from a file made by hand
