"""The default reader: a list of small steps, each returning the reading with its part filled in.

A second opinion; a person gives the mark. How well it agrees with people stands in ``model_card.md``. Which
criteria there are, and every sentence that it says, comes from the content; it reads those in `CRITERIA`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kit.content import compiled
from kit.model import Content
from kit.reading.cautions import CAUTIONS, Caution
from kit.reading.criteria import CRITERIA
from kit.reading.gates import NO_LEVEL, Text, gate, without_prompt
from kit.reading.judging import MOST, Judged, judge
from kit.reading.sentences import Sentence, sentences, words
from kit.reading.signs import Signed, practices, sign


@dataclass(frozen=True)
class Reading:
    """What is known of a text so far; the steps come in the order of its parts."""

    text: str
    dimension: str | None
    prompt: str | None
    content: Content
    sentences: tuple[Sentence, ...] = ()
    gate: str | None = None
    signed: tuple[Signed, ...] = ()
    levels: Mapping[str, Judged] = field(default_factory=dict)
    """By criterion, those that this reader reads."""
    strategies: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    next_step: str = ""


def split(reading: Reading) -> Reading:
    """Sentences with their offsets."""
    return replace(reading, sentences=tuple(sentences(reading.text)))


def stop_at_gates(reading: Reading) -> Reading:
    """A gate that holds, and what it makes of the levels."""
    stopped = gate(Text(reading.text, words(reading.text), reading.sentences, reading.prompt))
    if stopped is None:
        return reading
    level = Judged(None if stopped in NO_LEVEL else 0, MOST)
    return replace(
        reading,
        gate=stopped,
        levels=dict.fromkeys(_read(reading.content), level),
        next_step=reading.content.words[f"reading_stopped.{stopped}"],
    )


def see_signs(reading: Reading) -> Reading:
    """What stands in each sentence of the writer's own; a prompt pasted above an answer earns nothing."""
    return replace(reading, signed=tuple(sign(without_prompt(reading.sentences, reading.prompt))))


def find_levels(reading: Reading) -> Reading:
    """A level for each criterion, with its evidence."""
    levels = {
        criterion: judge(criterion, CRITERIA[criterion](reading.signed, reading.dimension))
        for criterion in _read(reading.content)
    }
    return replace(reading, levels=levels)


def find_strategies(reading: Reading) -> Reading:
    """The strategies whose cues stand in the sentences that earned *strategy*."""
    earned = reading.levels["strategy"].evidence if "strategy" in reading.levels else ()
    found: dict[str, tuple[Sentence, ...]] = {}
    for signed in reading.signed:
        if signed.sentence in earned:
            for id in practices(signed, reading.dimension):
                found[id] = (*found.get(id, ()), signed.sentence)
    return replace(reading, strategies=found)


def raise_cautions(reading: Reading) -> Reading:
    """Cautions, and the levels held down by those that limit one."""
    raised = tuple(caution for find in CAUTIONS for caution in find(reading.signed))
    levels = dict(reading.levels)
    for criterion, judged in reading.levels.items():
        highest = min((c.caps[criterion] for c in raised if criterion in c.caps), default=None)
        if highest is not None and judged.level is not None and judged.level > highest:
            levels[criterion] = judged._replace(level=highest, evidence=judged.evidence if highest else ())
    return replace(reading, cautions=raised, levels=levels)


def say_next_step(reading: Reading) -> Reading:
    """What to try next for the lowest criterion that was read; the rubric's order decides between equals."""
    to_try = [
        (judged.level, criterion.levels[judged.level].try_next)
        for criterion in reading.content.rubric.criteria
        if (judged := reading.levels.get(criterion.id)) and judged.level is not None
    ]
    said = min((one for one in to_try if one[1]), key=lambda one: one[0], default=(0, None))[1]
    return replace(reading, next_step=said or reading.content.words["reading.ask_a_person"])


STEPS: tuple[Callable[[Reading], Reading], ...] = (
    split,
    stop_at_gates,
    see_signs,
    find_levels,
    find_strategies,
    raise_cautions,
    say_next_step,
)
"""The steps in order; a gate that holds ends the list early."""


class PartnershipReader:
    """Reads with cues that can be named and a small ordinal model over them. A second opinion.

    Parameters
    ----------
    content
        The course whose rubric and words are used; the compiled one where none is given. A criterion that
        this reader does not know gets no level and the reason that a person marks it.
    """

    name = "partnership"
    version = "1.0.0"

    def __init__(self, content: Content | None = None) -> None:
        self._content = content

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> dict[str, Any]:
        """One object in the score format; ``moves`` stays empty (`kit.reading.moves.WithMoves` fills it).

        Examples
        --------
        >>> seen = PartnershipReader().read("Too little.", id="a")
        >>> seen["gate"], seen["criteria"]["event"]["level"]
        ('too_short', None)
        """
        reading = Reading(text, dimension, prompt, self._content or compiled())
        for step in STEPS:
            reading = step(reading)
            if reading.gate is not None:
                break
        return {
            "schema": 1,
            "id": id,
            "gate": reading.gate,
            "criteria": {c.id: _part(reading, c.id) for c in reading.content.rubric.criteria},
            "strategies": [
                {"id": id, "evidence": [s.span() for s in found]} for id, found in reading.strategies.items()
            ],
            "moves": [],
            "cautions": [_caution(reading, one) for one in reading.cautions],
            "next_step": reading.next_step,
            "reader": {"name": self.name, "version": self.version},
        }


def _read(content: Content) -> list[str]:
    """The rubric's criteria that this reader reads."""
    return [c.id for c in content.rubric.criteria if c.id in CRITERIA]


def _part(reading: Reading, criterion: str) -> dict[str, Any]:
    words, judged, reason = reading.content.words, reading.levels.get(criterion), None
    if judged is None:
        judged, reason = Judged(None, 0.0), words["reading.not_by_machine"]
    elif judged.level is None:
        stopped = reading.gate
        reason = words[f"reading_reason.{stopped}"] if stopped else words["reading.unsure"]
    return {
        "level": judged.level,
        "confidence": judged.sure,
        "reason": reason,
        "evidence": [s.span() for s in judged.evidence],
    }


def _caution(reading: Reading, one: Caution) -> dict[str, Any]:
    words, kind = reading.content.words, one.kind
    return {
        "kind": kind,
        "start": one.sentence.start,
        "end": one.sentence.end,
        "message": words[f"caution.{kind}"],
        "caps": {c: highest for c, highest in one.caps.items() if c in reading.levels},
    }
