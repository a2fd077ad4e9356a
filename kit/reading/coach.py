"""What a reading says to the writer: one thing that works, one question, one sentence to try. Never a level.

A sentence of the writer's own stands beside each. A model chooses them (`kit.reading.advising`); their words
are the interface's, and name nobody, so that nobody is taken for somebody else.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kit.model import Interface
from kit.reading.advising import Advice, advise, doubtful_in, first_of
from kit.reading.quoting import shown
from kit.reading.sentences import words as words_of

LEAST_WORDS = 40
"""A shorter text gets nothing but what to write first."""
_RECITED = ("handbook", "copied_prompt")
"""Cautions on words that aren't the writer's: what happened is asked about instead."""
_SPANISH = frozenset(
    ["que", "de", "la", "el", "los", "las", "una", "con", "por", "y", "le", "se", "su", "del", "al", "lo"]
)
_LEAST_SPANISH = 0.25
"""So many of the words are these small ones in a Spanish text."""


class Said(NamedTuple):
    """A remark, and the writer's words that it is about."""

    words: str
    text: str


class Coaching(NamedTuple):
    """What the writer is shown; ``first`` where there is nothing to ask."""

    first: str = ""
    strength: Said | None = None
    question: Said | None = None
    starter: str = ""


def coach(text: str, found: Mapping[str, Any], words: Interface, dimension: str | None = None) -> Coaching:
    """Choose what to say about a text.

    Parameters
    ----------
    text
        What was read, as it was given.
    found
        The reading: one object in the score format.
    words
        What to say.
    dimension
        The dimension that the text is about.

    Examples
    --------
    >>> from kit.content import compiled
    >>> from kit.reading import PartnershipReader
    >>> text = "A father laid our report face down."
    >>> said = coach(text, PartnershipReader().read(text, id="a"), compiled().words)
    >>> said.question is None, "what you thought it meant" in said.first
    (True, True)
    """
    if found["gate"] == "non_english":
        return Coaching(first=_in_other_words(text, words))
    if found["gate"] not in (None, "too_short"):
        return Coaching(first=found["next_step"])
    if len(words_of(text)) < LEAST_WORDS:
        return Coaching(first=_first(text, words))
    advice, quoted = advise(text, doubtful_in(found["cautions"]), dimension), shown(text)
    recited = [one for one in found["cautions"] if one["kind"] in _RECITED]
    if recited:
        kind = recited[0]["kind"]
        about = Said(quoted.get(recited[0]["start"], ""), words[f"opinion_about.{kind}"])
        return Coaching(question=about, starter=words[f"coach_try.{kind}"])
    asked = _best(advice.asked, quoted) if advice.question != "none" else None
    question, starter = _about(asked, advice, quoted, words) if asked is not None else (None, "")
    # A short sentence is shown with the one before it, so one quotation may hold another.
    taken = question.words if question else ""
    others = {
        at: said for at, said in quoted.items() if not taken or (said not in taken and taken not in said)
    }
    praised = _best(advice.praised, others)
    return Coaching(
        first="" if question else words["opinion.nothing_open"],
        strength=Said(quoted[praised], words.group("coach_praise")[advice.praise[praised]])
        if praised is not None and advice.is_praised
        else None,
        question=question,
        starter=starter,
    )


def _about(at: int, advice: Advice, quoted: Mapping[int, str], words: Interface) -> tuple[Said, str]:
    """The question about a sentence, and how an answer to it may begin."""
    name = f"{advice.question}_move"
    if at not in advice.moves or name not in words.group("coach_ask"):
        name = advice.question
    who = words["coach_who.families"] if at in advice.of_many else words["coach_who.family"]
    return Said(quoted[at], words.fill(f"coach_ask.{name}", who=who)), words[f"coach_try.{name}"]


def _best(worth: Mapping[int, float], quoted: Mapping[int, str]) -> int | None:
    """Where the sentence starts that is worth most, of those that can be quoted."""
    return max((at for at in worth if at in quoted), key=worth.__getitem__, default=None)


def moved(now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The ids of criteria of which more, and of which less was found than in an earlier text.

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
    """That nothing can be said of a text in another language; in Spanish too where it is Spanish."""
    said = words["opinion.other_language"]
    own = words_of(text)
    spanish = sum(map(_SPANISH.__contains__, own)) >= _LEAST_SPANISH * len(own)
    also = words["opinion.in_spanish"]
    return f"{said} {also}" if own and spanish and also != said else said


def _first(text: str, words: Interface) -> str:
    """What is asked of a text too short for more."""
    by_name = {
        "meaning_first": words["opinion.meaning_first"],
        "plan_first": words["opinion.plan_first"],
        "event_first": words["opinion.event_first"],
    }
    return by_name[first_of(text)]
