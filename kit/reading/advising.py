"""What a model finds to say of a text: which questions it leaves open, and which of its sentences answer one.

It weighs what the sentences earn (`kit.reading.pointing`), where they stand, and words. It learned from
1,490 texts under which readers wrote what they would ask (``lab/data/reading/asked``) and which sentences
answer that already (``lab/data/reading/answered``). A model of words doesn't understand a text: so it offers
kinds of question to choose from, and shows a sentence only where it is sure.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kit.reading.criteria import CRITERIA
from kit.reading.features import features
from kit.reading.judging import logistic, summed
from kit.reading.lexicon import word_list
from kit.reading.offering import offered
from kit.reading.pointing import Pointed, pointer
from kit.reading.sentences import sentences
from kit.reading.signs import Signed, sign
from kit.reading.weighed import SORTS, Row, chance, of_sentences, of_sorts, of_text, stored

WHOLE, MAY_BE_WHOLE = 0.5, 0.3
"""From the first chance on that a reader would ask nothing, nothing is asked; from the second on, where no
question fits."""
LIKELY = {"check": 0.5, "their_view": 0.7, "ask_them": 0.7}
"""And if, with these chances, it tells how the writer will know, and shows the family's side or asks."""
PRAISES, JUDGES, ASKS_GROUNDS, VERDICT = 0.25, 0.4, 0.7, 0.45
"""From these chances on nothing is praised, since a text may judge somebody; it isn't called whole; its
grounds are asked for; and, if it has one, its likeliest verdict is asked about."""
SURELY_ANSWERS = {"ask_them": 0.7, "check": 0.8, "their_view": 0.95, "your_move": 0.8}
"""From these chances on a sentence is shown as an answer to a kind of question; the others are misread."""
IN_A_WHOLE = 0.2
"""So much less will do where a text has all."""
MAY_ANSWER = 0.2
"""From this chance on that a sentence so shown answers another kind too, that isn't asked either."""
SURELY_OPEN, OPEN_AT_THE_END = 0.5, 0.35
"""From the first chance on a sentence that says what isn't known is asked about as left open; in the last
fifth of a text, where nothing answers it any more, from the second."""
MAY_BE_OPEN = 0.2
"""From this chance on that a sentence leaves something open, a text has something left to ask."""
OF_NOBODY = 0.2
"""Up to this chance that a text is about particular people it is asked whom the writer thinks of."""
STEP, VAGUE = 0.85, 0.4
"""From this chance on a sentence is a step that is quoted; up to this one that it is a first step, it is
vague."""
MOVES, STEPS, HARDLY_MOVES = 0.75, 0.6, 0.3
"""Where no sentence tells with one of these chances what the writer does, or a step, nothing is planned yet,
and what gets in the way isn't asked; below the third, how it helps isn't either."""
_WITH_THEM = {"check", "ask_them", "their_view"}
_SAYS_ENOUGH = 8
"""A sentence with fewer words says too little by itself."""
_HAPPENED, _PLANNED = 3 * list(CRITERIA).index("event"), 3 * list(CRITERIA).index("action")
"""The targets of a sentence that tells an event at all, or a plan."""
_SURE = 0.5
_REPORTED = {"say", "says", "said", "tell", "tells", "told", "heard", "asked"}
"""A verdict, or what isn't known, with one of these may be somebody else's."""
_TOLD = _REPORTED | {"ask", "asks", "wrote", "explained", "want", "wants", "wanted"}
"""In a sentence with the family's view somebody says or wants something; else it may be a guess."""
_KNOWN = {"know", "sure", "idea", "wonder", "understand", "worked", "figured", "prove"}
_IFS = {"if", "whether", "unless"}
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
    """Whether somebody is likely judged."""
    verdict: int | None
    """A sentence that surely judges a family."""
    open: int | None
    """A sentence in which the writer surely leaves something open."""
    steps: Mapping[str, int]
    """Kind of question → the sentence with the step that it may be asked of."""
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
    judges, likely_judges = judging_at_all >= JUDGES, judging_at_all >= ASKS_GROUNDS
    asks_nothing = chance(seen, models["nothing"])
    done = {kind: chance(seen, model) for kind, model in models["answered"].items()}
    worst, judging = surest["verdict"]
    left, leaving = surest["open"]
    whole = not judges and leaving < MAY_BE_OPEN and _has_all(done) and asks_nothing >= WHOLE
    answers = {} if judging_at_all >= PRAISES else _answers(surest, signed, whole)
    # That nothing is left to ask is said beside a sentence in which the family has a part, or not at all.
    whole = whole and not _WITH_THEM.isdisjoint(answers)
    not_yet = _done_by({kind: said[at] for kind, at in answers.items()})
    move, step = surest["your_move"][1], surest["first_step"][1]
    if move < MOVES and step < STEPS:
        # Nothing is planned that could be hindered, so a step is asked for.
        done["first_step"] = min(done["first_step"], step)
        not_yet |= {"obstacle", "check"} if move < HARDLY_MOVES else {"obstacle"}
    kinds = () if whole else offered(seen, models, done, not_yet, or_none=asks_nothing >= MAY_BE_WHOLE)
    return Advice(
        kinds,
        {kind: starts[at] for kind, at in answers.items()},
        likely_judges,
        starts[worst]
        if likely_judges and judging >= VERDICT and _REPORTED.isdisjoint(signed[worst].tokens)
        else None,
        starts[left]
        if not judges
        and leaving >= (OPEN_AT_THE_END if left >= 0.8 * (len(signed) - 1) else SURELY_OPEN)
        and _says_not_known(signed[left])
        else None,
        {kind: starts[at] for kind, at in _steps(said, signed).items()},
        chance(seen, models["of_somebody"]) > OF_NOBODY,
    )


