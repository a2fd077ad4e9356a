"""Retrieval cards: answered from memory, turned, and judged by the learner alone."""

from __future__ import annotations

from collections.abc import Sequence

from kit.model import Item
from kit.widgets import paper
from kit.widgets.asking import form_spec, item_spec
from kit.widgets.desk import Desk
from kit.widgets.markup import blocks, inline
from kit.widgets.parts import Parts


def cards(desk: Desk, items: Sequence[Item]) -> Parts:
    """A card an item; on paper the other sides stand below, upside nothing."""
    spec = form_spec(
        "cards",
        desk.shelf,
        [item_spec(item, desk.occasion) | {"answer": blocks(item.answer)} for item in items],
    )
    fronts = "".join(paper.sheet(inline(item.title), blocks(item.prompt), paper.lines(2)) for item in items)
    backs = "".join(f"<li>{inline(item.answer or '')}</li>" for item in items)
    sheet = fronts + paper.sheet("The other sides, in the same order", f"<ol>{backs}</ol>")
    return Parts(spec, sheet, desk.answers)
