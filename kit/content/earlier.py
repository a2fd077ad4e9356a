"""Questions as earlier editions worded them. An answer's hash says which wording it was given to.

``kit build --edition`` adds today's questions to ``wordings.json`` by that hash, once an edition; nothing is
ever removed. Journals don't hold the questions: an older installation on a second computer would set a line
with one aside as unreadable. Retrieval cards are practice, so their wordings are not kept.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kit.content.course_files import item_hash
from kit.content.reading_grade import plain
from kit.model import VOICES, Content, Item, Value
from kit.model.item_parts import Bin, Card, Choice
from kit.model.schedules import Layer
from kit.model.tables import Column, Option, Row

WORDINGS = "kit/_compiled/wordings.json"


@cache
def earlier() -> Mapping[str, Item]:
    """Return the questions of all editions by hash, with what is needed to put an answer into words."""
    place = files("kit") / "_compiled" / "wordings.json"
    kept = json.loads(place.read_text("utf-8")) if place.is_file() else {}
    return {hash: _question(one) for hash, one in kept.items()}


def asked_then(hash: str, now: Item, wordings: Mapping[str, Item]) -> Item | None:
    """Return the question as it read when it was answered; ``None`` if that is unknown or the same as today.

    >>> now = Item(id="a.b", kind="prose", title="What now?")
    >>> then = now.model_copy(update={"title": "What then?"})
    >>> asked_then("x", now, {"x": then}).title, asked_then("x", now, {"x": now})
    ('What then?', None)
    """
    then = wordings.get(hash)
    if then is None or then.id != now.id or hash == item_hash(now):
        return None
    return then if _words(then) != _words(now) else None


def as_answered(hash: str, now: Item, wordings: Mapping[str, Item]) -> Item:
    """Return the question with the options, places and cards that were answered; today's if they are unknown.

    >>> now = Item(id="a.b", kind="choice", title="Which?", choices=(Choice(id="new", label="New"),))
    >>> then = now.model_copy(update={"choices": (Choice(id="old", label="Old"),)})
    >>> [as_answered(hash, now, {"x": then}).choices[0].label for hash in ("x", "y")]
    ['Old', 'New']
    """
    then = wordings.get(hash)
    return now if then is None or then.id != now.id or hash == item_hash(now) else then


def gone_choices(hash: str, value: Value, now: Item, wordings: Mapping[str, Item]) -> list[str]:
    """Return the labels of chosen options that the question no longer has.

    >>> now = Item(id="a.b", kind="choice", title="Which?", choices=(Choice(id="new", label="New"),))
    >>> then = now.model_copy(update={"choices": (Choice(id="old", label="Old *one*"),)})
    >>> gone_choices("x", "old", now, {"x": then}), gone_choices("x", "new", now, {"x": then})
    (['Old one'], [])
    """
    chosen = set(value if isinstance(value, list) else [value]) - {one.id for one in now.choices}
    return [
        " ".join(plain(one.label).split())
        for one in as_answered(hash, now, wordings).choices
        if one.id in chosen
    ]


def kept_wordings(root: Path, content: Content) -> bytes:
    """Return ``wordings.json`` of a checkout with today's questions added."""
    path = root / WORDINGS
    kept = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    asked = (item for case in content.cases.values() for item in case.items.items if item.kind != "card")
    kept |= {item_hash(item): _needed(item) for item in asked}
    lines = (f"{json.dumps(hash)}: {json.dumps(kept[hash], ensure_ascii=False)}" for hash in sorted(kept))
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _words(item: Item) -> list[str]:
    # Line breaks don't change the words.
    return [" ".join((text or "").split()) for text in (item.title, item.prompt)]


def _needed(item: Item) -> dict[str, Any]:
    parts: dict[str, Iterable[tuple[str, str]]] = {
        "choices": ((one.id, one.label) for one in item.choices),
        "bins": ((one.id, one.label) for one in item.bins),
        "cards": ((one.id, one.text) for one in item.cards),
        "rows": ((one.id, one.text) for one in item.rows),
        "columns": ((one.id, one.label) for one in item.columns),
        "layers": ((one.id, one.label) for one in item.layers),
    }
    plain = {name: getattr(item, name) for name in ("id", "kind", "title", "prompt", "notebook", "scale")}
    options = {one.id: {each.id: each.label for each in one.options} for one in item.columns if one.options}
    said = {**plain, **{name: dict(pairs) for name, pairs in parts.items()}, "options": options}
    return {name: value for name, value in said.items() if value}


def _question(kept: Mapping[str, Any]) -> Item:
    # Explanations, right bins and the like were not kept. Where one is required, the label or the id takes
    # its place. Columns and the item itself are not validated.
    parts = ("choices", "bins", "cards", "rows", "columns", "options", "layers")
    return Item.model_construct(
        **{name: value for name, value in kept.items() if name not in parts},
        choices=tuple(Choice(id=id, label=label) for id, label in kept.get("choices", {}).items()),
        bins=tuple(Bin(id=id, label=label) for id, label in kept.get("bins", {}).items()),
        cards=tuple(
            Card(id=id, text=text, bin=id, explain=text) for id, text in kept.get("cards", {}).items()
        ),
        rows=tuple(Row(id=id, text=text) for id, text in kept.get("rows", {}).items()),
        columns=tuple(
            Column.model_construct(
                id=id,
                label=label,
                options=tuple(
                    Option(id=one, label=said) for one, said in kept.get("options", {}).get(id, {}).items()
                ),
            )
            for id, label in kept.get("columns", {}).items()
        ),
        # The hours were not kept, only what was asked about.
        layers=tuple(
            Layer(id=id, label=label, ask=label, told=label, hours=dict.fromkeys(VOICES, ()))
            for id, label in kept.get("layers", {}).items()
        ),
    )
