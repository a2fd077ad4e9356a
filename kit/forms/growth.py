"""The fifteen self-ratings over the course: picture, sentence and table, from `kit.measures`."""

from __future__ import annotations

from kit.forms import paper
from kit.forms.asking import form_spec
from kit.forms.markup import inline
from kit.forms.parts import Message, Parts, Reply
from kit.forms.shelf import Shelf
from kit.model import Content


def growth(shelf: Shelf, content: Content, case: str) -> Parts:
    """A picture that asks for its numbers when it is opened."""
    items = content.cases[case].items
    scale = next(
        (s for s in items.scales if s.id in {i.scale for i in items.items if i.kind == "rating"}), None
    )
    points = [{"value": c.value, "label": inline(c.label)} for c in scale.choices] if scale else []
    dimensions = [{"id": d.id, "name": inline(d.name)} for d in content.framework.dimensions]

    def numbers(_message: Message) -> Reply:
        from kit.measures import self_ratings

        journal = shelf.look()
        return {"growth": self_ratings(list(journal.responses()) if journal else [], content)}

    spec = form_spec("growth", shelf, [], points=points, dimensions=dimensions)
    sheet = paper.sheet(
        "Your self-ratings over the course", paper.note("Drawn from your own answers, on the screen.")
    )
    return Parts(spec, sheet, {"numbers": numbers})
