"""The fifteen self-ratings: a grid to fill in, without a default, and a picture of them over the course."""

from collections.abc import Sequence

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec, item_spec
from kit.forms.markup import blocks, inline
from kit.forms.messages import Asked, Reply, head_state
from kit.forms.session import FormSession
from kit.model import Content, Framework, Item, Occasion, Scale

_BEFORE: tuple[Occasion, ...] = ("pre", "post")
_CELL = "border-bottom:1px solid #d8d3c8;padding:4px 8px;text-align:center;font-weight:normal"


def scale(session: FormSession, items: Sequence[Item], scale: Scale, framework: Framework) -> Form:
    """Make a grid of the items by dimension; a then-test also shows the earlier ratings."""
    then = session.occasion == "then"
    stem = inline((then and scale.then_stem) or scale.stem)
    intro = blocks(scale.then_intro) if then else ""
    groups = []
    for dimension in framework.dimensions:
        practices = {strategy.id for strategy in dimension.strategies}
        if asked := [item.id for item in items if item.strategy in practices]:
            groups.append({"id": dimension.id, "name": inline(dimension.name), "items": asked})
    choices = [
        {"id": c.id, "label": inline(c.label), "value": c.value if c.value is not None else {"missing": c.id}}
        for c in scale.choices
    ]
    spec = form_spec(
        "scale",
        session.context,
        [item_spec(item, session.occasion) for item in items],
        stem=stem,
        intro=intro,
        choices=choices,
        groups=groups,
        beside=list(_BEFORE) if then else [],
    )
    handlers = session.handlers
    if then:
        handlers["earlier"] = lambda _message: _earlier(session)
    boxes = f'<td style="{_CELL}">☐</td>' * len(scale.choices)
    names = (f'<th scope="row" style="{_CELL};text-align:left">{inline(item.title)}</th>' for item in items)
    rows = "".join(f"<tr>{name}{boxes}</tr>" for name in names)
    head = "".join(f'<th style="{_CELL}">{inline(c.label)}</th>' for c in scale.choices)
    sheet = paper.sheet(
        stem,
        intro,
        f'<table style="border-collapse:collapse"><thead><tr><td></td>{head}</tr></thead>',
        f"<tbody>{rows}</tbody></table>",
    )
    return Form(session.context, spec, sheet, handlers)


def _earlier(session: FormSession) -> Reply:
    # Earlier ratings are hidden until the then-rating is finished.
    heads = session.context.heads
    return {
        "earlier": {
            id: {occasion: [head_state(head) for head in heads(id, occasion)] for occasion in _BEFORE}
            for id in session.items
            if heads(id, "then")
        }
    }


def growth(context: FormContext, content: Content) -> Form:
    """Make a picture of the self-ratings over the course; it requests its numbers when it is opened."""
    items = content.cases[context.case].items
    rated = {item.scale for item in items.items if item.kind == "rating"}
    scale = next((s for s in items.scales if s.id in rated), None)
    points = [{"value": c.value, "label": inline(c.label)} for c in scale.choices] if scale else []

    def numbers(_message: Asked) -> Reply:
        from kit.measures import long_table, self_ratings

        journal = context.existing_journal()
        return {"growth": self_ratings(long_table(journal.responses() if journal else [], ""), content)}

    words = context.words
    sheet = paper.sheet(inline(words["growth.title"]), paper.note(inline(words["growth.on_paper"])))
    return Form(context, form_spec("growth", context, [], points=points), sheet, {"numbers": numbers})
