"""What a model finds to ask of a text: kinds of question, the likeliest to help first.

It weighs what the sentences earn (`kit.reading.pointing`), where they stand, and words. It learned from a
thousand texts under which a reader wrote what would help (``lab/data/reading/asked``). A model of words
doesn't understand a text: so it offers kinds of question to choose from, and quotes and praises only where
it is sure.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from operator import mul
from typing import Any, NamedTuple

from kit.reading.criteria import CRITERIA
from kit.reading.features import features
from kit.reading.judging import Seen, summed
from kit.reading.pointing import Pointed, pointer
from kit.reading.sentences import sentences
from kit.reading.signs import Signed, sign

Row = list[float]
OFFERED = 3
"""So many kinds of question are offered."""
HARM, HARMFUL = 1.0, 0.2
"""A kind that may do harm must be so much likelier to help, and is not offered from this chance on."""
WHOLE = 0.5
"""From this chance on that a reader would ask nothing, nothing is asked."""
SURELY_JUDGES, JUDGES = 0.6, 0.3
"""From these chances on a sentence is asked about as a verdict, and nothing in the text is praised."""
SURELY_ASKS = 0.5
_LONG = 6
_HAPPENED, _PLANNED = 3 * list(CRITERIA).index("event"), 3 * list(CRITERIA).index("action")
"""The targets of a sentence that tells an event at all, or a plan; a good one is the next target."""
_SURE = 0.5
_ONE = "<kin>"
_TURNS = {"but", "however"}
_REPORTED = {"say", "says", "said", "tell", "tells", "told", "heard"}
"""A verdict with one of these may be somebody else's."""
_AROUND = 2
"""So near a turn, or a question to nobody, nothing is praised."""
_FALLBACK = re.compile(
    r"\bif (?:not|it doesn't|that doesn't|(?:he|she|they) says? no|nobody|I (?:don't|can't))"
)
_CHECK = re.compile(
    r"\b(?:I'll know|we'll know|(?:see|find out|hear) (?:if|whether)|whether (?:it|this|that) "
    r"|re-?check|check(?:ing)? back"
    r"|ask(?:ed|ing)? (?:her|him|them|the \w+)\b[^.?!]*\b(?:if|whether|still|what else|better)\b)"
)
_DOUBTFUL = frozenset(["deficit_language", "status_inference", "global_denial"])


class Advice(NamedTuple):
    """What to ask; sentences by where they start."""

    kinds: tuple[str, ...]
    """Kinds of question, the likeliest to help first; none where a text leaves nothing to ask."""
    verdict: int | None
    """A sentence that surely judges a family."""
    asks: int | None
    """A sentence in which the writer surely asks a family."""
    of_one: bool
    """Whether the text is about somebody of one family."""


def advise(text: str, doubtful: frozenset[int] = frozenset(), dimension: str | None = None) -> Advice:
    """What to ask of a text, and what to praise in it where that is sure.

    Parameters
    ----------
    text
        What was read, with a sentence at least.
    doubtful
        Where sentences start on which there is a caution (`doubtful_in`).
    dimension
        The dimension that the text is about.
    """
    signed = sign(sentences(text))
    found = features(signed, dimension)
    pointed = pointer().point(found)
    return advised(pointed, signed, [one.single for one in found], doubtful, stored())


