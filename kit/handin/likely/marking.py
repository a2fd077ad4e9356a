"""Find all that may identify somebody in a text, each once, in the order of the text."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kit.handin.likely.known import Known
from kit.handin.likely.names import names_in
from kit.handin.likely.numbers import NumberKind, numbers_in
from kit.model import Interface

Kind = Literal["name"] | NumberKind
MOST = 8
"""How many are listed before the rest are only counted."""


class Likely(BaseModel):
    """Words that may identify somebody, and the kind they look like."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    words: str


def likely_in(text: str, known: Known, year: int) -> tuple[Likely, ...]:
    """Return what is marked in a text that was written in ``year``.

    >>> known = Known(frozenset(), frozenset({"perez"}))
    >>> [one.words for one in likely_in("Mrs. Okafor lives at 12 Elm Street, near Ms. Perez.", known, 2026)]
    ['Mrs. Okafor', '12 Elm Street']
    """
    numbers = numbers_in(text, year)
    # The name of a street is not a person's.
    within = {at for one in numbers for at in range(one.start, one.end)}
    marked: list[tuple[int, Kind, str]] = [(one.start, one.kind, one.text) for one in numbers]
    marked += [(one.start, "name", one.text) for one in names_in(text, known) if one.start not in within]
    found = {(kind, " ".join(words.split())): None for _, kind, words in sorted(marked)}
    return tuple(Likely(kind=kind, words=words) for kind, words in found)


def told(found: Sequence[Likely], words: Interface) -> str:
    """Return all that is marked as a line of text; forms use the same words (static/forms/likely.js).

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
