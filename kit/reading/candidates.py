"""Choose the sentences of a text in which a reader may look for each criterion. It names no level.

The writer decides whether one of them answers the criterion's question, so a wrong guess costs nothing.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kit.reading.cautions import Caution
from kit.reading.criteria import CRITERIA
from kit.reading.gates import Text, gate
from kit.reading.judging import SHOWN, chances, likelihoods, seen_by
from kit.reading.lexicon import word_list
from kit.reading.partnership import own_text
from kit.reading.pointing import stored
from kit.reading.sentences import Sentence, sentences

_LOSS, _DIES_TOO = word_list("loss", "words"), word_list("dies_too", "words")
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


class Candidates(NamedTuple):
    """At most three sentences in the order of the text, and the expected level, which is never shown."""

    sentences: tuple[Sentence, ...]
    expected: float


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
    criteria = {}
    for number, (criterion, model) in enumerate(stored()["criteria"].items()):
        found = CRITERIA[criterion](read.signed, dimension)
        likely = chances(seen_by(number, read.seen, found, model["clues"]), model)
        earns = likelihoods(number, read.seen)
        first = sorted(range(len(earns)), key=earns.__getitem__, reverse=True)[:SHOWN]
        highest = [found.highest, *(one.caps[criterion] for one in read.raised if criterion in one.caps)]
        criteria[criterion] = Candidates(
            tuple(read.sentences[at] for at in sorted(first)),
            min(sum(level * chance for level, chance in enumerate(likely)), *highest),
        )
    verdict = None if criteria["assumption"].expected >= _EXAMINED else _verdict(read.raised)
    return Search(None, verdict, criteria)


def _tells_of_loss(one: Sentence) -> bool:
    """Whether a sentence says that somebody died, and not a phone."""
    words = one.own_tokens
    return any(
        word in _LOSS and _DIES_TOO.isdisjoint(words[max(0, at - 2) : at]) for at, word in enumerate(words)
    )


def _verdict(raised: Sequence[Caution]) -> Sentence | None:
    told = (one.sentence for one in raised if one.kind == "deficit_language")
    return next((one for one in told if _OF_ONESELF_OR_REPORTED.isdisjoint(one.tokens)), None)
