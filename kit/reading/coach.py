"""What a reading says to the writer: one thing that works, one question, one sentence to try. Never a level.

Each stands beside a sentence of the writer's own. What is said comes from the rubric and the interface; this
module only chooses.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kit.model import Criterion, Interface
from kit.reading.sentences import sentences
from kit.reading.sentences import words as words_of

LEAST_WORDS = 40
"""A shorter text gets nothing but what to write first."""
_QUOTED = 30
"""A quoted sentence is cut after so many words."""
_SOLID = 2
"""From this level on there is something to build on. Of *event*: a reader can place what happened."""
_SURE = 0.85
"""So sure, and the sentence shown first is nearly always one that earns it."""
_LEAST_QUOTED = 5
"""Of fewer words nobody can tell what works in them."""
_LEAST_STOPS = 1 / 50
"""With fewer full stops a word (dictated without any), a cut sentence is a fragment: nothing is quoted."""
_OTHERS_MOST = 0.4
"""A sentence of which more stands in quotation marks is somebody else's."""
_STRENGTHS = ("perspective", "strategy", "assumption", "action", "event")
"""What is praised rather than what follows; that one can see what happened is the least of it."""
_SHOWS = {
    "strategy": re.compile(r"\b(?:i|i've|i'm|we|we've|we're|my|our|us)\b", re.IGNORECASE),
    "assumption": re.compile(
        r"\b(?:thought|think|assum\w+|figured|took|taken|expect\w*|guess\w*|believ\w+|imagin\w+|wonder\w*|"
        r"treat\w+|reckon\w*|made up|sure)\b",
        re.IGNORECASE,
    ),
}
"""What a sentence has to have in it to be praised for a criterion: the writer's act, or a thought."""
_QUOTATION = re.compile(r'"[^"]*"|“[^”]*”')
_ASKED_ABOUT = ("deficit_language", "status_inference", "global_denial", "handbook", "copied_prompt")
"""Cautions that are asked about before any criterion, the weightiest first."""
_BESIDE = {
    "assumption": ("event",),
    "perspective": ("event", "assumption"),
    "strategy": ("event", "perspective"),
    "action": ("strategy", "perspective", "event"),
}
"""Where nothing earns a criterion yet: the criteria whose sentence its question is about instead."""


class Said(NamedTuple):
    """A remark, and the writer's words that it is about; none where it is about the whole text."""

    words: str
    text: str


class _Raised(NamedTuple):
    kind: str
    words: str


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
    >>> said.question is None, "who was there" in said.first
    (True, True)
    """
    parts = found["criteria"]
    if found["gate"] not in (None, "too_short"):
        return Coaching(first=found["next_step"])
    own = words_of(text)
    if len(own) < LEAST_WORDS:
        told = (parts.get("event", {}).get("level") or 0) >= _SOLID
        return Coaching(first=words["opinion.meaning_first"] if told else words["opinion.event_first"])
    quoting = len(re.findall(r"[.!?…](?:\s|$)", text)) >= _LEAST_STOPS * len(own)
    read = [(c, parts[c.id]) for c in criteria if c.id in parts and parts[c.id]["level"] is not None]
    raised = _caution(found, parts, text)
    question: Said | None
    if raised:
        question, starter = Said(raised.words, words[f"opinion_about.{raised.kind}"]), ""
        # More praise than for a moment well told would sound like praise for what is asked about.
        read = [(c, part) for c, part in read if c.id == "event" and part["level"] >= _SOLID]
    else:
        question, starter = _question(text, read, parts)
    strength = _strength(read, question.words if question else "")
    if not quoting:
        strength, question = None, question and Said("", question.text)
    first = "" if question else words["opinion.nothing_sure"]
    return Coaching(first=first, strength=strength, question=question, starter=starter)


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
        (
            part["level"] >= _SOLID,
            part["confidence"] >= _SURE,
            -_STRENGTHS.index(c.id),
            Said(shown[0], spoken),
        )
        for c, part in read
        if c.id in _STRENGTHS
        and (coaching := c.levels[part["level"]].coach)
        and (spoken := coaching.strength)
        and (shown := [q for q in _quotable(part["evidence"]) if q != asked_about and _can_show(c.id, q)])
    ]
    return max(said, key=lambda one: one[:3], default=(False, False, 0, None))[3]


def _can_show(criterion: str, quoted: str) -> bool:
    shows = _SHOWS.get(criterion)
    return len(quoted.split()) >= _LEAST_QUOTED and (shows is None or bool(shows.search(quoted)))


def _question(
    text: str,
    read: Sequence[tuple[Criterion, Mapping[str, Any]]],
    parts: Mapping[str, Any],
) -> tuple[Said | None, str]:
    asking = [(part["level"], c.id, said) for c, part in read if (said := c.levels[part["level"]].coach)]
    if not asking:
        return None, ""
    # Once a reader can place what happened, anything else is asked about first.
    _, weakest, coaching = min(asking, key=lambda one: (one[1] == "event" and one[0] >= _SOLID, one[0]))
    beside = [weakest, *_BESIDE.get(weakest, ())]
    theirs = [one for c in beside if c in parts for one in parts[c]["evidence"]]
    quoted = next(_quotable([*theirs, {"text": sentences(text)[0].text}]), "")
    return Said(quoted, coaching.ask), coaching.starter


def _caution(found: Mapping[str, Any], parts: Mapping[str, Any], text: str) -> _Raised | None:
    """The weightiest caution that is asked about. A belief owned up to is none."""
    owned = [(one["start"], one["end"]) for one in parts.get("assumption", {}).get("evidence", ())]
    raised = [
        (_ASKED_ABOUT.index(one["kind"]), one["start"], one)
        for one in found["cautions"]
        if one["kind"] in _ASKED_ABOUT and (one["start"], one["end"]) not in owned
    ]
    if not raised:
        return None
    one = min(raised, key=lambda each: each[:2])[2]
    return _Raised(one["kind"], _cut(text[one["start"] : one["end"]]))


def _quotable(evidence: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The sentences that can be quoted, the likeliest first."""
    return filter(_is_own, (_cut(str(one["text"])) for one in evidence))


def _is_own(sentence: str) -> bool:
    """Whether a sentence is the writer's: not part of a quotation, much of it quoted, or a mere question."""
    if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
        return False
    quoted = sum(len(one) for one in _QUOTATION.findall(sentence))
    return quoted <= _OTHERS_MOST * len(sentence) and not (not quoted and sentence.endswith("?"))


def _cut(sentence: str) -> str:
    said = sentence.lstrip("-*• ").split()
    return " ".join(said) if len(said) <= _QUOTED else " ".join(said[:_QUOTED]) + " …"
