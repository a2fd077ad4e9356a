"""Assumption: is a belief of the writer's own named, traced to its origin or effect, and tested?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, found
from kit.reading.cues import cues
from kit.reading.sentences import Sentence

_BELIEF = cues(
    "i take (?:it|for)|i go (?:around|in)|i went in|i'd gone in|i had (?:it in my head|always the idea)|"
    "i worked by|the idea that|(?:opposite|same|this|that) assumption|weak spot|"
    "i'd have (?:used|signed|said|gone)|i put it down to|assuming|for years i|"
    "i(?:'d| had) (?:dialed|called|marked) it|"
    "i(?:'d| had| have|'ve)? (?:just |always |simply |also )?(?:assumed|presumed|believed|figured|"
    "decided|expected|imagined|pictured|reckoned|concluded|supposed)|"
    "i (?:just |always |first |really |honestly )?thought|i assume|i'd always (?:taken|thought|held)|"
    "i always took|i used to (?:think|believe|assume)|i was (?:sure|certain|convinced)|"
    "i took (?:it|that|him|her|them|this|the)|"
    "my (?:default|first thought|assumption|belief|premise|starting point|bias|picture|expectation|idea|"
    "theory|reading|rule)|in my (?:mind|head|book)|to me an?|what i told myself|i had ~ down as|"
    "i'd had ~ down as|i have gone by|i've gone by|the premise|or so i (?:figured|thought)|"
    "i(?:'d| had) (?:filed|labeled|labelled|read|taken)|i operated|i(?:'ve| have) worked on the idea|"
    "i jumped to"
)
_FEELING = cues(
    r"i (?:felt|feel|was|am|got) (?:\w+ ){0,3}(?:uneasy|nervous|angry|annoyed|embarrassed|uncomfortable|"
    "ashamed|afraid|anxious|relieved|attacked|sad|worried|irritated|proud|defensive|frustrated|hurt|"
    "upset|cowardly|scared|tired of|guilty|moved|touched|humbled|happy|glad|grateful|stung|surprised|"
    "helpless|small)|my (?:stomach|cheeks|heart|face|ears|throat|hands)|it got to me|i felt|i believe|"
    "i feel that|i dreaded|i winced|i blushed|bothered me|stayed with me"
)
_ORIGIN = cues(
    r"(?:comes?|came) (?:\w+ )?from|"
    "(?:got|get|have|had|learned|learnt|picked up|took|inherited) (?:it|that|this|"
    "up)? ?(?:straight )?(?:from|in|by|at)|i got (?:it|that|this)|i grew up|i was raised|"
    "i was (?:a child|taught|brought up)|picked up|taught me|"
    "my (?:own )?(?:training|mother|father|brother|sister|parents|childhood|family|upbringing)|years of|"
    "goes back|because (?:everything|of a|of my|in my)|since the only|where i have|where that|where it|"
    "in the house i|the way i was|my first|as a child|when i was"
)
_EFFECT = cues(
    "it (?:had |has |also |already |was )?(?:made|meant|led|let|kept|shaped|determined|had) ?(?:me|that|"
    "us|which|it)?|(?:made|led|let|kept|caused) me|because of (?:it|that|this)|"
    "so i (?:had |went|did|never|didn't|did not|dialed|said|kept|spoke|talked|gave|stopped|wrote|sent|"
    "left|put|picked|cut|looked|only|always)|and so i|from this i|which is why i|that is why i|"
    "that's why i|it has already|what it's done|what it did|i never once|as a result|it cost"
)
_TEST = cues(
    "but (?:then|she|he|they|when|the|i|in|two|on)|then (?:i|he|she|they|the|when)|except that|evidence|"
    "turn(?:s|ed) out|"
    "i (?:then )?(?:checked|counted|compared|looked (?:it )?(?:up|at|back)|listened back|pulled|laid|"
    "put it to the test|tested|asked around|went back|reread|re-read)|we counted|the (?:call )?log|"
    "sign-?(?:in|out) (?:sheet|book)|does(?:n't| not) (?:hold|fit)|did(?:n't| not) (?:hold|fit)|"
    "what undid|can't be squared|another (?:reading|explanation|way)|"
    "other (?:reading|explanation|readings)|it (?:could|may|might) (?:as well|just as|equally|also)|"
    "could (?:also|just as)|against (?:that|this|it|the)|the record|the file (?:said|showed|held)|"
    "does not open with|the numbers|later i (?:learned|found|read|saw)|"
    "then i (?:read|saw|heard|found|learned|looked)|on the other hand|"
    "i was (?:totally |completely |simply |quite )?wrong|proof|until i|what the"
)
_AFTER = cues(
    r"i(?:'ve| have) since|i (?:do not|don't|dont) (?:\w+ ){1,6}(?:anymore|any more|now)|so i don't|i sit|"
    "is off|so the|"
    "i(?:'ve| have)? ?(?:now )?(?:quit|stopped|dropped|crossed out|gave up|given up|changed|revised|"
    "let go|retired|took back|taken back|withdrew|struck|deleted)|"
    "i was (?:totally |completely |simply |quite )?wrong|now i|i now|i no longer|had to go|"
    "i(?:'m| am) (?:leaving|keeping|not sure|still)|i still (?:think|hold|believe)|"
    "i (?:keep|kept|leave|left) (?:it|that|the|this)|open|"
    "so i (?:sat back|began|started|asked|went|crossed|no|dropped|have|changed|quit|stopped)|"
    "(?:it|the belief|that) (?:had|has) to (?:go|become)|instead|i took ~ out|had to become|i start from|"
    "since then|was ours|was mine|was about our|not about|isn't what"
)


def assumption(sentences: Sequence[Sentence], _dimension: str | None = None) -> Found:
    """Level and evidence for *assumption*."""
    beliefs = [n for n, s in enumerate(sentences) if _BELIEF.search(s.own)]
    feelings = [s for s in sentences if _FEELING.search(s.own)]
    best = found(1, [sentences[beliefs[0]]] if beliefs else feelings[:1])
    for n in beliefs:
        near = sentences[max(0, n - 1) : n + 4]
        examined = [s for s in near if _ORIGIN.search(s.own) or _EFFECT.search(s.own)]
        tested = [s for s in sentences[n : n + 7] if _TEST.search(s.own)]
        after = [s for s in sentences[n : n + 8] if _AFTER.search(s.own)]
        if tested and after:
            return found(3, [sentences[n]], examined[:1], tested[:2], after[:1])
        if examined and best.level < 2:
            best = found(2, [sentences[n]], examined[:2])
    return best
