"""Choose the sentences of a text in which a reader may look for each criterion. It names no level.

The writer decides whether one of them answers the criterion's question, so a wrong guess costs nothing.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kit.reading.cautions import WEIGHED, Cue
from kit.reading.criteria import CRITERIA
from kit.reading.gates import Text, gate
from kit.reading.judging import SHOWN, chances, likelihoods, seen_by
from kit.reading.lexicon import word_list
from kit.reading.partnership import OwnText, own_text
from kit.reading.pointing import stored
from kit.reading.sentences import LEAST_WORDS, Passage, Sentence, passages, sentences, words

_LOSS, _DIES_TOO = word_list("loss", "words"), word_list("dies_too", "words")
_LOST_ONE = "|".join(sorted(word_list("lost_one", "words")))
_IN_OTHER_WORDS = re.compile(
    r"\b(?:pass(?:ed|es|ing) away|took (?:his|her|their) own life"
    r"|(?:los[et]|losing|(?:loss|death) of|griev(?:e|ed|es|ing)|mourn(?:s|ed|ing)?|bur(?:y|ied)) "
    rf"(?:an?|his|her|their|my|our|\w+'s|the(?= baby| babies| twins)) (?:[\w-]+ )?(?:{_LOST_ONE})"
    r"(?=[^\w' -]|$| (?:and|at|before|but|during|in|just|last|on|so|this|to|when|who)\b)"
    rf"|(?:{_LOST_ONE})(?:'s death| (?:had |has |just )?(?:dies?|is dead|was killed|"
    r"passed(?=[.,;]|$| (?:and|before|in|last|suddenly|this|when)\b)))\b)"
)
_EXAMINED = 2
"""From this expected level of *assumption* on, the writer looks at their own verdict already."""
_OF_ONESELF_OR_REPORTED = frozenset(
    [
        "i", "i'm", "i'd", "i'll", "i've", "me", "my", "mine", "myself", "say", "says", "said", "tell",
        "tells", "told", "heard", "asked", "thought", "think", "believed", "assume", "assumed",
    ]
)  # fmt: skip
"""A verdict in a sentence with one of these words may be the writer's view of themselves, an earlier view,
or somebody else's. Without them, 26 of 30 sentences in 1,490 composed texts were verdicts."""
_BLAMES = Cue("blames")
_SURELY_NONE = 0.75
"""From this chance of level 0 on, 401 of 461 texts of authors that were left out had level 0."""


class Candidates(NamedTuple):
    """At most three passages in the order of the text, and the expected level, which is never shown."""

    sentences: tuple[Passage, ...]
    expected: float
    surely_none: bool = False
    """Whether the level is surely 0."""


class Search(NamedTuple):
    """The candidates for each criterion, or why there are none."""

    stopped: str | None = None
    """``loss``, or the name of a gate."""
    verdict: Sentence | None = None
    """A sentence that surely states a lack of a family as a fact."""
    criteria: Mapping[str, Candidates] = {}


def search(text: str, *, dimension: str | None = None, prompt: str | None = None) -> Search:
    """Find the candidates in a text.

    >>> found = search("On Friday a father laid our report face down. I took him to be angry with me.")
    >>> [one.text for one in found.criteria["event"].sentences]
    ['On Friday a father laid our report face down.', 'I took him to be angry with me.']
    >>> search("Her son died.").stopped, search("A father.").stopped
    ('loss', 'too_short')
    """
    split = sentences(text)
    if any(map(_tells_of_loss, split)):
        return Search("loss")
    if stopped := gate(Text(text, split, prompt)):
        return Search(stopped)
    read = own_text(split, dimension, prompt)
    if any(one.kind == "copied_prompt" for one in read.raised):
        return Search("prompt_copy")
    together = passages(text, read.sentences)
    offered = list(filter(_says_enough, together)) or together
    criteria = {}
    for number, (criterion, model) in enumerate(stored()["criteria"].items()):
        found = CRITERIA[criterion](read.signed, dimension)
        likely = chances(seen_by(number, read.seen, found, model["clues"]), model)
        earns = likelihoods(number, read.seen)
        first = sorted(offered, key=lambda one: -max((earns[at] for at in one.read), default=0.0))[:SHOWN]
        highest = [found.highest, *(one.caps[criterion] for one in read.raised if criterion in one.caps)]
        criteria[criterion] = Candidates(
            tuple(sorted(first)),
            min(sum(level * chance for level, chance in enumerate(likely)), *highest),
            likely[0] >= _SURELY_NONE,
        )
    verdict = None if criteria["assumption"].expected >= _EXAMINED else _verdict(read)
    return Search(None, verdict, criteria)


def _says_enough(one: Passage) -> bool:
    """Whether a passage is more than a heading or a few words."""
    return len(words(one.text)) >= LEAST_WORDS and not one.text.endswith(":")


def _tells_of_loss(one: Sentence) -> bool:
    """Whether a sentence says that somebody died, and not a phone."""
    told = one.tokens
    return bool(_IN_OTHER_WORDS.search(one.plain)) or any(
        word in _LOSS and _DIES_TOO.isdisjoint(told[max(0, at - 2) : at]) for at, word in enumerate(told)
    )


def _verdict(read: OwnText) -> Sentence | None:
    """Return the first sentence that states a lack of a family as a fact, or blames it."""
    lacks = {one.sentence for one in read.raised if one.kind == "deficit_language"}
    told = (
        one.sentence
        for one in read.signed
        if one.sentence in lacks
        or (_BLAMES.search(one.sentence.own) and not (one.asks or WEIGHED.search(one.sentence.own)))
    )
    return next((one for one in told if _OF_ONESELF_OR_REPORTED.isdisjoint(one.tokens)), None)
