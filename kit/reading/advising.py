"""Decide what to say about a text: which questions it leaves open, and which of its sentences answer one.

The models weigh what the sentences earn (`kit.reading.pointing`), their places, and their words. They learned
from 1,490 texts for which readers wrote what they would ask (``lab/data/reading/asked``) and which sentences
answer that already (``lab/data/reading/answered``). A model of words doesn't understand a text, so it offers
kinds of question to choose from, and shows a sentence only if it is sure.
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
"""Chances that a reader would ask nothing. From the first one on, nothing is asked about a text that has
everything (`LIKELY`), judges nobody and leaves nothing open. From the second one on, nothing is asked if no
question fits."""
LIKELY = {"check": 0.5, "their_view": 0.7, "ask_them": 0.7}
"""A text has everything if, with at least these chances, it says how the writer will know, and it shows the
family's view or asks them."""
PRAISES, JUDGES, ASKS_GROUNDS, VERDICT = 0.25, 0.4, 0.7, 0.45
"""Chances that a text judges somebody: from `PRAISES` on, nothing is praised; from `JUDGES` on, the text
isn't called complete; from `ASKS_GROUNDS` on, its grounds are asked for. If the likeliest verdict then
reaches the chance `VERDICT`, it is asked about."""
SURELY_ANSWERS = {"ask_them": 0.7, "check": 0.8, "their_view": 0.95, "your_move": 0.8}
"""From these chances on, a sentence is shown as the answer to a kind of question. The models are too often
wrong about answers to the other kinds."""
IN_A_WHOLE = 0.2
"""In a complete text, chances lower than `SURELY_ANSWERS` by this much are enough."""
MAY_ANSWER = 0.2
"""If a sentence shown as an answer may answer another kind too, with this chance, that kind isn't asked."""
SURELY_OPEN, OPEN_AT_THE_END = 0.5, 0.35
"""From the first chance on, a sentence that says what isn't known is asked about as left open. In the last
fifth of a text, where nothing can answer it any more, the second chance is enough."""
MAY_BE_OPEN = 0.2
"""If a sentence leaves something open with this chance, the text doesn't count as complete."""
OF_NOBODY = 0.2
"""Up to this chance that a text is about particular people, the writer is asked whom they mean."""
STEP, VAGUE = 0.85, 0.4
"""From the first chance on, a sentence is quoted as a step. If its chance of being a first step is below the
second, the step is vague."""
MOVES, STEPS, HARDLY_MOVES = 0.75, 0.6, 0.3
"""Nothing is planned yet if no sentence says what the writer does (with the first chance) or a first step
(with the second). Then what gets in the way isn't asked. If what the writer does is below the third chance,
how they will know that it helps isn't asked either."""
_WITH_THEM = {"check", "ask_them", "their_view"}
_SAYS_ENOUGH = 8
"""A sentence with fewer words says too little on its own."""
_HAPPENED, _PLANNED = 3 * list(CRITERIA).index("event"), 3 * list(CRITERIA).index("action")
"""The targets for level 1 of *event* and of *action*: the sentence tells an event at all, or a plan."""
_SURE = 0.5
_REPORTED = {"say", "says", "said", "tell", "tells", "told", "heard", "asked"}
"""A verdict or an open question in a sentence with one of these words may be somebody else's."""
_TOLD = _REPORTED | {"ask", "asks", "wrote", "explained", "want", "wants", "wanted"}
"""A sentence needs one of these words to count as the family's view; otherwise it may be a guess."""
_KNOWN = {"know", "sure", "idea", "wonder", "understand", "worked", "figured", "prove"}
_IFS = {"if", "whether", "unless"}
_NOT = {
    "not", "no", "never", "nobody", "still", "wonder", "don't", "can't", "haven't", "didn't", "couldn't",
}  # fmt: skip
_LOSS, _DIES_TOO = word_list("loss", "words"), word_list("dies_too", "words")
_DOUBTFUL = frozenset(["deficit_language", "status_inference", "global_denial"])


class Advice(NamedTuple):
    """What to ask and what to show; a sentence is given by its start in the text."""

    kinds: tuple[str, ...]
    """Kinds of question to ask, in the order in which to show them; empty if nothing is left to ask."""
    answers: Mapping[str, int]
    """Kind of question → the sentence that surely answers it. Empty if the text may judge somebody."""
    judges: bool
    """Whether the text is likely to judge somebody."""
    verdict: int | None
    """A sentence that surely judges a family."""
    open: int | None
    """A sentence in which the writer surely leaves something open."""
    steps: Mapping[str, int]
    """Kind of question → the sentence with the step that the question can be about."""
    of_somebody: bool
    """Whether the text may be about particular people."""


def advise(text: str, doubtful: frozenset[int] = frozenset(), dimension: str | None = None) -> Advice:
    """Decide what to ask about a text, and which of its sentences to show.

    Parameters
    ----------
    text
        The text, with at least one sentence.
    doubtful
        Starts of the sentences that have a caution (`doubtful_in`).
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
    """Return the starts of the sentences that may judge somebody, according to a reading's cautions."""
    return frozenset(one["start"] for one in cautions if one["kind"] in _DOUBTFUL)


def advised(
    pointed: Pointed, signed: Sequence[Signed], said: Sequence[Row], models: Mapping[str, Any]
) -> Advice:
    """Apply the models to a text's numbers and to its sentences' logits ``said`` (`of_sorts`)."""
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
    # "Nothing left to ask" is only said together with a sentence in which the family has a part.
    whole = whole and not _WITH_THEM.isdisjoint(answers)
    not_yet = _done_by({kind: said[at] for kind, at in answers.items()})
    move, step = surest["your_move"][1], surest["first_step"][1]
    if move < MOVES and step < STEPS:
        # No plan yet that anything could get in the way of, so ask for a step.
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
    """Whether it is the writer who asks here."""
    return one.own_question or one.has("perspective.asks")


def _answers(
    surest: Mapping[str, tuple[int, float]], signed: Sequence[Signed], whole: bool
) -> dict[str, int]:
    """Return kinds of question, each with the sentence that surely answers it, the surest first."""
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
    """Return kinds of question, each with the writer's step that it can be about."""
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
    """Return the kinds that the shown sentences may answer too; asking a family also answers "check"."""
    likely = {
        sort
        for row in shown.values()
        for sort, logit in zip(SORTS, row, strict=True)
        if logistic(logit) >= MAY_ANSWER
    }
    return frozenset(likely | ({"check"} if "ask_them" in shown else set()))


def tells_of_loss(text: str) -> bool:
    """Whether the text says that somebody died.

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
    """Return what to ask the writer of a short text to write first.

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
