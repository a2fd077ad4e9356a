"""What a model finds to say of a text: which questions it leaves open, and which of its sentences answer one.

It weighs what the sentences earn (`kit.reading.pointing`), where they stand, and words. It learned from a
thousand texts under which readers wrote what they would ask (``lab/data/reading/asked``) and which sentences
answer that already (``lab/data/reading/answered``). A model of words doesn't understand a text: so it offers
kinds of question to choose from, and shows a sentence only where it is sure.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kit.reading.criteria import CRITERIA
from kit.reading.features import features
from kit.reading.judging import logistic, summed
from kit.reading.lexicon import word_list
from kit.reading.pointing import Pointed, pointer
from kit.reading.sentences import sentences
from kit.reading.signs import Signed, sign
from kit.reading.weighed import SORTS, Row, chance, of_sentences, of_sorts, of_text, stored

OFFERED = 3
"""So many kinds of question are offered."""
HARMFUL = 0.2
"""A kind that does harm with this chance is not offered."""
ANSWERED = 0.9
"""By so much less a kind is worth asking that a text surely answers."""
SURELY_ANSWERED = {"took_it": 0.35, "your_move": 0.6}
"""A kind that a text answers with this chance is not offered; the others from `ANSWERED_AT` on."""
ANSWERED_AT = 0.7
WHOLE = 0.5
"""From this chance on that a reader would ask nothing, nothing is asked."""
LIKELY = {"check": 0.5, "their_view": 0.7, "ask_them": 0.7}
"""And if, with these chances, it tells how the writer will know, and shows the family's side or asks."""
PRAISES, JUDGES, VERDICT = 0.25, 0.4, 0.5
"""From these chances on nothing is praised, since a text may judge somebody; its grounds are asked for; a
sentence of it is asked about."""
SURELY_ANSWERS = {"check": 0.7, "ask_them": 0.7, "their_view": 0.85, "first_step": 0.8, "your_move": 0.85}
"""From these chances on a sentence is shown as an answer to a kind of question; the others are misread. Where
nothing is asked, from `WHOLE` on."""
MAY_ANSWER = 0.2
"""From this chance on that a sentence so shown answers another kind too, that isn't asked either."""
SURELY_OPEN = 0.3
"""From this chance on a sentence that says what isn't known is asked about as left open."""
MAY_BE_OPEN = 0.2
"""From this chance on that a sentence leaves something open, a text has something left to ask."""
OF_NOBODY = 0.2
"""Up to this chance that a text is about particular people it is asked whom the writer thinks of."""
_NEEDS = {"check": ("your_move", 0.6), "obstacle": ("your_move", 0.6), "took_it": ("tell", 0.5)}
"""A kind that makes no sense where another one isn't likely to be answered."""
_WITH_THEM = {"check", "ask_them", "their_view"}
_SAYS_ENOUGH = 8
"""A sentence with fewer words says too little by itself."""
_ALIKE = {"their_view", "ask_them"}
"""Of these only the likelier is offered."""
_HAPPENED, _PLANNED = 3 * list(CRITERIA).index("event"), 3 * list(CRITERIA).index("action")
"""The targets of a sentence that tells an event at all, or a plan."""
_SURE = 0.5
_REPORTED = {"say", "says", "said", "tell", "tells", "told", "heard", "asked"}
"""A verdict, or what isn't known, with one of these may be somebody else's."""
_KNOWN = {"know", "sure", "idea", "wonder", "understand", "worked", "figured", "prove"}
_NOT = {
    "not", "no", "never", "nobody", "still", "wonder", "don't", "can't", "haven't", "didn't", "couldn't",
}  # fmt: skip
_LOSS, _DIES_TOO = word_list("loss", "words"), word_list("dies_too", "words")
_DOUBTFUL = frozenset(["deficit_language", "status_inference", "global_denial"])


class Advice(NamedTuple):
    """What to ask and what to show; sentences by where they start."""

    kinds: tuple[str, ...]
    """Kinds of question, the likeliest to help first; none where a text leaves nothing to ask."""
    answers: Mapping[str, int]
    """Kind of question → the sentence that surely answers it. Empty where somebody may be judged."""
    judges: bool
    """Whether somebody may be judged."""
    verdict: int | None
    """A sentence that surely judges a family."""
    open: int | None
    """A sentence in which the writer surely leaves something open."""
    of_somebody: bool
    """Whether the text may be about particular people."""


def advise(text: str, doubtful: frozenset[int] = frozenset(), dimension: str | None = None) -> Advice:
    """What to ask of a text, and what to show of it where that is sure.

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
    numbers = of_sentences(pointed, signed, doubtful)
    said = of_sorts(numbers, [one.single for one in found], stored()["sentences"])
    return advised(pointed, signed, said, stored())


def doubtful_in(cautions: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """Where sentences start that may judge somebody, by a reading's cautions."""
    return frozenset(one["start"] for one in cautions if one["kind"] in _DOUBTFUL)


