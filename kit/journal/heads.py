"""Find the latest revisions, and merge two computers' journals. No I/O: records in, records out.

An answer is identified by its case, item and occasion. A revision is a head if no other revision of the same
answer names it as parent. Heads with the same value in the same lane are one answer, shown as the last of
them. So a choice between two heads is recorded by adding to the other branch a revision with the chosen text
(`FileJournal.choose`).
"""

import json
from collections.abc import Iterable, Sequence

from kit.model import KitError, Occasion, Response


def answer_of(response: Response) -> tuple[str, str, Occasion]:
    """Return which answer a revision belongs to: its case, item and occasion."""
    return response.case, response.item, response.occasion


def _are_one_answer(a: Response, b: Response) -> bool:
    # Building a tuple for every revision would take half the time of a save.
    return a.item == b.item and a.case == b.case and a.occasion == b.occasion


def _order(response: Response) -> tuple[int, str]:
    return response.seq, response.id


def first_of(revisions: Iterable[Response]) -> Response | None:
    """Return the first of one answer's revisions, in either lane."""
    return min(revisions, key=_order, default=None)


def merge(a: Iterable[Response], b: Iterable[Response]) -> list[Response]:
    """Merge by id, ordered by ``(seq, id)``; raise `KitError` if two with one id differ."""
    union: dict[str, Response] = {}
    for response in (*a, *b):
        twin = union.setdefault(response.id, response)
        # Comparing is the slowest step, and usually both are the same object.
        if twin is not response and twin != response:
            raise KitError("journal.edited", id=response.id, item=response.item)
    return sorted(union.values(), key=_order)


def open_ends(responses: Iterable[Response]) -> list[Response]:
    """Return every revision without a child, in order, including those that are equal.

    A hand-in may hold an answer's first revision and its latest without those between them. So a shared
    revision whose parent isn't here follows the first shared one of its answer in the same workspace.

    Otherwise numbers matter only in a circle of parents, which no journal writes. There, a parent with a
    higher number than its child is not counted as that child's parent, so that a file made by hand can't hide
    an answer.
    """
    group = {r.id: r for r in responses}
    parents: dict[str, Response] = {}
    orphans: list[Response] = []
    ordered = True
    for child in group.values():
        if not child.parent:
            continue
        parent = group.get(child.parent)
        if parent and _are_one_answer(parent, child):
            parents[child.id] = parent
            ordered = ordered and parent.seq < child.seq
        else:
            orphans.append(child)
    if orphans:
        roots = (r for r in sorted(group.values(), key=_order, reverse=True) if not r.parent)
        first = {(r.workspace, *answer_of(r)): r for r in roots if r.lane == "shared"}
        for child in orphans:
            began = first.get((child.workspace, *answer_of(child)))
            if began and child.lane == "shared" and began.seq < child.seq:
                parents[child.id] = began
    superseded = {parent.id for parent in parents.values()}
    if ordered:
        # If every parent comes before its child, there is no circle.
        return sorted((r for id, r in group.items() if id not in superseded), key=_order)
    # A parent on a chain to an end is superseded; the others lead into a circle.
    led = set(group) - superseded
    for end in list(led):
        while (parent := parents.get(end)) and parent.id not in led:
            led.add(end := parent.id)
    later = {p.id for id, p in parents.items() if id in led or _order(p) < _order(group[id])}
    return sorted((r for r in group.values() if r.id not in later), key=_order)


def saying(response: Response) -> tuple[tuple[str, str, Occasion], str, str]:
    """Return a key of the answer, its lane and its value: revisions with equal keys are one answer."""
    # Values may be dicts, which can't be in a set.
    return answer_of(response), response.lane, json.dumps(response.value, sort_keys=True)


def heads_of(
    responses: Iterable[Response],
    item: str | None = None,
    occasion: Occasion | None = None,
    case: str | None = None,
) -> list[Response]:
    """Return the latest revisions, ordered by ``(seq, id)``, of the item, occasion and case that are given.

    An answer finished differently on two computers has two. A missing parent (a private revision, say, or one
    that wasn't handed in) is not an error.
    """
    asked = (
        r
        for r in responses
        if item in (None, r.item) and occasion in (None, r.occasion) and case in (None, r.case)
    )
    last = {saying(end): end for end in open_ends(asked)}
    return sorted(last.values(), key=_order)


def later_of(heads: Sequence[Response], everything: Iterable[Response]) -> Response | None:
    """Return the head whose history has the text of every other head, or ``None``.

    This rests only on what a file says about itself. It is shown to the person who chooses a head and decides
    nothing.
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


_COMPUTERS = 8  # one person uses no more; more heads than that come from a file made by hand
