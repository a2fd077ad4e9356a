"""An if–then plan: two short texts that make one sentence."""

from __future__ import annotations

from kit.forms import paper
from kit.forms.asking import form_spec, item_spec, who_sees
from kit.forms.desk import Desk
from kit.forms.markup import blocks, inline
from kit.forms.parts import Parts
from kit.model import Item


def plan(desk: Desk, item: Item) -> Parts:
    """Two fields, *If* and *then I will*."""
    sheet = paper.sheet(
        inline(item.title),
        blocks(item.prompt),
        paper.note(who_sees(item)),
        paper.lines(2, "If …"),
        paper.lines(2, "then I will …"),
    )
    spec = form_spec("plan", desk.shelf, [item_spec(item, desk.occasion)])
    return Parts(spec, sheet, desk.answers)
