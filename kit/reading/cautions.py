"""Cautions: what a person should look at before trusting the levels.

A caution that limits a level says so in ``caps``; none lowers a level silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kit.reading.cues import KIN, cues
from kit.reading.lexicon import listed, word_list
from kit.reading.sentences import words
from kit.reading.signs import Signed

_DEFICIT = cues(*listed("cautions")["deficit"])
_JUDGES = cues(*listed("cautions")["judges"])
_WEIGHED = cues(*listed("cautions")["weighed"])
_STATUS = cues(*listed("cautions")["status"])
_INFERRED = cues(*listed("cautions")["inferred"])
_GRAND = word_list("grand", "words")


def deficit_language(signed: Sequence[Signed]) -> Iterator[dict[str, Any]]:
    """A family described by what it lacks, in the writer's own words and not to question them."""
    for s in signed:
        own = s.sentence.own
        if (
            _DEFICIT.search(own)
            and (s.near_family or KIN.search(own + " ") or "home" in own)
            and not _WEIGHED.search(own)
            # "These parents" alone may be said of anyone; it takes a judgement beside it.
            and _JUDGES.search(own)
        ):
            yield _caution(
                "deficit_language",
                s,
                "This describes a family by what it lacks. What was seen, and what was concluded?",
            )


def status_inference(signed: Sequence[Signed]) -> Iterator[dict[str, Any]]:
    """A guess about somebody's legal, social or private circumstances."""
    for s in signed:
        own = s.sentence.own
        if (
            _STATUS.search(own)
            and _INFERRED.search(own)
            and (s.they or s.near_family)
            and not _WEIGHED.search(own)
        ):
            yield _caution(
                "status_inference",
                s,
                "This guesses at a family's circumstances. They are theirs to tell or not; leave the "
                "guess out.",
            )


def quoted_words(signed: Sequence[Signed]) -> Iterator[dict[str, Any]]:
    """A sentence that is mostly somebody else's words; it earns only for what is the writer's own."""
    for s in signed:
        given = len(words(s.sentence.plain))
        inside = given - len(words(s.sentence.own))
        if inside >= 12 and inside > 0.7 * given:
            yield _caution("quoted_words", s, "Mostly quoted. Only the writer's own words count here.")


def negated(signed: Sequence[Signed]) -> Iterator[dict[str, Any]]:
    """The text says that something was not learned, asked or changed, or will not be."""
    for s in signed:
        if s.has("stance.nothing"):
            yield _caution(
                "negated",
                s,
                "This says that something did not happen; cue words nearby may mislead the reader.",
            )


def formulaic(signed: Sequence[Signed]) -> Iterator[dict[str, Any]]:
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
        caps = {"event": 0, "assumption": 1, "perspective": 1, "strategy": 1, "action": 1}
        yield _caution(
            "formulaic", signed[0], "The words of the field are here, but nothing happens yet.", caps
        )


CAUTIONS: tuple[Callable[[Sequence[Signed]], Iterator[dict[str, Any]]], ...] = (
    deficit_language,
    status_inference,
    quoted_words,
    negated,
    formulaic,
)
"""Every caution, in the order they are reported."""


def _caution(kind: str, at: Signed, message: str, caps: dict[str, int] | None = None) -> dict[str, Any]:
    return {
        "kind": kind,
        "start": at.sentence.start,
        "end": at.sentence.end,
        "message": message,
        "caps": caps or {},
    }
