"""What a reading says to the writer: one thing that works, one question, one sentence to try. Never a level.

Where one fits, a sentence of the writer's own stands beside it. This module chooses among the remarks of
`kit.reading.remarks`; their words are the interface's.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kit.model import Criterion, Interface
from kit.reading.cautions import DEFICIT, OF_FAMILY, WEIGHED
from kit.reading.quoting import Line, Writing
from kit.reading.remarks import (
    ELSE,
    PRAISES,
    QUESTIONS,
    Pointed,
    Question,
    is_open,
    sentences_for,
)
from kit.reading.sentences import words as words_of

LEAST_WORDS = 40
"""A shorter text gets nothing but what to write first."""
_SOLID = 2
"""From this level on there is something to build on. Of *event*: a reader can place what happened."""
_SURE = 0.76
"""So sure, and a level is nearly always right."""
_NAMED = ("mother", "father", "grandmother", "grandfather", "aunt", "uncle", "parents", "families")
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
        The rubric's criteria in order; of several that are equally weak the first is asked about.
    words
        What to say.

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
    if len(words_of(text)) < LEAST_WORDS:
        told = (parts.get("event", {}).get("level") or 0) >= _SOLID
        return Coaching(first=words["opinion.meaning_first"] if told else words["opinion.event_first"])
    levels = {c.id: parts[c.id]["level"] for c in criteria if c.id in parts}
    known = {criterion: level for criterion, level in levels.items() if level is not None}
    if not known:
        return Coaching(first=words["opinion.nothing_sure"])
    writing = Writing(text)
    pointed = {
        (c, least): {one["start"] for one in parts[c]["evidence"]}
        for c, level in known.items()
        for least in range(1, level + 1)
    }
    judged = _about_a_judgment(found, writing, pointed, words)
    question, starter = judged or _about_the_weakest(known, writing, pointed, words)
    event = parts["event"] if "event" in known else None
    happened = event is not None and event["level"] >= _SOLID and event["confidence"] >= _SURE
    praised = _praised(writing, pointed, question.words, bool(judged))
    if not praised and happened and not judged:
        praised = ("moment", "")
    return Coaching(
        strength=praised and Said(praised[1], words.group("coach_praise")[praised[0]]),
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


def _praised(writing: Writing, pointed: Pointed, asked_about: str, judged: bool) -> tuple[str, str] | None:
    """The name of what is praised, and the sentence that shows it."""
    for praise in PRAISES if writing.can_be_quoted else ():
        for line in writing.lines:
            fits = praise.fits(line) and line.can_be_shown and not line.has(*praise.doubtful)
            earns = not praise.criterion or line.start in pointed.get((praise.criterion, _SOLID), ())
            # Where a judgment is asked about, only what others said or when it was is praised.
            allowed = not judged or praise.name in ("words", "placed")
            if fits and earns and allowed and line.shown() != asked_about:
                return praise.name, line.shown()
    return None


def _about_the_weakest(
    levels: Mapping[str, int], writing: Writing, pointed: Pointed, words: Interface
) -> tuple[Said, str]:
    """The first question that fits, from the weakest criterion on, and how an answer to it may begin."""
    weak = sorted((level, at, criterion) for at, (criterion, level) in enumerate(levels.items()))
    asked = [
        question
        for level, _, criterion in weak
        for question in QUESTIONS.get(criterion, ())
        if level in question.levels
    ]
    for question in (*asked, *ELSE):
        quoted = _quoted(question, writing, pointed) if is_open(question, writing) else None
        if quoted is not None:
            who = words.group("coach_who")[_who(writing)]
            said = words.fill(f"coach_ask.{question.name}", who=who)
            return Said(quoted, said), words.group("coach_try")[question.name]
    raise AssertionError("the last question fits every text")


def _quoted(question: Question, writing: Writing, pointed: Pointed) -> str | None:
    """The sentence that a question is about; "" for the whole text, ``None`` where it needs one in vain."""
    if not question.quotes:
        return ""
    first = next(sentences_for(question, writing, pointed), None) if writing.can_be_quoted else None
    return first.shown() if first else None


def _about_a_judgment(
    found: Mapping[str, Any], writing: Writing, pointed: Pointed, words: Interface
) -> tuple[Said, str] | None:
    """The question on the weightiest caution. A belief owned up to is none, nor what others said."""
    own = {
        line.start: line
        for line in writing.lines
        if _is_own(line) and line.start not in pointed.get(("assumption", 1), ())
    }
    raised = [
        (_CAUTIONS.index(one["kind"]), one["start"])
        for one in found["cautions"]
        if one["kind"] in _CAUTIONS and one["start"] in own and _is_judgment(one["kind"], own[one["start"]])
    ]
    raised += [(0, start) for start, line in own.items() if line.has("harsh")]
    if not raised:
        return None
    number, start = min(raised)
    kind = _CAUTIONS[number]
    return Said(own[start].shown(), words[f"opinion_about.{kind}"]), words.group("coach_try")[kind]


def _is_own(line: Line) -> bool:
    """Whether a judgment is the writer's, of others, and held now."""
    return line.can_be_shown and not line.has("said", "assumed", "not_held") and not WEIGHED.search(line.own)


def _is_judgment(kind: str, line: Line) -> bool:
    """Whether a caution has more to it than "these families"."""
    own = line.without("these_families")
    return kind != "deficit_language" or bool(DEFICIT.search(own) or OF_FAMILY.search(own))


def _who(writing: Writing) -> str:
    """Whom a question names: the one relative whom a text tells of, else the family."""
    named = [one for one in _NAMED if writing.tells_of(one)]
    # Nobody can tell of a "Mrs. Hall" whether she is the mother.
    others = writing.tells_of("others_of_kin") or writing.has("title")
    return named[0] if len(named) == 1 and not others else "family"
