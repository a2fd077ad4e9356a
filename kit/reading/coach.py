"""What a reading says to the writer: one thing that works, one question, one sentence to try. Never a level.

Where one fits (`kit.reading.quoting`), a sentence of the writer's own stands beside it. What is said comes
from the rubric and the interface; this module only chooses.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kit.model import Criterion, Interface
from kit.reading.quoting import may_quote, quotable
from kit.reading.sentences import sentences
from kit.reading.sentences import words as words_of

LEAST_WORDS = 40
"""A shorter text gets nothing but what to write first."""
_SOLID = 2
"""From this level on there is something to build on. Of *event*: a reader can place what happened."""
_SURE = 0.85
"""So sure, and the sentence shown first is nearly always one that earns it."""
_PRAISED = ("perspective", "strategy", "assumption", "action", "event")
"""What is praised rather than what follows; that one can see what happened is the least of it."""
_ASKED_LAST = ("perspective", "action", "assumption", "strategy", "event")
"""Where everything is solid: what is asked about rather than what follows."""
_CAUTIONS = ("deficit_language", "status_inference", "global_denial", "handbook", "copied_prompt")
"""Cautions that are asked about before any criterion, the weightiest first."""


class Said(NamedTuple):
    """A remark, and the writer's words that it is about; none where no sentence fits."""

    words: str
    text: str


class Coaching(NamedTuple):
    """What the writer is shown; ``first`` alone where there is too little to ask about."""

    first: str = ""
    strength: Said | None = None
    question: Said | None = None
    starter: str = ""


def coach(text: str, found: Mapping[str, Any], criteria: Sequence[Criterion], words: Interface) -> Coaching:
    """Choose what to say about a text.

    Parameters
    ----------
    text
        What was read, as it was given.
    found
        The reading: one object in the score format.
    criteria
        The rubric's criteria in order; the first of several that are equally weak is asked about.
    words
        What to say of a short text, a caution, and a reading that is sure of nothing.

    Examples
    --------
    >>> from kit.content import compiled
    >>> from kit.reading import PartnershipReader
    >>> text = "A father laid our report face down."
    >>> course = compiled()
    >>> said = coach(text, PartnershipReader().read(text, id="a"), course.rubric.criteria, course.words)
    >>> said.question is None, "what happened" in said.first
    (True, True)
    """
    parts = found["criteria"]
    if found["gate"] not in (None, "too_short"):
        return Coaching(first=found["next_step"])
    own = words_of(text)
    if len(own) < LEAST_WORDS:
        told = (parts.get("event", {}).get("level") or 0) >= _SOLID
        return Coaching(first=words["opinion.meaning_first"] if told else words["opinion.event_first"])
    quoting = may_quote(text, len(own))
    read = [(c, parts[c.id]) for c in criteria if c.id in parts and parts[c.id]["level"] is not None]
    asked = _about_a_caution(found, parts, text, words)
    if asked:
        # More praise than for a moment well told would sound like praise for what is asked about.
        read = [(c, part) for c, part in read if c.id == "event" and part["level"] >= _SOLID]
    else:
        asked = _about_a_criterion(text, read, parts, quoting)
    question, starter = asked or (None, "")
    return Coaching(
        first="" if question else words["opinion.nothing_sure"],
        strength=_strength(read, question.words if question else "") if quoting else None,
        question=question,
        starter=starter,
    )


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


def _strength(read: Sequence[tuple[Criterion, Mapping[str, Any]]], asked_about: str) -> Said | None:
    # Something solid that the reading is sure of, and of that the one that is worth most.
    said = [
        (part["level"] >= _SOLID, part["confidence"] >= _SURE, -_PRAISED.index(c.id), Said(shown[0], spoken))
        for c, part in read
        if c.id in _PRAISED and (coaching := c.levels[part["level"]].coach) and (spoken := coaching.strength)
        if (
            shown := [
                q for q in quotable(f"praise.{c.id}", part["level"], part["evidence"]) if q != asked_about
            ]
        )
    ]
    return max(said, key=lambda one: one[:3], default=(False, False, 0, None))[3]


def _about_a_criterion(
    text: str, read: Sequence[tuple[Criterion, Mapping[str, Any]]], parts: Mapping[str, Any], quoting: bool
) -> tuple[Said, str] | None:
    """The question on the weakest criterion, and how an answer to it may begin."""
    asking = [(part["level"], c.id, said) for c, part in read if (said := c.levels[part["level"]].coach)]
    weak = [one for one in asking if one[0] < _SOLID]
    if weak:
        level, weakest, coaching = min(weak, key=lambda one: one[0])
    elif asking:
        level, weakest, coaching = min(asking, key=lambda one: _ASKED_LAST.index(one[1]))
    else:
        return None
    likely = parts[weakest]["evidence"] if level else parts.get("event", {}).get("evidence", ())
    rest = [{"text": one.text} for one in sentences(text)]
    quoted = next(quotable(f"ask.{weakest}", level, [*likely, *rest]), "") if quoting else ""
    return Said(quoted, coaching.ask), coaching.starter


def _about_a_caution(
    found: Mapping[str, Any], parts: Mapping[str, Any], text: str, words: Interface
) -> tuple[Said, str] | None:
    """The question on the weightiest caution. A belief owned up to is none, nor what others said."""
    owned = [(one["start"], one["end"]) for one in parts.get("assumption", {}).get("evidence", ())]
    raised = [
        (_CAUTIONS.index(one["kind"]), one["start"], quoted)
        for one in found["cautions"]
        if one["kind"] in _CAUTIONS and (one["start"], one["end"]) not in owned
        for quoted in quotable("caution", 0, [{"text": text[one["start"] : one["end"]]}])
    ]
    if not raised:
        return None
    number, _, quoted = min(raised)
    kind = _CAUTIONS[number]
    return Said(quoted, words[f"opinion_about.{kind}"]), words["opinion.saw_or_heard"]
