"""Perspective: is the family's view absent, imagined, told on stated grounds, or openly asked for?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, found
from kit.reading.cues import KIN, WONT, cues
from kit.reading.sentences import Sentence, words

_WHO = "(?:her|him|them|each|every|both|the|his|their|your|mr|mrs|ms|families|parents|dale|one|if|and)"
_ASKS = cues(
    "(?:call|phone|text|visit|write) (?:her|him|them) (?:up )?(?:and|to) ask",
    f"(?:i|we|i'd|i'll|we'll|teacher|school|office|principal|interpreter|worker|team|partner|aide|nurse)"
    f"(?: \\w+){{0,3}} ask(?:s|ed|ing)? (?:again )?(?:{_WHO}|what|how|which|whether|who)",
    "(?:family|families|parents?|she|they|he) (?:is|are|was|were|be|gets?) (?:being |now )?asked",
    "my (?:own )?question|the questions are|would make it|tell us|have them tell|grade us|grade our",
    "open question|open-ended question|preference form|feedback form|"
    "invited? ~ to (?:say|tell|share|add|change)|so i said|one question|two questions|three questions|"
    "three things",
)
_OPEN = cues(
    "what",
    "how",
    "which",
    "whether",
    "who",
    "who's",
    "what's",
    "when",
    "where",
    "if",
    "open question",
    "worry",
)
_EMPTY_QUESTION = cues("any questions", "does that make sense", "okay\\?", "sign here")
_SAID = cues(
    "(?:she|he|they|who|mother|mom|dad|father|grandmother|grandfather|aunt|uncle|parent|parents|family|"
    r"families|brother|couple|(?:mr|mrs|ms)\.? \w+) (?:\w+ ){0,2}(?:said|says|told|answered|explained|"
    "replied|wrote|wanted|wants|would rather|goes|mentioned|preferred|prefers|asked for|put it|called it|"
    "added|thought|thinks|believes|felt it)",
    "(?:she|he|they)'d (?:told|said)|texted|emailed|voicemail|note|"
    "(?:her|his|their) (?:answer|words|reason|reply|concern|worry|view|priority)",
    "according to|told (?:me|us)|told our|said to me",
)
_IMAGINED = cues(
    r"i expect|i'd imagine|might (?:well )?\w+|could potentially|may also|must of|i can (?:just )?see|"
    "maybe|perhaps|probably|must (?:have )?(?:feel|felt|be|been)|"
    "i (?:suppose|imagine|picture|guess|bet|suspect|wonder)|might (?:have|feel|be|think|see)|"
    "would (?:feel|interpret|think|have felt|see|want|be)|plausible|may (?:have|feel|be|see)|"
    "i would think|in (?:her|his|their) (?:shoes|place|position)|seem(?:s|ed)|i can only guess|"
    "could have been|i'm sure|no doubt|surely"
)
_OVERRULED = cues("i told (?:her|him|them) that|i corrected|i explained (?:to )?(?:her|him|them)|policy")


def perspective(sentences: Sequence[Sentence], _dimension: str | None = None) -> Found:
    """Level and evidence for *perspective*."""
    asks = [
        n
        for n, s in enumerate(sentences)
        if _ASKS.search(s.own)
        and (_OPEN.search(s.plain) or "?" in s.text)
        and not _EMPTY_QUESTION.search(s.plain)
        and not WONT.search(s.own)
        and _about_family(sentences, n)
    ]
    if asks:
        n = asks[0]
        answer = [s for s in sentences[n + 1 : n + 3] if _SAID.search(s.own) or '""' in s.own]
        return found(3, [sentences[n]], answer[:1])
    said = [
        s
        for n, s in enumerate(sentences)
        if _SAID.search(s.own)
        and _about_family(sentences, n)
        and not _OVERRULED.search(s.own)
        and _says_something(s)
    ]
    if said:
        return found(2, said[:2])
    imagined = [
        s for n, s in enumerate(sentences) if _IMAGINED.search(s.own) and _about_family(sentences, n)
    ]  # fmt: skip
    return found(1, imagined[:1])


def _says_something(sentence: Sentence) -> bool:
    inside = len(words(sentence.plain)) - len(words(sentence.own))
    return inside >= 4 or bool(_CLAUSE.search(sentence.own))


_CLAUSE = cues("that|because|since|wants?|wanted|would|prefers?|preferred|whether|what|how|who|worry|worried")


def _about_family(sentences: Sequence[Sentence], n: int) -> bool:
    # A pronoun counts only where kin or a title stands in the sentence or just before it.
    near = " ".join(s.own for s in sentences[max(0, n - 5) : n + 1])
    return bool(KIN.search(near) or _TITLED.search(near))


_TITLED = cues(r"(?:mr|mrs|ms|miss|señora|señor)\.? \w+")
