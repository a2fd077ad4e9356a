"""What is marked, as a line of text; forms say it with the same words (forms/static/likely.js)."""

from collections.abc import Sequence

from kit.handin.likely.marking import Likely
from kit.model import Interface

MOST = 8
"""How many are named before only their number is."""


def told(found: Sequence[Likely], words: Interface) -> str:
    """All that is marked, each with what it looks like.

    >>> said = {"one": "{words} ({what})", "name": "a name", "phone": "a phone number"}
    >>> texts = {"likely": dict.fromkeys(("birth_date", "email", "address", "id"), "…") | said}
    >>> amari = Likely(kind="name", words="Amari")
    >>> told([amari, Likely(kind="phone", words="555-0142")], Interface(schema_version=1, texts=texts))
    'Amari (a name) · 555-0142 (a phone number)'
    """
    what = {
        "name": words["likely.name"],
        "birth_date": words["likely.birth_date"],
        "phone": words["likely.phone"],
        "email": words["likely.email"],
        "address": words["likely.address"],
        "id": words["likely.id"],
    }
    parts = [words.fill("likely.one", words=one.words, what=what[one.kind]) for one in found[:MOST]]
    more = len(found) - MOST
    return " · ".join([*parts, *([words.fill("likely.more", count=more)] if more > 0 else [])])
