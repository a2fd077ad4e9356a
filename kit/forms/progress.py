"""A list of what is finished in a notebook."""

from collections.abc import Sequence
from typing import Any

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec
from kit.forms.markup import filled, inline, interface
from kit.forms.messages import Asked, Reply
from kit.model import Item, Occasion


def left_off(context: FormContext, asked: Sequence[tuple[str, Sequence[Item], Occasion]]) -> Form:
    """Make a list of steps in order: the title, items and occasion of each."""
    words = context.words
    steps: list[dict[str, Any]] = [
        {
            # Ratings don't have their own titles.
            "title": interface(title, words) if items[0].kind == "rating" else inline(title),
            "item": items[0].id,
            "occasion": occasion,
            "stretch": all(item.stretch for item in items),
        }
        for title, items, occasion in asked
    ]

    def status(_message: Asked) -> Reply:
        return {"steps": [_step(context, items, occasion) for _, items, occasion in asked]}

    boxes = paper.boxes(
        filled(words["paper.stretch"], title=step["title"]) if step["stretch"] else step["title"]
        for step in steps
    )
    sheet = paper.sheet(inline(words["left_off.title"]), boxes)
    return Form(context, form_spec("left_off", context, [], steps=steps), sheet, {"status": status})


def _step(context: FormContext, items: Sequence[Item], occasion: Occasion) -> dict[str, Any]:
    heads = [head for item in items for head in context.heads(item.id, occasion)[-1:]]
    drafts = [draft for item in items if (draft := context.draft(item.id, occasion))]
    at = max([*(head.at for head in heads), *(draft.at for draft in drafts)], default=None)
    finished = len(heads) == len(items) and not drafts
    return {
        "state": "done" if finished else "begun" if heads or drafts else "open",
        "at": at.isoformat() if at else None,
        "done": len(heads),
        "of": len(items),
    }
