"""Which retrieval cards come back, and in which notebook one was answered. Pure: records in, items out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from kit.model import Item, Response, Value

RETURNS = 2
"""In how many notebooks after its own a card is asked in any case."""

MOST = 6
"""How many missed cards one notebook asks again."""


def first_asked(card: Item, notebooks: Sequence[str]) -> str:
    """The first of all notebooks that asks a card: the one after the notebook it recalls."""
    home = cast(str, card.notebook)
    later = [name for name in notebooks if name > home]
    return later[0] if later else home


def asked_in(value: Value, first: str) -> str:
    """Where an answer was given; one that does not say so was given where the card was first asked.

    Examples
    --------
    >>> asked_in({"answer": "…", "recall": "had", "asked_in": "02_respect"}, "01_equity")
    '02_respect'
    >>> asked_in({"answer": "…", "recall": "had"}, "01_equity")
    '01_equity'
    """
    return str(value.get("asked_in", first)) if isinstance(value, dict) else first


def missed_before(
    responses: Iterable[Response], cards: Iterable[Item], here: str, notebooks: Sequence[str]
) -> list[Item]:
    """Cards that the notebook ``here`` asks once more: their last judgement before it was ``missed``.

    A card that one of the notebook's own sets asks is left out. Cards answered here stay, whatever the
    judgement, so that a reopened notebook shows what it showed; then come those that were missed
    longest ago.
    """
    by_card: dict[str, list[Response]] = {}
    for response in responses:
        by_card.setdefault(response.item, []).append(response)
    found: list[tuple[bool, int, str, Item]] = []
    over = notebooks[: max(notebooks.index(here) - RETURNS, 0)]
    for card in (card for card in cards if card.notebook in over):
        first = first_asked(card, notebooks)
        mine = by_card.get(card.id, [])
        before = [r for r in mine if asked_in(r.value, first) != here and _judged(r)]
        now = len(before) < len([r for r in mine if _judged(r)])
        if now or (before and _judged(before[-1]) == "missed"):
            seq, id = (before[-1].seq, before[-1].id) if before else (0, "")
            found.append((not now, seq, id, card))
    kept = sorted(found, key=lambda one: one[:3])[:MOST]
    return [card for *_, card in sorted(kept, key=lambda one: one[1:3])]


def _judged(response: Response) -> str | None:
    recall = response.value.get("recall") if isinstance(response.value, dict) else None
    return str(recall) if recall else None
