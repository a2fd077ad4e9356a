"""A text: a first thought, a reflection, a private note."""

from __future__ import annotations

from kit.model import Item
from kit.widgets import paper
from kit.widgets.asking import form_spec, item_spec, who_sees
from kit.widgets.desk import Desk
from kit.widgets.markup import blocks, inline
from kit.widgets.parts import Parts


def prose(desk: Desk, item: Item) -> Parts:
    """A field for one text."""
    spec = form_spec("prose", desk.shelf, [item_spec(item, desk.occasion)])
    return Parts(spec, on_paper(item), desk.answers)


def on_paper(item: Item) -> str:
    """The question with room to write."""
    asked = f"{item.words.least}–{item.words.most} words. " if item.words else ""
    once = "Written once and not changed afterwards. " if item.locked else ""
    return paper.sheet(
        inline(item.title),
        blocks(item.prompt),
        paper.boxes(inline(entry) for entry in item.checklist) if item.checklist else "",
        paper.note(f"{asked}{once}{who_sees(item)}"),
        paper.lines(max(3, (item.words.most if item.words else 40) // 10)),
    )