def advised(
    pointed: Pointed, signed: Sequence[Signed], said: Sequence[Row], models: Mapping[str, Any]
) -> Advice:
    """What the models make of a text's numbers and of what is said of its sentences (`of_sorts`)."""
    seen = of_text(pointed, summed(pointed), signed, said)
    surest = {sort: _surest(column) for sort, column in zip(SORTS, zip(*said, strict=True), strict=True)}
    starts = [one.sentence.start for one in signed]
    judging_at_all = chance(seen, models["judges"])
    judges = judging_at_all >= JUDGES
    worst, judging = surest["verdict"]
    left, leaving = surest["open"]
    whole = (
        not judges
        and leaving < MAY_BE_OPEN
        and _has_all(seen, models)
        and chance(seen, models["nothing"]) >= WHOLE
    )
    answers = {} if judging_at_all >= PRAISES else _answers(surest, signed, whole)
    # That nothing is left to ask is said beside a sentence in which the family has a part, or not at all.
    whole = whole and not _WITH_THEM.isdisjoint(answers)
    kinds = () if whole else offered(seen, models, _done_by({kind: said[at] for kind, at in answers.items()}))
    return Advice(
        kinds,
        {kind: starts[at] for kind, at in answers.items()},
        judges,
        starts[worst]
        if judges and judging >= VERDICT and _REPORTED.isdisjoint(signed[worst].tokens)
        else None,
        starts[left] if not judges and leaving >= SURELY_OPEN and _says_not_known(signed[left]) else None,
        chance(seen, models["of_somebody"]) > OF_NOBODY,
    )


def _surest(logits: Sequence[float]) -> tuple[int, float]:
    at = max(range(len(logits)), key=logits.__getitem__)
    return at, logistic(logits[at])


def _has_all(seen: Sequence[float], models: Mapping[str, Any]) -> bool:
    check, view, ask = (chance(seen, models["answered"][kind]) >= least for kind, least in LIKELY.items())
    return check and (view or ask)


def _says_not_known(one: Signed) -> bool:
    groups = ((_KNOWN, False), (_NOT, False), (_REPORTED, True))
    return all(words.isdisjoint(one.tokens) == none for words, none in groups)


def _asks(one: Signed) -> bool:
    """Whether the writer asks here, and not somebody else."""
    return one.own_question or one.has("perspective.asks")


def _answers(
    surest: Mapping[str, tuple[int, float]], signed: Sequence[Signed], whole: bool
) -> dict[str, int]:
    """Kinds of question, each with the sentence that surely answers it, the surest first."""
    sure = {
        kind: (at, likely)
        for kind, least in SURELY_ANSWERS.items()
        for at, likely in [surest[kind]]
        if likely >= (WHOLE if whole else least)
        and len(signed[at].tokens) >= _SAYS_ENOUGH
        and (kind != "ask_them" or _asks(signed[at]))
    }
    return {kind: sure[kind][0] for kind in sorted(sure, key=lambda kind: -sure[kind][1])}


def _done_by(shown: Mapping[str, Row]) -> frozenset[str]:
    """The kinds that sentences shown as answers may answer as well: who asks a family will hear from it."""
    likely = {
        sort
        for row in shown.values()
        for sort, logit in zip(SORTS, row, strict=True)
        if logistic(logit) >= MAY_ANSWER
    }
    return frozenset(likely | ({"check"} if "ask_them" in shown else set()))


def offered(
    seen: Sequence[float], models: Mapping[str, Any], done_by: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The kinds that are likeliest to help, of those that do no harm and that a text doesn't answer.

    >>> even, no = {"weights": [0.0], "bias": 0.0}, {"weights": [0.0], "bias": -9.0}
    >>> yes = {"weights": [0.0], "bias": 9.0}
    >>> kinds = ["tell", "check", "ask_them"]
    >>> models = {"helps": dict.fromkeys(kinds, even), "harms": {"tell": no, "check": no, "ask_them": even}}
    >>> offered([1.0], {**models, "answered": {"tell": no, "check": no, "ask_them": no, "your_move": yes}})
    ('tell', 'check')
    >>> offered([1.0], {**models, "answered": {"tell": yes, "check": no, "ask_them": no, "your_move": no}})
    ()
    """
    gain, harms, done = (
        {kind: chance(seen, one) for kind, one in models[name].items()}
        for name in ("helps", "harms", "answered")
    )
    worth = {
        kind: helps * (1 - ANSWERED * done[kind]) - harms[kind]
        for kind, helps in gain.items()
        if harms[kind] < HARMFUL
        and done[kind] < SURELY_ANSWERED.get(kind, ANSWERED_AT)
        and kind not in done_by
        and (kind not in _NEEDS or done[_NEEDS[kind][0]] >= _NEEDS[kind][1])
    }
    by_worth = sorted(worth, key=worth.__getitem__, reverse=True)
    weaker = (
        next((kind for kind in reversed(by_worth) if kind in _ALIKE), "") if worth.keys() >= _ALIKE else ""
    )
    best = [kind for kind in by_worth if kind != weaker][:OFFERED]
    # The answer that the panel begins for the writer is to the first: one that isn't there yet.
    return tuple(sorted(best, key=lambda kind: (kind == "obstacle", done[kind])))


def tells_of_loss(text: str) -> bool:
    """Whether somebody died.

    >>> tells_of_loss("Sami died, and his tablet was asked for."), tells_of_loss("My phone died.")
    (True, False)
    """
    said = [one.own_tokens for one in sentences(text)]
    return any(
        word in _LOSS and _DIES_TOO.isdisjoint(words[max(0, at - 2) : at])
        for words in said
        for at, word in enumerate(words)
    )


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
