"""Small word lists that the move model's features are made of.

`KEEP` are words whose order says how a sentence is built; `KINDS` are words that belong together because
they show who speaks, when, and in what spirit. A list of kinds is no judgement: it only counts.
"""

from __future__ import annotations


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


KEEP = _set(
    "the , . i to and in a that of it was for me is with not they at teacher my but class this "
    'students have so on them be " as would lesson what he when had are will we about from how school '
    "time children she an very all were do more one which if or even there also because - like first "
    "teaching work think didn't don't hour their know only really who ( after did ) practice can ? "
    "her him some i'm other out it's then just by something much well could such teach still next "
    "where student grade no lessons quite last has up little lot teachers however than try during "
    "should say pupils want myself two probably you : go his hours beginning different another end "
    "most way already told am good accompanying problem always classes take get why whole better week "
    "topic"
)
"""Words that stay as they are in the outline of a sentence."""

_KINDS = {
    "i": "i me my mine myself i'm i'll i'd i've",
    "we": "we us our ours",
    "they": "he she they him her them his their",
    "past": "was were had did went came said got took gave saw told",
    "now": "is are am has have do does it's i'm",
    "hedge": (
        "maybe perhaps probably possibly might seem seems seemed somehow rather quite somewhat sure "
        "guess suppose apparently likely"
    ),
    "feel": (
        "like liked enjoy enjoyed happy glad nervous afraid fear feared sad sorry pleased surprised "
        "satisfied disappointed stress stressed angry love loved hate excited pleasant unpleasant "
        "nice great beautiful proud ashamed uncomfortable comfortable worried worry good bad better "
        "feel felt feeling feelings mood appreciate appreciated grateful thank interested "
        "interesting fun hope hoped shocked annoyed frustrated confident relaxed calm enthusiastic "
        "joy"
    ),
    "think": (
        "think thought believe know knew understand understood realize realized realised consider "
        "considered mean opinion view idea learn learned learnt find found see imagine expect "
        "expected wonder reason because therefore why conclusion aware sense remember notice "
        "noticed reflect decide decided"
    ),
    "will": "will would should could can may might must shall going want plan try next future need",
    "hard": (
        "problem problems difficult difficulty hard unfortunately trouble struggle couldn't unable "
        "fail failed lack complicated didn't mistake mistakes however but although wrong confused"
    ),
    "not": "not no never n't nothing nobody neither without",
}
KINDS = {kind: frozenset(words.split()) for kind, words in _KINDS.items()}
"""Who speaks (i, we, they), when (past, now), and how (hedge, feel, think, will, hard, not)."""

_SAME = {
    "he": "she",
    "his": "her him hers",
    "himself": "herself",
    "mr": "mrs ms",
    "father": "mother mom mum dad",
    "boy": "girl",
    "boys": "girls",
    "man": "woman",
    "men": "women",
}
SAME = {
    word + end: one + end for one, words in _SAME.items() for word in words.split() for end in ("", "'s")
} | {"she's": "he's", "she'd": "he'd", "she'll": "he'll"}
"""Words that the model can't tell apart, so that a family's or a writer's gender changes no answer."""
