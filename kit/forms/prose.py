"""A text: a first thought, a reflection, a private note."""

from __future__ import annotations

from kit.forms import paper
from kit.forms.asking import form_spec, item_spec, who_sees
from kit.forms.desk import Desk
from kit.forms.markup import blocks, inline
from kit.forms.parts import Parts
from kit.forms.second_opinion import SecondOpinion, answers, wanted
from kit.model import Item


def prose(desk: Desk, item: Item, opinion: SecondOpinion | None = None) -> Parts:
    """A field for one text; a graded one may have a machine's second opinion under it."""
    spec = form_spec("prose", desk.shelf, [item_spec(item, desk.occasion)])
    if opinion is None or not wanted(desk):
        return Parts(spec, on_paper(item), desk.answers)
    more = answers(opinion, desk, item) if opinion.kind == "read" else {}
    return Parts(spec | {"opinion": opinion.kind}, on_paper(item), {**desk.answers, **more})


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