def doubtful_in(cautions: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """Where sentences start that may judge somebody, by a reading's cautions."""
    return frozenset(one["start"] for one in cautions if one["kind"] in _DOUBTFUL)


def advised(
    pointed: Pointed,
    signed: Sequence[Signed],
    words: Sequence[set[str]],
    doubtful: frozenset[int],
    models: Mapping[str, Any],
) -> Advice:
    """What the models make of a text's numbers."""
    numbers = summed(pointed)
    seen = of_text(pointed, numbers, signed)
    rows = of_sentences(pointed, signed, doubtful)
    verdicts, asking = (
        [logistic(_worth(*one, models[name])) for one in zip(rows, words, strict=True)]
        for name in ("verdict", "asks")
    )
    worst = max(range(len(signed)), key=verdicts.__getitem__)
    judges = verdicts[worst] >= JUDGES
    whole = not judges and logistic(_sum(seen, models["nothing"])) >= WHOLE
    told = [n for n in range(len(signed)) if asking[n] >= SURELY_ASKS and _asks_a_family(signed, n)]
    first = max(told, key=asking.__getitem__, default=None)
    return Advice(
        () if whole else offered(seen, models, done_in(signed, numbers)),
        signed[worst].sentence.start
        if verdicts[worst] >= SURELY_JUDGES and _REPORTED.isdisjoint(signed[worst].tokens)
        else None,
        signed[first].sentence.start if first is not None and not judges else None,
        any(_ONE in own or (one.narrated and one.titled) for one, own in zip(signed, words, strict=True)),
    )


def offered(seen: Sequence[float], models: Mapping[str, Any], done: frozenset[str]) -> tuple[str, ...]:
    """The kinds that are likeliest to help and not to harm, of those that a text has not done.

    >>> even, good = {"weights": [0.0], "bias": 0.0}, {"weights": [0.0], "bias": -9.0}
    >>> models = {"helps": dict.fromkeys("abc", even), "harms": {"a": good, "b": even, "c": good}}
    >>> offered([1.0], models, frozenset("c"))
    ('a',)
    """
    harms = {name: logistic(_sum(seen, one)) for name, one in models["harms"].items()}
    worth = {
        name: logistic(_sum(seen, one)) - HARM * harms[name]
        for name, one in models["helps"].items()
        if name not in done and harms[name] < HARMFUL
    }
    return tuple(sorted(worth, key=worth.__getitem__, reverse=True)[:OFFERED])


def done_in(signed: Sequence[Signed], seen: Seen) -> frozenset[str]:
    """Kinds of question that a text has plainly answered."""
    has_day = any(one.dated and not one.past for one in signed)
    done = {
        "first_step": has_day or seen.surest[_PLANNED + 1] >= _SURE,
        "your_move": has_day or seen.surest[_PLANNED] >= _SURE,
        "tell": any(one.quotes and one.near_family for one in signed),
        "ask_them": any(one.own_question or one.has("perspective.asks") for one in signed),
        "obstacle": any(_FALLBACK.search(one.sentence.own) for one in signed),
        "check": any(_CHECK.search(one.sentence.own) for one in signed),
    }
    return frozenset(kind for kind, is_done in done.items() if is_done)


def _asks_a_family(signed: Sequence[Signed], n: int) -> bool:
    """Whether a question to a family stands here, and no turn or question to nobody near it."""
    one = signed[n]
    near = signed[max(0, n - _AROUND) : n + _AROUND + 1]
    return (
        (one.own_question or one.has("perspective.asks"))
        and (one.kin or one.titled or one.they)
        and not one.prof
        and not any(_TURNS.intersection(two.tokens) or (two.asks and not two.quotes) for two in near)
    )


def of_text(pointed: Pointed, seen: Seen, signed: Sequence[Signed]) -> Row:
    """The numbers of a text by which questions are chosen."""
    many = sum(len(one.sentence.words) for one in signed)
    return [
        *seen.second, *seen.share, *seen.of_all, *pointed.sentences[-1],
        math.log(max(1, many)), math.log(len(signed)),
    ]  # fmt: skip


def of_sentences(pointed: Pointed, signed: Sequence[Signed], doubtful: frozenset[int]) -> list[Row]:
    """The numbers of each sentence: what it and its neighbors earn, its place, length and manner."""
    scores = pointed.sentences
    nothing = [0.0] * len(scores[0])
    rows = []
    last = len(signed) - 1
    for at, one in enumerate(signed):
        many, place = len(one.sentence.words), at / max(1, last)
        rows.append(
            [
                *scores[at],
                math.log(max(1, many)), float(min(many, _LONG)), place, place * place, float(at == 0),
                float(at == last), float(one.asks), float(bool(one.quotes)),
                float(one.sentence.start in doubtful), float(one.past), float(one.me),
                float(one.near_family),
                *(scores[at - 1] if at else nothing),
                *(scores[at + 1] if at < last else nothing),
            ]
        )  # fmt: skip
    return rows


def _worth(row: Row, words: set[str], model: Mapping[str, Any]) -> float:
    own = model["words"]
    said: float = sum(own[one] for one in words if one in own)
    return _sum(row, model) + said


def _sum(row: Sequence[float], model: Mapping[str, Any]) -> float:
    weighed: float = sum(map(mul, row, model["weights"]), start=model["bias"])
    return weighed


def logistic(x: float) -> float:
    """From a sum to a chance."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


@cache
def stored() -> dict[str, Any]:
    """The models as trained."""
    file = resources.files("kit.reading") / "coach.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def first_of(text: str) -> str:
    """What the writer of a short text is asked to write first.

    >>> first_of("On Friday his mother came to the door and gave the form back to me.")
    'meaning_first'
    """
    found = sentences(text)
    if not found:
        return "event_first"
    seen = summed(pointer().point(features(sign(found))))
    if seen.surest[_HAPPENED] >= _SURE:
        return "meaning_first"
    return "plan_first" if seen.surest[_PLANNED] >= _SURE else "event_first"
