"""Codes under which texts are marked without a name. Only the database knows whose text a code stands for."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from kit.ratings.database import Database
from kit.ratings.tables import rating, sheet_code

_LETTERS = "BCDFGHJKLMNPQRSTVWXYZ"
_SIGNS = _LETTERS + "23456789"
LONGEST = 32_000
"""A spreadsheet cuts a cell off a little above this."""


@dataclass(frozen=True, slots=True)
class TextToMark:
    """One text and whose it is."""

    learner: str
    item: str
    revision: str
    """Id of the saved answer."""
    title: str
    """What was asked."""
    text: str


@dataclass(frozen=True, slots=True)
class Coded:
    """What the database knows of a code."""

    code: str
    rater: str
    learner: str
    item: str
    revision: str
    opening: str
    """Fingerprint of the text's first words."""


def give_codes(database: Database, rater: str, texts: Iterable[TextToMark]) -> dict[str, TextToMark]:
    """Texts by code; one that the rater had a code for keeps it."""
    found: dict[str, TextToMark] = {}
    with database.writing() as connection:
        rows = connection.execute(select(sheet_code)).all()
        mine = {(r.learner, r.item, r.revision): r.code for r in rows if r.rater == rater}
        used = {r.code for r in rows}
        new = []
        for one in texts:
            key = (one.learner, one.item, one.revision)
            if key not in mine:
                mine[key] = _fresh(used)
                fields = dict(zip(("learner", "item", "revision"), key, strict=True))
                begins = opening(readable(one.text))
                new.append({"code": mine[key], "rater": rater, "opening": begins, **fields})
            found[mine[key]] = one
        if new:
            connection.execute(insert(sheet_code), new)
    return found


def codes(database: Database) -> dict[str, Coded]:
    """Every code ever given."""
    columns = [sheet_code.c[name] for name in Coded.__slots__]
    with database.reading() as connection:
        return {row.code: Coded(**row._mapping) for row in connection.execute(select(*columns))}


def with_others(database: Database, rater: str, texts: Sequence[TextToMark]) -> list[TextToMark]:
    """The texts that another rater has on a sheet or has marked."""
    with database.reading() as connection:
        theirs = {
            (row.learner, row.item)
            for table in (sheet_code, rating)
            for row in connection.execute(select(table.c.learner, table.c.item).where(table.c.rater != rater))
        }
    return [one for one in texts if (one.learner, one.item) in theirs]


def marked_by(database: Database, rater: str) -> dict[tuple[str, str], set[str]]:
    """Criteria that a rater gave a level, by learner and item."""
    query = select(rating.c.learner, rating.c.item, rating.c.criterion).where(
        rating.c.rater == rater, rating.c.level.is_not(None)
    )
    found: dict[tuple[str, str], set[str]] = {}
    with database.reading() as connection:
        for learner, item, criterion in connection.execute(query):
            found.setdefault((learner, item), set()).add(criterion)
    return found


def _fresh(used: set[str]) -> str:
    # No vowels: neither a word, nor a month or a number to a spreadsheet.
    while True:
        code = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(5))
        if code not in used:
            used.add(code)
            return code


def readable(text: str) -> str:
    r"""A learner's text without what no spreadsheet keeps: control characters, halves of an emoji.

    >>> readable("Two\r\nlines\x07, and half: \ud83d")
    'Two\nlines, and half: �'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", re.sub("[\ud800-\udfff]", "�", text))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"


def opening(text: str) -> str:
    """A fingerprint of how a text begins, the same after a spreadsheet changed spaces and marks.

    >>> opening("I would  ask\\r\\nhim.") == opening("'I would ask him.") != opening("I would tell him.")
    True
    """
    words = " ".join(text.split()).lstrip("' ")
    return hashlib.sha256(words[:200].encode("utf-8", "replace")).hexdigest()
