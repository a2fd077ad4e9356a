"""Where you left off: which questions of a notebook are finished, begun or open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kit.forms import paper
from kit.forms.asking import form_spec
from kit.forms.markup import inline
from kit.forms.parts import Message, Parts, Reply
from kit.forms.shelf import Shelf
from kit.model import Item, Journal, Occasion


def left_off(shelf: Shelf, case: str, asked: Sequence[tuple[str, Sequence[Item], Occasion]]) -> Parts:
    """A list of steps in their order, each a title, the items behind it and their occasion."""
    steps: list[dict[str, Any]] = [
        {"title": inline(title), "item": items[0].id, "stretch": all(item.stretch for item in items)}
        for title, items, _ in asked
    ]

    def status(_message: Message) -> Reply:
        journal = shelf.look()
        return {"steps": [_status(journal, case, items, occasion) for _, items, occasion in asked]}

    boxes = paper.boxes(f"{step['title']} (stretch)" if step["stretch"] else step["title"] for step in steps)
    sheet = paper.sheet("Where you left off", boxes)
    return Parts(form_spec("left_off", shelf, [], steps=steps), sheet, {"status": status})


def _status(journal: Journal | None, case: str, items: Sequence[Item], occasion: Occasion) -> dict[str, Any]:
    if journal is None:
        return {"state": "open", "at": None, "done": 0, "of": len(items)}
    heads = [head for item in items for head in journal.heads(item.id, occasion, case=case)[-1:]]
    drafts = [draft for item in items if (draft := journal.draft(item.id, occasion, case=case))]
    at = max([*(head.at for head in heads), *(draft.at for draft in drafts)], default=None)
    finished = len(heads) == len(items) and not drafts
    return {
        "state": "done" if finished else "begun" if heads or drafts else "open",
        "at": at.isoformat() if at else None,
        "done": len(heads),
        "of": len(items),
    }
