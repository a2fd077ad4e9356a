"""Action: is there a next step, who and when, and how will the writer know?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, found
from kit.reading.cues import DATE, FIRST_PERSON, WONT, cues
from kit.reading.sentences import Sentence

_AHEAD = cues(
    "ima|imma|i'ma|i gonna|i'm gonna|we gonna",
    "(?:i|we|she|he|they|you)(?:'ll| will| am going to| are going to|'m going to|'re going to|'m to|"
    " am to| plan to)|(?:is|are) (?:to be |now )?(?:booked|scheduled|set|due)|will be|starting|"
    "from (?:monday|tuesday|wednesday|thursday|friday|now on|tomorrow|january|february|march|april|may|"
    r"june|august|september|october|november|december|\d{1,2})|tomorrow|"
    "next (?:week|month|meeting|step|steps|monday|tuesday|wednesday|thursday|friday|fall|spring|semester|"
    "quarter|family|letter|time)|my plan|the plan|my next|action:|it starts|before the|beginning with|"
    "each of my next|i rehearse|"
    "(?:i|we) (?:meet|start|begin|take|go|call|send|offer|own|try|ask|phone|sit|bring|do)|"
    "i(?:'m| am) (?:meeting|calling|sending|taking|asking|going)",
)
_VAGUE = cues(
    "i hope|i want to|i'd like|i would like|in the future|in my future|going forward|some ?day|will try|"
    "i'll try|at some point|i mean to|when things calm down|more ~ should|down the road|more aware|"
    "keep (?:building|growing|working|learning)|i would want|i'd want|be better|do better|strive|"
    "endeavor|i intend|i guess i|we need to|i need to|rethink|continue to"
)
_WHOM = cues(r"with (?:mr|mrs|ms|dr|my|our|the|her|his)\.? ?\w*", r"(?:mr|mrs|ms|dr)\.? \w+")
_KNOW = cues(
    "asks? ~ (?:whether|if|what|how|which|again)|"
    "i(?:'ll| will)? (?:then )?(?:count|check|graph|log|tally|track|compare|record|review)|"
    "(?:she|he|they|we|who)(?:'ll| will)? (?:then )?(?:count|check|tally|log|track|record|mark|redo|"
    "compare|review)|feedback|how i(?:'ll| will) know|"
    "if (?:it|the|not|fewer|more|less|she|he|they|i|any|six|that|under|over|nobody|half|we|those|either)|"
    r"under \w+|over five|(?:will|'ll) (?:count|check|tell me|record|hold a)|worth (?:her|his|their)|"
    "stopwatch|to see (?:if|that|whether)|at the end of|grade us|tells? us|tell me|ask both|photograph|"
    "look at the numbers|what (?:to change|i should|we should)|whether (?:it|the|she|he|they)"
)
_EXCLUDES = cues(
    "without (?:her|him|them|the (?:mother|father|parents?|family))|"
    "instead of the (?:mother|father|parents?|family)|"
    "make (?:her|him|them) (?:understand|sign|come|accept)|stop (?:calling|inviting)|"
    "teach (?:her|him|them|the parents) to|referral|report (?:her|him|them)|"
    "explain to (?:her|him|them) (?:again )?(?:why|that)|put ~ on record"
)


def action(sentences: Sequence[Sentence], _dimension: str | None = None) -> Found:
    """Level and evidence for *action*; a plan that leaves out or corrects the family stays at 1."""
    tail = sentences[len(sentences) // 3 :]
    concrete = [
        s
        for s in tail
        if (
            (_AHEAD.search(s.own) and (DATE.search(s.own) or _WHOM.search(s.own)))
            or _dated(s)
            or _STANDING.search(s.own)
        )
        and not _only_vague(s)
        and not WONT.search(s.own)
        and not _told(s)
    ]
    if not concrete:
        return found(1, [s for s in tail if _VAGUE.search(s.own) and FIRST_PERSON.search(s.own)][-1:])
    if all(_EXCLUDES.search(s.own) for s in concrete):
        return found(1, concrete[:1])
    first = sentences.index(concrete[0])
    know = [s for s in sentences[first:] if _KNOW.search(s.plain) and not _told(s)]
    return found(3 if know else 2, concrete[:2], know[:1])


def _dated(sentence: Sentence) -> bool:
    # "On the 24th I present the list": a date and no past tense is still ahead.
    return bool(_WHEN.search(sentence.own) and FIRST_PERSON.search(sentence.own)) and not _PAST.search(
        sentence.own
    )


_WHEN = cues(
    "(?:on|by|before|until|from|every|each) (?:next |the )?(?:monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|\d{1,2}|first|second|third|last)\w*|"
    "in (?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    "tomorrow|next (?:week|month)|as of"
)
_PAST = cues(
    "was|were|had|did|been|[a-z]{2,18}ed|said|told|came|went|sat|saw|heard|gave|made|took|left|met|stood|"
    "wrote|felt|got|kept"
)
_STANDING = cues(
    "from now on|as of (?:the|this|next|now)|ever since|since then (?:i|we)|and still (?:do|does)"
)


def _only_vague(sentence: Sentence) -> bool:
    return bool(_VAGUE.search(sentence.own)) and not DATE.search(sentence.own)


def _told(sentence: Sentence) -> bool:
    return bool(_PAST.search(sentence.own)) and not _WILL.search(sentence.own)


_WILL = cues(
    "will", "i'll", "we'll", "she'll", "he'll", "they'll", "going to", "starting", "from", "i'm to", "starts"
)
