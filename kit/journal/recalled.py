"""Find the notebook in which a retrieval card was answered; the same card is asked in several."""

from collections.abc import Sequence
from typing import cast

from kit.model import Item, Value


def first_asked(card: Item, notebooks: Sequence[str]) -> str:
    """Return the first notebook, in order, that asks a card: the one after the notebook that it recalls."""
    home = cast(str, card.notebook)
    later = [name for name in notebooks if name > home]
    return later[0] if later else home


def asked_in(value: Value, first: str) -> str:
    """Return where an answer was given; an answer that doesn't say counts for the card's first notebook.

    >>> asked_in({"answer": "…", "asked_in": "02_respect"}, "01_equity"), asked_in({}, "01_equity")
    ('02_respect', '01_equity')
    """
    return str(value.get("asked_in", first)) if isinstance(value, dict) else first
