"""What a reading says to the writer: a few questions to choose from, and what is surely good. Never a level.

A model chooses them (`kit.reading.advising`), and it doesn't understand the text: so a sentence of the
writer's is quoted only where the model is sure of it. The words are the interface's, and name nobody.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kit.model import Interface
from kit.reading.advising import OFFERED, advise, doubtful_in, first_of
from kit.reading.quoting import shown
from kit.reading.sentences import words as words_of

LEAST_WORDS = 40
"""A shorter text gets nothing but what to write first."""
_RECITED = ("handbook", "copied_prompt")
"""Cautions on words that aren't the writer's: what happened is asked about instead."""
_HIGHEST = 3
_WORTH_POINTING_TO = ("action", "perspective")
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
    about: Said | None = None
    """A question about a sentence of the writer's."""
    questions: tuple[str, ...] = ()
    """Questions to choose from."""
    starter: str = ""
    """How an answer to the first question may begin."""


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
    >>> said.questions == (), "what you thought it meant" in said.first
    (True, True)
    """
    if found["gate"] == "non_english":
        return Coaching(first=_in_other_words(text, words))
    if found["gate"] not in (None, "too_short"):
        return Coaching(first=found["next_step"])
    if len(words_of(text)) < LEAST_WORDS:
        return Coaching(first=_first(text, words))
    quoted = shown(text)
    recited = [one for one in found["cautions"] if one["kind"] in _RECITED]
    if recited:
        kind = recited[0]["kind"]
        told = Said(quoted.get(recited[0]["start"], ""), words[f"opinion_about.{kind}"])
        return Coaching(about=told, starter=words[f"coach_try.{kind}"])
    advice = advise(text, doubtful_in(found["cautions"]), dimension)
    strength = _said(advice.asks, quoted, words["opinion.asked"])
    if not (strength or advice.kinds):
        strength = _said(_earns(found), quoted, words["opinion.earns"])
    about = _said(advice.verdict, quoted, words["opinion_about.verdict"])
    # What the family would say is asked about a verdict, too.
    kinds = [kind for kind in advice.kinds if not about or kind != "their_view"][: OFFERED - bool(about)]
    asks = words.group("coach_ask") if advice.of_one else words.group("coach_ask_of_nobody")
    first = "verdict" if about else kinds[0] if kinds else ""
    return Coaching(
        first="" if first else words["opinion.nothing_open"],
        strength=strength,
        about=about,
        questions=tuple(asks[kind] for kind in kinds),
        starter=words[f"coach_try.{first}"] if first else "",
    )


def _said(at: int | None, quoted: Mapping[int, str], text: str) -> Said | None:
    """A remark beside a sentence, if there is one that can be quoted."""
    return None if at is None or at not in quoted else Said(quoted[at], text)


def _earns(found: Mapping[str, Any]) -> int | None:
    """Where a sentence starts that earns the highest level; of a plan first, for it is seldom misread."""
    parts = (found["criteria"].get(name, {}) for name in _WORTH_POINTING_TO)
    best = next((one for one in parts if one.get("level") == _HIGHEST and one["evidence"]), None)
    return best["evidence"][0]["start"] if best else None


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
