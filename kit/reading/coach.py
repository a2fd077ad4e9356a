"""What a reading says to the writer: one thing that works, one question, one sentence to try. Never a level.

Where one fits, a sentence of the writer's own stands beside it. This module chooses among the remarks of
`kit.reading.remarks`; their words are the interface's.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kit.model import Criterion, Interface
from kit.reading.cautions import DEFICIT, OF_FAMILY, WEIGHED
from kit.reading.choosing import in_order, is_open, sentence_for
from kit.reading.naming import matter, who
from kit.reading.praises import LAST, PRAISES, Pointed, praises_for
from kit.reading.quoting import Line, Writing
from kit.reading.sentences import words as words_of

LEAST_WORDS = 40
"""A shorter text gets nothing but one question or what to write first."""
_FEW = 5
"""So few words are quoted with the sentence before them."""
_CAUTIONS = ("deficit_language", "status_inference", "global_denial", "handbook", "copied_prompt")
"""Cautions that are asked about before any criterion, the weightiest first."""
_ASKS = ("asked_family", "i_will_ask", "dropped")
_SAID = ("spoke_so", "told_writer", "from_them")
"""After one of these nobody is asked what the family might say."""
_SPANISH = frozenset(
    ["que", "de", "la", "el", "los", "las", "una", "con", "por", "y", "le", "se", "su", "del", "al", "lo"]
)
_LEAST_SPANISH = 0.25
"""So many of the words are these small ones in a Spanish text."""


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
    if found["gate"] == "non_english":
        return Coaching(first=_in_other_words(text, words))
    if found["gate"] not in (None, "too_short"):
        return Coaching(first=found["next_step"])
    writing = Writing(text)
    if len(words_of(text)) < LEAST_WORDS:
        return Coaching(first=_first(writing, words))
    levels = {c.id: parts[c.id]["level"] for c in criteria if c.id in parts}
    known = {criterion: level for criterion, level in levels.items() if level is not None}
    if not known:
        return Coaching(first=words["opinion.nothing_sure"])
    pointed = {
        (c, least): {one["start"] for one in parts[c]["evidence"]}
        for c, level in known.items()
        for least in range(1, level + 1)
    }
    judged = _about_a_judgment(found, writing, pointed, words)
    asked = judged or _about_the_text(known, writing, pointed, words)
    question, starter = asked or (None, "")
    # Who judges, or decides without asking, is asked about that and praised for nothing beside it.
    praised = (
        None
        if judged or writing.has("decides", "lacks")
        else _praised(writing, pointed, question.words if question else None)
    )
    return Coaching(
        first="" if asked or praised else words["opinion.nothing_open"],
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


def _in_other_words(text: str, words: Interface) -> str:
    """That nothing can be said of a text in another language; in Spanish too where it is Spanish."""
    said = words["opinion.other_language"]
    own = words_of(text)
    spanish = sum(map(_SPANISH.__contains__, own)) >= _LEAST_SPANISH * len(own)
    also = words["opinion.in_spanish"]
    return f"{said} {also}" if own and spanish and also != said else said


def _first(writing: Writing, words: Interface) -> str:
    """What is asked of a text too short for more, by what there is."""
    happened = any(one.has("who_did") and not one.has("plans_wide", "what_i_did") for one in writing.lines)
    if happened and writing.has("mended"):
        return words["opinion.mended_first"]
    if writing.has("heard_of") and writing.has("family") and (happened or not writing.has("plans_wide")):
        return words["opinion.heard_first"]
    if writing.has("plans_wide", "vague") and not happened:
        return words["opinion.plan_first"]
    if happened:
        return words["opinion.meaning_first"]
    if writing.has("claims", "family", "plural_kin"):
        return words["opinion.opinion_first"]
    return words["opinion.event_first"]


def _praised(writing: Writing, pointed: Pointed, asked_about: str | None) -> tuple[str, str] | None:
    """The name of what is praised, and the sentence that shows it."""
    for praise in PRAISES if asked_about is not None else (*PRAISES, *LAST):
        for line in praises_for(praise, writing, pointed):
            if (shown := _shown(line, writing)) != asked_about:
                return praise.name, shown
    return None


def _about_the_text(
    levels: Mapping[str, int], writing: Writing, pointed: Pointed, words: Interface
) -> tuple[Said, str] | None:
    """The first question that fits, and how an answer to it may begin; none where none is open."""
    for question in in_order(levels):
        if not is_open(question, writing):
            continue
        line = sentence_for(question, writing, pointed) if question.quotes else None
        if line or not question.quotes:
            # Where nobody came, it's none of those who did.
            nobody = line is not None and line.has("nobody_came")
            whom = words["coach_who.families"] if nobody else who(writing, line, words)
            named = {"who": whom, "matter": matter(writing)}
            about = "_about" if question.names_matter and named["matter"] else ""
            said = words.fill(f"coach_ask.{question.name}{about}", **named)
            starter = words.fill(f"coach_try.{question.name}", **named)
            return Said(_shown(line, writing) if line else "", said), starter
    return None


def _shown(line: Line, writing: Writing) -> str:
    """A sentence as it is quoted; a piece of a text without full stops between dots."""
    if not writing.has_stops:
        return f"… {line.shown()} …"
    at = writing.lines.index(line)
    # A few words make sense only after the sentence before.
    short = at and len(line.text.split()) <= _FEW and not line.label and line.has("points_back")
    before = writing.lines[at - 1].shown() + " " if short else ""
    return before + line.shown()


def _about_a_judgment(
    found: Mapping[str, Any], writing: Writing, pointed: Pointed, words: Interface
) -> tuple[Said, str] | None:
    """The question on the weightiest caution. A belief owned up to is none, nor what others said."""
    if writing.has("had_wrong"):
        return None
    own = {
        line.start: at
        for at, line in enumerate(writing.lines)
        if _is_own(line) and line.start not in pointed.get(("assumption", 1), ())
    }
    raised = [
        (_CAUTIONS.index(one["kind"]), one["start"])
        for one in found["cautions"]
        if one["kind"] in _CAUTIONS
        and one["start"] in own
        and _is_judgment(one["kind"], writing.lines[own[one["start"]]])
    ]
    raised += [(0, start) for start, at in own.items() if writing.lines[at].has("harsh")]
    if not raised or min(raised)[0] > 0:
        raised = _verdicts(writing) or raised
    if not raised:
        return None
    number, start = min(raised)
    at = next(at for at, one in enumerate(writing.lines) if one.start == start)
    line, kind = writing.lines[at], "verdict" if number < 0 else _CAUTIONS[number]
    if kind == "deficit_language":
        # Who asks the family knows better than to be asked what it might say.
        if any(one.has(*_SAID) for one in writing.lines[at:]):
            kind = "told_so"
        elif any(one.has(*_ASKS) for one in writing.lines[at:]):
            return None
    # "All of them but the aunt": she is not whom it is about.
    named = words["coach_who.family"] if line.has("they_all") else who(writing, line, words)
    said = words.fill(f"opinion_about.{kind}", who=named)
    return Said(_shown(line, writing), said), words.group("coach_try")[kind]


def _verdicts(writing: Writing) -> list[tuple[int, int]]:
    """Where a family is judged; one family before "some". Who goes back on it later judges no more."""
    lines = writing.lines
    last = max((at for at, one in enumerate(lines) if one.has("owns_up")), default=-1)
    held = [one for one in lines[last + 1 :] if one.has("verdict") and _is_own(one) and one.can_be_shown]
    if any(_asks_openly(one) for one in lines):
        return []
    return [(-2 if one.has("one_of_them") else -1, one.start) for one in held]


def _asks_openly(line: Line) -> bool:
    """Whether the writer asks a family what it thinks, and not only who came."""
    return line.has("asked_what", "i_will_ask") or (line.has("asked_family") and line.quotes_open_question)


def _is_own(line: Line) -> bool:
    """Whether a judgment is the writer's, of others, and held now."""
    doubted = line.has("said", "assumed", "not_held", "dropped", "of_others")
    return line.is_whole and not doubted and not WEIGHED.search(line.own)


def _is_judgment(kind: str, line: Line) -> bool:
    """Whether a caution has more to it than "these families"."""
    own = line.without("these_families")
    return kind != "deficit_language" or bool(DEFICIT.search(own) or OF_FAMILY.search(own))
