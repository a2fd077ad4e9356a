"""Looking back: an earlier answer beside today's field, once today's is done."""

from __future__ import annotations

from kit.model import Item
from kit.widgets import paper
from kit.widgets.asking import form_spec, item_spec
from kit.widgets.desk import Desk, head_state
from kit.widgets.markup import inline
from kit.widgets.parts import Message, Parts, Reply
from kit.widgets.prose import on_paper


def look_back(desk: Desk, item: Item, beside: Item) -> Parts:
    """Today's text; the earlier one comes up beside it only once today's is *Done*, so that it can't lead."""
    spec = form_spec(
        "look_back",
        desk.shelf,
        [item_spec(item, desk.occasion)],
        beside={"id": beside.id, "title": inline(beside.title), "travels": beside.assignment is not None},
    )

    def earlier(_message: Message) -> Reply:
        journal = desk.shelf.look()
        if journal is None or not journal.heads(item.id, desk.occasion):
            return {"waits": True, "heads": []}
        return {"waits": False, "heads": [head_state(head) for head in journal.heads(beside.id, "during")]}

    before = paper.note(f"Lay your earlier answer beside this sheet: {inline(beside.title)}")
    return Parts(spec, before + on_paper(item), {**desk.answers, "earlier": earlier})
