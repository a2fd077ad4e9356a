"""What a model finds to ask of a text and to praise in it: the kind of question, and which sentences.

It weighs what the sentences earn (`kit.reading.pointing`), where they stand, and words. It learned from a
thousand texts under which a reader wrote what would help (``lab/data/reading/asked``).
"""

import json
import math
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
HARM = 0.7
"""A question that may do harm must be so much likelier to help."""
_LONG = 6
_HAPPENED, _PLANNED = 3 * list(CRITERIA).index("event"), 3 * list(CRITERIA).index("action")
"""The targets of a sentence that tells an event at all, or a plan."""
_OF_MOVES = (3 * list(CRITERIA).index("strategy"), _PLANNED)
_SURE = 0.5
_SEVERAL, _ONE = "<family>", "<kin>"
_DOUBTFUL = frozenset(["deficit_language", "status_inference", "global_denial"])


class Advice(NamedTuple):
    """What to ask, and how much each sentence calls for it or earns praise, by where it starts."""

    question: str
    asked: dict[int, float]
    praised: dict[int, float]
    praise: dict[int, str]
    """What each sentence would be praised for."""
    is_praised: bool
    """Whether anything is to be praised."""
    moves: frozenset[int]
    """Sentences that tell a move or a plan of the writer's."""
    of_many: frozenset[int]
    """Sentences on families, not on one."""


def advise(text: str, doubtful: frozenset[int] = frozenset(), dimension: str | None = None) -> Advice:
    """What to ask of a text and to praise in it.

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
    starts = [one.sentence.start for one in signed]
    judges = models["verdict"]
    verdicts = [logistic(_worth(*one, judges)) for one in zip(rows, words, strict=True)]
    worst = max(verdicts)
    if worst >= judges["likely"]:
        # Who judges is asked about that before anything else.
        question = "verdict" if worst >= judges["surely"] else "see_it"
        sort = "held"
        asked_of = {verdicts.index(worst)}
    else:
        question = chosen(seen, models["asking"])
        sorts = models["asking"]["sorts"]
        sort = max(models["asking"]["of_sorts"][question], key=lambda one: _sum(seen, sorts[one]))
        asked_of = {n for n, one in enumerate(verdicts) if one < judges["hardly"]}
    return Advice(
        question,
        {starts[n]: _worth(rows[n], words[n], models["asked"], sort) for n in asked_of},
        {
            starts[n]: _worth(rows[n], words[n], models["praised"])
            for n, one in enumerate(verdicts)
            if one < judges["hardly"]
        },
        {at: _kind(row, models["praises"]) for at, row in zip(starts, rows, strict=True)},
        logistic(_sum(seen, models["nothing"])) < models["nothing"]["most"],
        frozenset(
            one for n, one in enumerate(starts) if any(numbers.likely[k][n] >= _SURE for k in _OF_MOVES)
        ),
        frozenset(one for one, own in zip(starts, words, strict=True) if _SEVERAL in own and _ONE not in own),
    )


def of_text(pointed: Pointed, seen: Seen, signed: Sequence[Signed]) -> Row:
    """The numbers of a text by which a question is chosen."""
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


def chosen(seen: Sequence[float], model: Mapping[str, Any]) -> str:
    """The question that is likeliest to help and not to harm.

    >>> even = {"weights": [0.0], "bias": 0.0}
    >>> chosen([1.0], {"helps": {"a": even, "b": even}, "harms": {"a": {**even, "bias": 1.0}, "b": even}})
    'b'
    """
    helps, harms = model["helps"], model["harms"]
    names: list[str] = list(helps)
    return max(
        names, key=lambda one: logistic(_sum(seen, helps[one])) - HARM * logistic(_sum(seen, harms[one]))
    )


def _worth(row: Row, words: set[str], model: Mapping[str, Any], sort: str = "") -> float:
    own = model["words"]
    more = _sum(row, model["groups"][sort]) if sort else 0.0
    said: float = sum(own[one] for one in words if one in own)
    return _sum(row, model) + more + said


def _kind(row: Row, models: Mapping[str, Any]) -> str:
    """What a sentence would be praised for; "keep" where the models are not sure."""
    sums = {name: _sum(row, one) for name, one in models["kinds"].items()}
    first = max(sums, key=sums.__getitem__)
    sure = 1 / sum(math.exp(one - sums[first]) for one in sums.values())
    return first if sure >= models["least"] else "keep"


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
