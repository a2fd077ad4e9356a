"""Event: is something told that happened, can it be placed, is what was seen kept apart from its meaning?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, found
from kit.reading.cues import DATE, PAST, PERSON, cues
from kit.reading.sentences import Sentence

_VAGUE_TIME = cues(
    "one time|once|a while back|at some point|years ago|a few years ago|somewhere in|back when|this fall|"
    "this spring|this year|last year|in my first|in my practicum|during my practicum|in my \\w+ year|some "
    "conference|many times|a stretch|over the years|that day|that evening|the other day|field placement"
)
_OCCASION = cues(
    "conference|conferences|meeting|open house|home visit|pick-?up|drop-?off|dismissal|phone call|"
    "video call|family night|back-to-school night|role-?play|rehearsal|rehearsed|work day|hallway|"
    "at the gate|at the door|bus line|"
    "in (?:september|october|november|december|january|february|march|april|may|june|august)|"
    "curriculum night|the call"
)
_SOME = cues(
    r"an? (?:\w+ ){0,2}(?:meeting|conference|call)|meetings|conferences|some \w+ (?:meeting|conference)"
)
_TOLD = cues(
    "said|told|asked|came|called|phoned|sat|stood|handed|turned|looked|pushed|laid|stopped|got up|"
    "answered|walked|nodded|crossed|arrived|met|wrote|"
    "(?:he|she|they|mother|father|grandfather|grandmother|mom|dad|parents) (?:read|set|put)|held|opened|"
    "smiled|laughed|cried|left|joined|rang|drove|pulled|went|gave|took|showed|kept|brought|missed|sent|"
    "played"
)
_APART = cues(
    "what i saw|all i saw|all i could see|i only saw|this much i|that is what i saw|i could have filmed|"
    "what i made of it|the word i put|is my guess|was my guess|my guess|is my reading|was my reading|"
    "my reading of|my interpretation|is what i added|i added|i can't say|i cannot say|i couldn't say|"
    "what i told myself|in my head|might as well have been|the actions|what happened stops|"
    "i have concluded|i've concluded|my own label|my label|i read it as|i read that as|i took it as|"
    "i took it for|i took that|i took them|what i thought on seeing|i don't know why|i do not know why|"
    "only she can say|only he can say|is only how i|only how i read|what i observed|i observed|"
    "what was said|i must own|on my part|whether ~ i don't know|i don't know whether|"
    "i do not know whether|"
    "(?:is|are|was|were|that's|just|only) (?:only )?(?:a|my|our|an) (?:own )?(?:guess|reading|"
    "interpretation|labels?|inference|story)|the observation|the interpretation|but to me it|"
    "the word was|what occurred|the facts|is mine|are mine|was mine|my inference|not something i saw|"
    "nobody said|she never said|he never said|they never said|what it meant|i supplied|that part is|"
    "the rest is|i heard is|what i heard"
)


def event(sentences: Sequence[Sentence], _dimension: str | None = None) -> Found:
    """Level and evidence for *event*."""
    placed = [
        s
        for s in sentences
        if _happened(s)
        and PERSON.search(s.own)
        and (DATE.search(s.own) or _OCCASION.search(s.own))
        and not _AHEAD.search(s.own)
    ]
    exact = [
        s for s in placed if DATE.search(s.own) or (not _VAGUE_TIME.search(s.own) and not _SOME.search(s.own))
    ]
    apart = [s for s in sentences if _APART.search(s.own)]
    if exact and not _VAGUE_TIME.search(exact[0].own):
        return found(3 if apart else 2, exact[:2], apart[:2])
    vague = [s for s in sentences if _VAGUE_TIME.search(s.own) and PAST.search(s.own)] or exact or placed
    return found(1, vague[:1])


def _happened(sentence: Sentence) -> bool:
    return bool(_TOLD.search(sentence.own) or (DATE.search(sentence.own) and PAST.search(sentence.own)))


_AHEAD = cues(
    "will",
    "would",
    "should",
    "may be",
    "i am meeting",
    "i'm meeting",
    "i'll",
    "we'll",
    "she'll",
    "he'll",
    "going to",
    "next week",
    "tomorrow",
    "plan to",
)
