"""Cautions: what a person should look at before trusting the levels.

A caution that limits a level says so in ``caps``; none lowers a level silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kit.reading.cues import FIRST_PERSON, KIN, PAST, PERSON, cues
from kit.reading.sentences import Sentence, words

_DEFICIT = cues(
    "(?:do not|don't|doesn't|does not|didn't|never|not) (?:really |even )?(?:care|value|prioriti[sz]e|"
    "want to (?:help|be involved)|bother)|these (?:parents|families|people|kids|homes)|"
    "that kind of (?:family|home|parent)|broken home|dysfunctional|lazy|bad parents?|hard to reach|"
    "uninvolved|disengaged|low expectations at home|can't be bothered|"
    "not interested in (?:school|education|her|his|their)|their culture does not|bad home|poor parenting|"
    "(?:should|must) learn (?:english|to)|in denial"
)
_WEIGHED = cues(
    "i (?:had |'d |have )?(?:assumed|thought|figured|believed|decided|told (?:myself|the team)|called|"
    "used|wrote|said)|the word|i grew up|my (?:word|assumption|bias|first)|that line|wrong|as if|"
    r"label\w*|instead of|not that|isn't|aren't|stopped|quit|no longer|is how we"
)
_STATUS = cues(
    r"undocumented|illegals?|immigration status|papers in order|deport\w*|no papers|green card|visa|"
    "on welfare|legal status"
)
_INFERRED = cues(
    "probably|maybe|perhaps|must be|i (?:think|guess|suppose|assume|suspect|bet)|might be|likely|seems?|"
    "because of"
)
_NEGATED = cues(
    r"i (?:did not|didn't|have not|haven't) learn\w*|nothing (?:changed|has changed|was learned|happened)|"
    "i (?:will not|won't) change|no change|i have no assumptions|"
    "i don't have any (?:bias|biases|assumptions)|i did not change"
)
_GRAND = cues(
    r"equity|respect|communication|advocacy|commitment|partnership\w*|trust\w*|collaborat\w+|empower\w*|"
    r"reflect\w*|empathy|cultur\w+|inclusi\w+|bias\w*|perspectives?|assumptions?|strengths?|journey|"
    "growth|stakeholders?|holistic|feedback"
)


def deficit_language(sentences: Sequence[Sentence]) -> Iterator[dict[str, Any]]:
    """A family described by what it lacks, in the writer's own words and not to question them."""
    for s in sentences:
        if _DEFICIT.search(s.own) and KIN.search(s.own + " families") and not _WEIGHED.search(s.own):
            yield _caution(
                "deficit_language",
                s,
                "This describes a family by what it lacks. What was seen, and what was concluded?",
            )


def status_inference(sentences: Sequence[Sentence]) -> Iterator[dict[str, Any]]:
    """A guess about somebody's legal or social status."""
    for s in sentences:
        if _STATUS.search(s.own) and _INFERRED.search(s.own):
            yield _caution(
                "status_inference",
                s,
                "This guesses at a family's status. It is theirs to tell or not; leave it out.",
            )


def quoted_words(sentences: Sequence[Sentence]) -> Iterator[dict[str, Any]]:
    """A sentence that is mostly somebody else's words; it earns only for what is the writer's own."""
    for s in sentences:
        inside = len(words(s.plain)) - len(words(s.own))
        if inside >= 12 and inside > 0.7 * len(words(s.plain)):
            yield _caution("quoted_words", s, "Mostly quoted. Only the writer's own words count here.")


def negated(sentences: Sequence[Sentence]) -> Iterator[dict[str, Any]]:
    """The text says that nothing was learned or changed."""
    for s in sentences:
        if _NEGATED.search(s.own):
            yield _caution(
                "negated",
                s,
                "This says that something did not happen; cue words nearby may mislead the reader.",
            )


def formulaic(sentences: Sequence[Sentence]) -> Iterator[dict[str, Any]]:
    """A fluent text that names everything and in which nothing happens."""
    if not sentences:
        return
    named = {m for s in sentences for m in _GRAND.findall(s.own)}
    happens = any(
        PAST.search(s.own) and PERSON.search(s.own) and FIRST_PERSON.search(s.own) for s in sentences
    )
    if len(named) >= 6 and not happens:
        caps = {"event": 0, "assumption": 1, "perspective": 1, "strategy": 1, "action": 1}
        yield _caution(
            "formulaic", sentences[0], "The words of the field are here, but nothing happens yet.", caps
        )


CAUTIONS: tuple[Callable[[Sequence[Sentence]], Iterator[dict[str, Any]]], ...] = (
    deficit_language,
    status_inference,
    quoted_words,
    negated,
    formulaic,
)
"""Every caution, in the order they are reported."""


def _caution(kind: str, at: Sentence, message: str, caps: dict[str, int] | None = None) -> dict[str, Any]:
    return {"kind": kind, "start": at.start, "end": at.end, "message": message, "caps": caps or {}}
