"""Handing in: what would travel, what would not and why, and one button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.forms import paper
from kit.forms.asking import form_spec
from kit.forms.markup import inline
from kit.forms.parts import Message, Parts, Reply
from kit.forms.shelf import Shelf
from kit.model import Assignment, Item, KitError, Occasion

_ASKED: tuple[Occasion, ...] = ("during",)
_RATED: tuple[Occasion, ...] = ("pre", "post", "then", "follow_up")


def hand_in(shelf: Shelf, case: str, assignment: Assignment, items: Sequence[Item]) -> Parts:
    """A list of the assignment's items with their state, and the button."""

    def contents(_message: Message) -> Reply:
        journal = shelf.look()
        rows: list[dict[str, Any]] = []
        for item in items:
            occasions = _occasions(assignment, item)
            heads = [h for o in occasions for h in (journal.heads(item.id, o, case=case) if journal else ())]
            drafted = any(journal.draft(item.id, o, case=case) for o in occasions) if journal else False
            rows.append({"id": item.id, "state": _state([h.lane for h in heads], len(occasions), drafted)})
        return {"rows": rows}

    def act(message: Message) -> Reply:
        from kit.handin import hand_in as pack

        if shelf.workspace is None:
            raise KitError("Nothing is saved yet; finish a question with Done, then hand in.")
        made = pack(shelf.workspace, assignment.id, with_drafts=bool(message.get("drafts")))
        return {
            "path": made.zip.relative_to(shelf.workspace).as_posix(),
            "folder": str(made.zip.parent),
            "included": len(made.included),
        }

    rows: list[dict[str, Any]] = [
        {"id": item.id, "title": inline(item.title), "rating": item.kind == "rating"} for item in items
    ]
    spec = form_spec("hand_in", shelf, [], title=inline(assignment.title), rows=rows)
    sheet = paper.sheet(f"Hand in: {inline(assignment.title)}", paper.boxes(row["title"] for row in rows))
    return Parts(spec, sheet, {"contents": contents, "hand_in": act})


def _occasions(assignment: Assignment, item: Item) -> tuple[Occasion, ...]:
    if item.kind not in ("rating", "vignette"):
        return _ASKED
    return tuple(o for o in assignment.occasions or _RATED if assignment.takes(item, o))


def _state(lanes: Sequence[str], asked: int, drafted: bool) -> str:
    if asked == 1 and len(lanes) > 1:
        return "two"
    if drafted:
        return "draft"
    if not lanes:
        return "open"
    return "shared" if "shared" in lanes else "private"
