"""Choose what to tell the writer of a text: what it answers already, and questions to choose from. No levels.

A model finds them (`kit.reading.advising`). It doesn't understand the text, so it quotes one of the writer's
sentences only if it is sure of it. The wording comes from the interface texts and names nobody.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kit.model import Interface
from kit.reading.advising import Advice, advise, doubtful_in, first_of, tells_of_loss
from kit.reading.offering import OFFERED
from kit.reading.quoting import shown
from kit.reading.sentences import words as words_of

LEAST_WORDS = 40
"""The writer of a shorter text is only told what to write first."""
_RECITED = ("handbook", "copied_prompt")
"""Cautions about words that aren't the writer's own; the coach only asks about these words then."""
_SPANISH = frozenset(
    ["que", "de", "la", "el", "los", "las", "una", "con", "por", "y", "le", "se", "su", "del", "al", "lo"]
)
_LEAST_SPANISH = 0.25
"""Share of these small words from which on a text counts as Spanish."""


class Said(NamedTuple):
    """A remark or a question (``text``), and the writer's ``words`` that it is about, if any."""

    words: str
    text: str
    starter: str = ""
    """A beginning for an answer."""


class Coaching(NamedTuple):
    """What the writer sees; ``first`` is used if there is nothing to ask."""

    first: str = ""
    strength: Said | None = None
    about: Said | None = None
    """A question about one of the writer's sentences."""
    questions: tuple[Said, ...] = ()
    """Questions to choose from, without any of the writer's words."""


def coach(text: str, found: Mapping[str, Any], words: Interface, dimension: str | None = None) -> Coaching:
    """Choose what to say about a text.

    Parameters
    ----------
    text
        The text, exactly as it was read.
    found
        Its reading: one object in the score format.
    words
        The interface texts.
    dimension
        The dimension that the text is about.

    Examples
    --------
    >>> from kit.content import compiled
    >>> from kit.reading import PartnershipReader
    >>> text = "A father laid our report face down."
    >>> said = coach(text, PartnershipReader().read(text, id="a"), compiled().words)
    >>> said.questions == (), "what you thought it meant" in said.first
    (True, True)
    """
    if found["gate"] == "non_english":
        return Coaching(first=_in_other_words(text, words))
    if found["gate"] == "off_topic":
        return Coaching(first=words["opinion.off_topic"])
    if found["gate"] not in (None, "too_short"):
        return Coaching(first=found["next_step"])
    if tells_of_loss(text):
        return Coaching(first=words["opinion.loss"])
    if len(words_of(text)) < LEAST_WORDS:
        return Coaching(first=_first(text, words))
    quoted = shown(text)
    recited = [one for one in found["cautions"] if one["kind"] in _RECITED]
    if recited:
        kind = recited[0]["kind"]
        starter = words[f"coach_try.{kind}"]
        told = Said(quoted.get(recited[0]["start"], ""), words[f"opinion_about.{kind}"], starter)
        return Coaching(about=told)
    advice = advise(text, doubtful_in(found["cautions"]), dimension)
    about, instead = _about(advice, quoted, words)
    kinds = [kind for kind in advice.kinds if kind not in instead]
    asks = words.group("coach_ask") if advice.of_somebody else words.group("coach_ask_of_nobody")
    asks = {**asks, "verdict": words["opinion_about.judged"]}
    if advice.judges and not about:
        # If the text is about nobody in particular, the first question asks for somebody.
        left = [kind for kind in kinds if kind not in ("took_it", "their_view")]
        at = 0 if advice.of_somebody or not left else 1
        kinds = [*left[:at], "verdict", *left[at:]]
    starts = words.group("coach_try")
    return Coaching(
        first="" if about or kinds else words["opinion.nothing_open"],
        strength=_strength(advice, quoted, words, about),
        about=about,
        questions=tuple(Said("", asks[kind], starts[kind]) for kind in kinds[: OFFERED - bool(about)]),
    )


def _about(
    advice: Advice, quoted: Mapping[int, str], words: Interface
) -> tuple[Said | None, tuple[str, ...]]:
    """Return a question about a sentence, and the kinds of question that it replaces."""
    starts = words.group("coach_try")
    quotable: list[tuple[int | None, str, str, tuple[str, ...]]] = [
        (advice.verdict, words["opinion_about.verdict"], "verdict", ("their_view",)),
        (advice.open, words["opinion_about.open"], "open", ("ask_them",)),
    ]
    of_step = words.group("coach_ask_of_step")
    quotable += [(advice.steps.get(kind), of_step.get(kind, ""), kind, (kind,)) for kind in advice.kinds]
    for at, asked, kind, instead in quotable:
        if at is not None and at in quoted:
            return Said(quoted[at], asked, starts[kind]), instead
    return None, ()


def _strength(advice: Advice, quoted: Mapping[int, str], words: Interface, about: Said | None) -> Said | None:
    """Return the sentence that most surely answers a question, with the remark that says what it answers."""
    shows = words.group("coach_shows")
    said = (Said(quoted[at], shows[kind]) for kind, at in advice.answers.items() if at in quoted)
    return next((one for one in said if not about or one.words != about.words), None)


def moved(now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the ids of the criteria whose level is higher, and lower, than in an earlier text's reading.

    >>> def reading(level):
    ...     return {"criteria": {"event": {"level": level}, "action": {"level": None}}}
    >>> moved(reading(2), reading(1))
    (['event'], [])
    """
    more: list[str] = []
    less: list[str] = []
    for criterion, part in now["criteria"].items():
        level, earlier = part["level"], before["criteria"].get(criterion, {}).get("level")
        if level is None or earlier is None or level == earlier:
            continue
        (more if level > earlier else less).append(criterion)
    return more, less


def _in_other_words(text: str, words: Interface) -> str:
    """Say that a text in another language can't be read; for Spanish, say it in Spanish too."""
    said = words["opinion.other_language"]
    own = words_of(text)
    spanish = sum(map(_SPANISH.__contains__, own)) >= _LEAST_SPANISH * len(own)
    also = words["opinion.in_spanish"]
    return f"{said} {also}" if own and spanish and also != said else said


def _first(text: str, words: Interface) -> str:
    """Return what to ask about a text that is too short for more."""
    by_name = {
        "meaning_first": words["opinion.meaning_first"],
        "plan_first": words["opinion.plan_first"],
        "event_first": words["opinion.event_first"],
    }
    return by_name[first_of(text)]
