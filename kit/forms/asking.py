"""An item as the data a form draws: texts as HTML, lane, choices. Holds no answer."""

from __future__ import annotations

from typing import Any

from kit.forms.markup import blocks, inline
from kit.forms.shelf import Shelf
from kit.model import Item, Occasion


def item_spec(item: Item, occasion: Occasion = "during") -> dict[str, Any]:
    """What every form needs to know of an item."""
    return {
        "id": item.id,
        "occasion": occasion,
        "title": inline(item.title),
        "prompt": blocks(item.prompt),
        "lane": item.lane,
        "laneOpen": item.lane_open,
        "travels": item.assignment is not None,
        "locked": item.locked,
        "words": item.words.model_dump() if item.words else None,
        "checklist": [inline(entry) for entry in item.checklist],
    }


def form_spec(kind: str, shelf: Shelf, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """What every form needs to know of where it stands."""
    journal = shelf.look()
    place = shelf.place
    return {
        "kind": kind,
        "workspace": journal.workspace if journal else None,
        "place": {"kind": place.kind, "label": place.label},
        "items": items,
        **more,
    }


def who_sees(item: Item) -> str:
    """The lane in words, for paper."""
    if item.lane == "private":
        return "Private: only you."
    return "Shared with your instructor." if item.assignment else "Not handed in."
