"""Sorting cards: a place is chosen for each, and explained after *Done*."""

from __future__ import annotations

from kit.forms import paper
from kit.forms.asking import form_spec, item_spec, who_sees
from kit.forms.desk import Desk
from kit.forms.markup import blocks, inline
from kit.forms.parts import Parts
from kit.model import Item


def sort(desk: Desk, item: Item) -> Parts:
    """A list of cards, each with a list of places."""
    # An option of a <select> is plain text: no tags there.
    bins = [{"id": b.id, "label": b.label} for b in item.bins]
    cards = [
        {"id": c.id, "text": inline(c.text), "bin": c.bin, "explain": blocks(c.explain)} for c in item.cards
    ]
    spec = form_spec("sort", desk.shelf, [item_spec(item, desk.occasion) | {"bins": bins, "cards": cards}])
    sheet = paper.sheet(
        inline(item.title),
        blocks(item.prompt),
        paper.note(f"Write the place beside each: {', '.join(inline(b.label) for b in item.bins)}."),
        paper.note(who_sees(item)),
        *(paper.lines(1, card["text"]) for card in cards),
    )
    return Parts(spec, sheet, desk.answers)