def _surest(logits: Sequence[float]) -> tuple[int, float]:
    at = max(range(len(logits)), key=logits.__getitem__)
    return at, logistic(logits[at])


def _has_all(done: Mapping[str, float]) -> bool:
    check, view, ask = (done[kind] >= least for kind, least in LIKELY.items())
    return check and (view or ask)


def _says_not_known(one: Signed) -> bool:
    groups = ((_KNOWN, False), (_NOT, False), (_REPORTED, True), (_IFS, True))
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
        if likely >= least - whole * IN_A_WHOLE
        and len(signed[at].tokens) >= _SAYS_ENOUGH
        and (kind != "ask_them" or _asks(signed[at]))
        and (kind != "your_move" or not signed[at].past)
        and (kind != "their_view" or not _TOLD.isdisjoint(signed[at].tokens))
    }
    return {kind: sure[kind][0] for kind in sorted(sure, key=lambda kind: -sure[kind][1])}


def _steps(said: Sequence[Row], signed: Sequence[Signed]) -> dict[str, int]:
    """Kinds of question, each with the step of the writer's that it may be asked of."""
    move, first = SORTS.index("your_move"), SORTS.index("first_step")
    enough = [at for at, one in enumerate(signed) if len(one.tokens) >= _SAYS_ENOUGH and not one.past]
    if not enough:
        return {}
    at = max(enough, key=lambda at: said[at][move])
    if logistic(said[at][move]) < STEP:
        return {}
    vague = logistic(said[at][first]) < VAGUE
    return {"check": at, "obstacle": at} | ({"first_step": at} if vague else {})


def _done_by(shown: Mapping[str, Row]) -> frozenset[str]:
    """The kinds that sentences shown as answers may answer as well: who asks a family will hear from it."""
    likely = {
        sort
        for row in shown.values()
        for sort, logit in zip(SORTS, row, strict=True)
        if logistic(logit) >= MAY_ANSWER
    }
    return frozenset(likely | ({"check"} if "ask_them" in shown else set()))


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
