"""A sheet of texts for one rater to mark blind: a CSV for a spreadsheet, shuffled, with codes for names.

Only the database knows whose text a code stands for.
"""

import hashlib
import math
import random
import re
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Row, insert, select

from kit.ratings.database import Database, RatingFault
from kit.ratings.store import Ratings
from kit.ratings.tables import sheet_code
from kit.spreadsheet import write_csv

CODE, TITLE, TEXT, COMMENT = "code", "vignette", "text", "comment"
LONGEST = 32_000
"""The most characters written to a cell; a spreadsheet cuts a cell off a little above this."""
# No vowels, so that no code spells a word, or looks like a month or a number to a spreadsheet.
_LETTERS = "BCDFGHJKLMNPQRSTVWXYZ"
_SIGNS = _LETTERS + "23456789"


class TextToMark(NamedTuple):
    """One text, with the learner who wrote it."""

    learner: str
    item: str
    revision: str
    """The id of the saved answer."""
    title: str
    """What the learner was asked."""
    text: str


class Sheet(NamedTuple):
    """The sheet that was written."""

    path: Path
    texts: int
    already_marked: int
    """How many texts were left out because this rater has marked them."""


def write_sheet(
    store: Ratings,
    texts: Sequence[TextToMark],
    out: Path,
    rater: str,
    *,
    double: float | None = None,
    seed: int = 1,
) -> Sheet:
    """Write the texts that a rater has not marked yet, shuffled differently for each rater.

    Parameters
    ----------
    texts
        The texts to mark; all of them are marked by the same criteria.
    double
        For second marking: what share (0 to 1) of the texts that another rater has. The texts are drawn at
        random, and another call draws the same ones. The default is all texts.
    seed
        The seed for the order and the draw.

    Raises
    ------
    RatingFault
        The file exists or its folder doesn't, an argument is invalid, or there is nothing to mark.
    """
    if out.exists() or out.is_symlink():
        raise RatingFault(
            f"{out} already exists and may hold marks; choose another name or move that file away."
        )
    if not out.parent.is_dir():
        raise RatingFault(f"there is no folder {out.parent} for {out.name}; make it or check the name.")
    wanted = sorted(texts, key=lambda one: (one.learner, one.item))
    if double is not None:
        wanted = _drawn(store, wanted, rater, double, seed)
    if not wanted:
        raise RatingFault("there is no text to mark; collect hand-ins of learners who gave consent first.")
    done = {(r.learner, r.item, r.criterion) for r in store.ratings(rater=rater) if r.level is not None}
    todo = [one for one in wanted if {(one.learner, one.item, c) for c in store.criteria[one.item]} - done]
    if not todo:
        raise RatingFault(f"{rater} has marked every text, so nothing was written.")
    random.Random(f"{seed}:{rater}").shuffle(todo)  # noqa: S311  # an order, no secret
    coded = _give_codes(store.database, rater, todo)
    columns = [CODE, TITLE, TEXT, *store.criteria[todo[0].item], COMMENT]
    rows = [
        [code, readable(one.title), readable(one.text), *[""] * (len(columns) - 3)]
        for code, one in coded.items()
    ]
    # The sheet holds learners' own words, so only the person who made it may read the file.
    write_csv(out, columns, rows, bom=True, mode=0o600)
    return Sheet(out, len(todo), len(wanted) - len(todo))


def _drawn(store: Ratings, texts: list[TextToMark], rater: str, share: float, seed: int) -> list[TextToMark]:
    if not 0 < share <= 1:
        raise RatingFault(f"{share:g} is not a share of the texts; write one such as 10%.")
    given = codes(store.database).values()
    theirs = {(one.learner, one.item) for one in given if one.rater != rater}
    theirs |= {(one.learner, one.item) for one in store.ratings() if one.rater != rater}
    shared = [one for one in texts if (one.learner, one.item) in theirs]
    if not shared:
        raise RatingFault(
            "nobody else has a sheet yet, so there is nothing to mark twice; make theirs first."
        )
    had = {(one.learner, one.item) for one in given if one.rater == rater}
    random.Random(f"{seed}:{rater}:double").shuffle(shared)  # noqa: S311  # a draw, no secret
    shared.sort(key=lambda one: (one.learner, one.item) not in had)
    return sorted(shared[: math.ceil(share * len(shared))], key=lambda one: (one.learner, one.item))


def codes(database: Database) -> dict[str, Row[Any]]:
    """Return every code ever given, with its rater, learner, item, revision and the text's `opening`."""
    with database.reading() as connection:
        return {row.code: row for row in connection.execute(select(sheet_code))}


def _give_codes(database: Database, rater: str, texts: Iterable[TextToMark]) -> dict[str, TextToMark]:
    """Return the texts by code. A text that already has a code for this rater keeps it."""
    found: dict[str, TextToMark] = {}
    with database.writing() as connection:
        rows = connection.execute(select(sheet_code)).all()
        mine = {(r.learner, r.item, r.revision): r.code for r in rows if r.rater == rater}
        used = {r.code for r in rows}
        for one in texts:
            code = str(mine.get((one.learner, one.item, one.revision), ""))
            if not code:
                while code in {"", *used}:
                    code = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(5))
                used.add(code)
                of = {"rater": rater, "learner": one.learner, "item": one.item, "revision": one.revision}
                begins = opening(readable(one.text))
                connection.execute(insert(sheet_code).values(code=code, opening=begins, **of))
            found[code] = one
    return found


def readable(text: str) -> str:
    r"""Return a learner's text as a spreadsheet can hold it: no control characters, no halves of an emoji.

    >>> readable("Two\r\nlines\x07, and half: \ud83d")
    'Two\nlines, and half: �'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", re.sub("[\ud800-\udfff]", "�", text))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"


def opening(text: str) -> str:
    """Return a fingerprint of a text's beginning that ignores changed spaces and an added apostrophe.

    >>> opening("I would  ask\\r\\nhim.") == opening("'I would ask him.") != opening("I would tell him.")
    True
    """
    words = " ".join(text.split()).lstrip("' ")
    return hashlib.sha256(words[:200].encode("utf-8", "replace")).hexdigest()
