"""Collect the words of a case, so that its own people are not marked: Ms. Perez, Alfredo, the staff."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from kit.handin.likely.word_lists import word_list
from kit.model import CaseContent
from kit.model.same_record import SameRecord

_ID = re.compile(r"[a-z0-9_.]*")
"""Ids that no learner reads, such as ``ms_perez``."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_WITHIN = re.compile(rf"(?<=[^\W\d_A-Z.][ ]|[,;][ ])({WORD.pattern})|\b(?:Mr|Mrs|Ms|Dr)\. ({WORD.pattern})")
"""A word within a sentence or after a title, where a capital letter is meaningful."""


class Known(NamedTuple):
    """A case's words, in lower case: ``ordinary`` ones occur uncapitalized, ``own`` ones never do."""

    ordinary: frozenset[str]
    own: frozenset[str]


def known_of(case: CaseContent) -> Known:
    """Return the words of a case. Other people who share a name with somebody in it aren't marked either."""
    return _known(SameRecord(case))


@lru_cache(maxsize=4)
def _known(case: SameRecord[CaseContent]) -> Known:
    texts = "\n".join({one for one in _texts(case.record) if not _ID.fullmatch(one)})
    people = " ".join(one.name for one in case.record.case.people)
    within = {one or titled for one, titled in _WITHIN.findall(texts)}
    ordinary = {bare(one) for one in WORD.findall(texts) if one[0].islower()}
    own = {bare(one).lower() for one in within.union(WORD.findall(people)) if one[0].isupper()}
    return Known(frozenset(ordinary), frozenset(own - ordinary - word_list("calendar")))


def bare(word: str) -> str:
    """Return a word without an ending that is joined to it by an apostrophe.

    >>> bare("Arlene's"), bare("O'Neal"), bare("Troy’d"), bare("I'll")
    ('Arlene', "O'Neal", 'Troy', 'I')
    """
    return re.sub(r"['’](?:s|S|d|ll|ve|re|m)?$", "", word)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _texts(list(value.__dict__.values()))
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
