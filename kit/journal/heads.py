"""Which revision is the latest, and how two computers' journals become one. Pure: records in, records out.

An answer is named by its case, item and occasion. A revision that no other one of the same answer names as
parent is a head. Heads that say the same in the same lane are one answer, shown as the last of them; so a
choice between two heads is written down by letting the other branch say the same (`FileJournal.choose`).
"""

from __future__ import annotations

from collections.abc import Iterable

from kit.model import JournalFault, Occasion, Response


def answer_of(response: Response) -> tuple[str, str, Occasion]:
    """Which answer a revision belongs to: its case, item and occasion."""
    return response.case, response.item, response.occasion


def _order(response: Response) -> tuple[int, str]:
    return response.seq, response.id


def merge(a: Iterable[Response], b: Iterable[Response]) -> list[Response]:
    """Union by id, ordered by ``(seq, id)``; `JournalFault` where two of one id do not say the same."""
    union: dict[str, Response] = {}
    for response in (*a, *b):
        twin = union.setdefault(response.id, response)
        if twin != response:
            raise JournalFault(
                f"two lines have the id {response.id} and differ ({response.item}), so one of the files was "
                "edited by hand; take an unedited copy."
            )
    return sorted(union.values(), key=_order)


def open_ends(responses: Iterable[Response]) -> list[Response]:
    """Every revision without a child, ordered; equal ones each by themselves."""
    group = {r.id: r for r in responses}
    superseded = set()
    for child in group.values():
        parent = group.get(child.parent or "")
        # A child always has the higher (seq, id); a file that says otherwise must not hide an answer.
        if parent and answer_of(parent) == answer_of(child) and _order(parent) < _order(child):
            superseded.add(parent.id)
    return sorted((r for r in group.values() if r.id not in superseded), key=_order)


def same_answer(a: Response, b: Response) -> bool:
    """Whether two revisions say the same in the same lane."""
    return answer_of(a) == answer_of(b) and a.lane == b.lane and a.value == b.value


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
    by_answer: dict[tuple[str, str, Occasion], list[Response]] = {}
    for end in reversed(open_ends(asked)):
        heads = by_answer.setdefault(answer_of(end), [])
        if not any(same_answer(end, head) for head in heads):
            heads.append(end)
    return sorted((head for heads in by_answer.values() for head in heads), key=_order)
