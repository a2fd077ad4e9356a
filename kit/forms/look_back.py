"""Looking back: an earlier answer beside today's field, once today's is done."""

from __future__ import annotations

from kit.forms import paper
from kit.forms.asking import form_spec, item_spec
from kit.forms.desk import Desk, head_state
from kit.forms.markup import inline
from kit.forms.parts import Message, Parts, Reply
from kit.forms.prose import on_paper
from kit.model import Item


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
        if journal is None or not journal.heads(item.id, desk.occasion, case=desk.case):
            return {"waits": True, "heads": []}
        return {
            "waits": False,
            "heads": [head_state(head) for head in journal.heads(beside.id, case=desk.case)],
        }

    before = paper.note(f"Lay your earlier answer beside this sheet: {inline(beside.title)}")
    return Parts(spec, before + on_paper(item), {**desk.answers, "earlier": earlier})
