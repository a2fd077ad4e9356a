"""Retrieval cards: answered from memory, turned, and judged by the learner alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.forms import paper
from kit.forms.asking import form_spec, item_spec
from kit.forms.card_desk import CardDesk
from kit.forms.markup import blocks, inline
from kit.forms.parts import Parts
from kit.model import Item

_MISSED = (
    "Missed before",
    "You marked these as “Not this time” in an earlier notebook. Try once more. "
    "A card comes back until you have it.",
)
_PAPER = (
    "Were there cards on an earlier sheet that you did not have? Try those once more, without the other side."
)


def cards(desk: CardDesk, items: Sequence[Item]) -> Parts:
    """A card an item; on paper the other sides stand below, upside nothing."""
    return Parts(_spec(desk, items, None), _sheets(items), desk.answers)


def missed_cards(desk: CardDesk, items: Sequence[Item]) -> Parts:
    """Cards that were missed before, under a line that says so; where there are none, nothing at all."""
    title, text = _MISSED
    if items:
        lead = {"title": inline(title), "text": inline(text)}
        sheet = paper.sheet(lead["title"], paper.note(lead["text"])) + _sheets(items)
        return Parts(_spec(desk, items, lead), sheet, desk.answers)
    # Where there is no journal at all, the earlier cards were on paper too.
    sheet = "" if desk.shelf.look() else paper.sheet(inline(title), paper.note(inline(_PAPER)))
    return Parts(_spec(desk, (), None), sheet, desk.answers)


def _spec(desk: CardDesk, items: Sequence[Item], lead: dict[str, str] | None) -> dict[str, Any]:
    asked = [
        item_spec(item, desk.occasion)
        | {"answer": blocks(item.answer), "askedAgain": desk.asked_again(item.id)}
        for item in items
    ]
    return form_spec("cards", desk.shelf, asked, lead=lead)


def _sheets(items: Sequence[Item]) -> str:
    fronts = "".join(paper.sheet(inline(item.title), blocks(item.prompt), paper.lines(2)) for item in items)
    backs = "".join(f"<li>{inline(item.answer or '')}</li>" for item in items)
    return fronts + paper.sheet("The other sides, in the same order", f"<ol>{backs}</ol>")
