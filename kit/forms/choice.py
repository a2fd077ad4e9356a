"""Choosing one answer, or several; what the course says of each comes after *Done*."""

from __future__ import annotations

from kit.forms import paper
from kit.forms.asking import form_spec, item_spec, who_sees
from kit.forms.desk import Desk
from kit.forms.markup import blocks, inline
from kit.forms.parts import Parts
from kit.model import Item


def choice(desk: Desk, item: Item) -> Parts:
    """A row for each option."""
    options = [{"id": o.id, "label": inline(o.label), "explain": blocks(o.explain)} for o in item.choices]
    several = item.kind == "several"
    spec = form_spec(
        "choice",
        desk.shelf,
        [item_spec(item, desk.occasion) | {"several": several, "choices": options}],
    )
    sheet = paper.sheet(
        inline(item.title),
        blocks(item.prompt),
        paper.note(("Choose all that fit. " if several else "Choose one. ") + who_sees(item)),
        paper.boxes(option["label"] for option in options),
    )
    return Parts(spec, sheet, desk.answers)
