"""Cautions: what a person should look at before trusting the levels.

A caution that limits a level says so in ``caps``; none lowers a level silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kit.reading.criteria import CRITERIA
from kit.reading.lexicon import listed, word_list
from kit.reading.sentences import Sentence, words
from kit.reading.signs import Signed


class Caution(NamedTuple):
    """What was noticed, where, and the levels above which a criterion is not read because of it."""

    kind: str
    sentence: Sentence
    caps: Mapping[str, int] = {}


def _pattern(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(phrases)})(?![\w'])")


_KIN = _pattern(rf"(?:{'|'.join(listed('cautions')['kin'])})(?:'s)?")
_DEFICIT, _JUDGES, _WEIGHED, _STATUS, _INFERRED = (
    _pattern(*listed("cautions")[name]) for name in ("deficit", "judges", "weighed", "status", "inferred")
)
_GRAND = word_list("grand", "words")
_EMPTY = dict.fromkeys(CRITERIA, 1) | {"event": 0}
"""The most that a text can earn in which nothing happens."""


def deficit_language(signed: Sequence[Signed]) -> Iterator[Caution]:
    """A family described by what it lacks, in the writer's own words and not to question them."""
    for s in signed:
        own = s.sentence.own
        if (
            _DEFICIT.search(own)
            and (s.near_family or _KIN.search(own + " ") or "home" in own)
            and not _WEIGHED.search(own)
            # "These parents" alone may be said of anyone; it takes a judgement beside it.
            and _JUDGES.search(own)
        ):
            yield Caution("deficit_language", s.sentence)


def status_inference(signed: Sequence[Signed]) -> Iterator[Caution]:
    """A guess about somebody's legal, social or private circumstances."""
    for s in signed:
        own = s.sentence.own
        if (
            _STATUS.search(own)
            and _INFERRED.search(own)
            and (s.they or s.near_family)
            and not _WEIGHED.search(own)
        ):
            yield Caution("status_inference", s.sentence)


def quoted_words(signed: Sequence[Signed]) -> Iterator[Caution]:
    """A sentence that is mostly somebody else's words; it earns only for what is the writer's own."""
    for s in signed:
        given = len(words(s.sentence.plain))
        inside = given - len(words(s.sentence.own))
        if inside >= 12 and inside > 0.7 * given:
            yield Caution("quoted_words", s.sentence)


def negated(signed: Sequence[Signed]) -> Iterator[Caution]:
    """The text says that something was not learned, asked or changed, or will not be."""
    for s in signed:
        if s.has("stance.nothing"):
            yield Caution("negated", s.sentence)


def formulaic(signed: Sequence[Signed]) -> Iterator[Caution]:
    """A fluent text that names everything and in which nothing happens."""
    if not signed:
        return
    named = {w for s in signed for w in s.tokens if w in _GRAND}
    total = sum(len(s.tokens) for s in signed)
    # "I sought the family's perspective" names the criteria again; it tells nothing.
    happens = any(
        s.quotes
        or (s.past and (s.dated or s.has("event.recent") or (s.near_family and (s.me or s.titled or s.kin))))
        for s in signed
        if not _GRAND & set(s.tokens)
    )
    if len(named) >= 6 and not happens and sum(w in _GRAND for s in signed for w in s.tokens) > 0.06 * total:
        yield Caution("formulaic", signed[0].sentence, _EMPTY)


CAUTIONS: tuple[Callable[[Sequence[Signed]], Iterator[Caution]], ...] = (
    deficit_language,
    status_inference,
    quoted_words,
    negated,
    formulaic,
)
"""Every caution, in the order they are reported."""
