"""The fifteen self-ratings as a grid, no default; the then-test with what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from kit.forms import paper
from kit.forms.asking import form_spec, item_spec
from kit.forms.desk import Desk, head_state
from kit.forms.markup import blocks, inline
from kit.forms.parts import Parts, Reply
from kit.model import Framework, Item, Occasion, Scale

_BEFORE: tuple[Occasion, ...] = ("pre", "post")


def scale(desk: Desk, items: Sequence[Item], scale: Scale, framework: Framework) -> Parts:
    """A grid of the items, under the names of their dimensions."""
    then = desk.occasion == "then"
    stem = inline((scale.then_stem if then else None) or scale.stem)
    intro = blocks(scale.then_intro) if then and scale.then_intro else ""
    groups = [
        {
            "id": dimension.id,
            "name": inline(dimension.name),
            "items": [
                item.id
                for item in items
                if item.strategy in {strategy.id for strategy in dimension.strategies}
            ],
        }
        for dimension in framework.dimensions
    ]
    choices = [
        {"id": c.id, "label": inline(c.label), "value": c.value if c.value is not None else {"missing": c.id}}
        for c in scale.choices
    ]
    spec = form_spec(
        "scale",
        desk.shelf,
        [item_spec(item, desk.occasion) | {"locked": then} for item in items],
        stem=stem,
        intro=intro,
        choices=choices,
        groups=[group for group in groups if group["items"]],
        beside=list(_BEFORE) if then else [],
    )
    answers = dict(desk.answers)
    if then:
        answers["earlier"] = lambda _message: _earlier(desk)
    rows = "".join(_row(item, scale) for item in items)
    head = "".join(f'<th style="{_CELL}">{inline(c.label)}</th>' for c in scale.choices)
    sheet = paper.sheet(
        stem,
        intro,
        f'<table style="border-collapse:collapse"><thead><tr><td></td>{head}</tr></thead>',
        f"<tbody>{rows}</tbody></table>",
    )
    return Parts(spec, sheet, answers)


_CELL = "border-bottom:1px solid #d8d3c8;padding:4px 8px;text-align:center;font-weight:normal"


def _row(item: Item, scale: Scale) -> str:
    boxes = "".join(f'<td style="{_CELL}">☐</td>' for _ in scale.choices)
    return f'<tr><th scope="row" style="{_CELL};text-align:left">{inline(item.title)}</th>{boxes}</tr>'


def _earlier(desk: Desk) -> Reply:
    """What was said before, for the items whose then-answer is finished; hidden until it is."""
    journal = desk.shelf.look()
    if journal is None:
        return {"earlier": {}}
    finished = [id for id in desk.items if journal.heads(id, "then", case=desk.case)]
    return {
        "earlier": {
            id: {
                occasion: [head_state(head) for head in journal.heads(id, occasion, case=desk.case)]
                for occasion in _BEFORE
            }
            for id in finished
        }
    }
