"""The default reader: a list of small steps, each filling in its part of one reading.

A second opinion; a person gives the mark. How well it agrees with people stands in ``model_card.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kit.reading.cautions import CAUTIONS
from kit.reading.criteria import CRITERIA
from kit.reading.gates import WITHOUT_LEVEL, Text, gate, without_prompt
from kit.reading.judging import MOST, judge
from kit.reading.moves import label
from kit.reading.next_step import STOPPED, next_step
from kit.reading.practices import practices
from kit.reading.sentences import Sentence, sentences, words
from kit.reading.signs import Signed, sign

UNSURE = "The signs in the text are too weak, or point both ways, for this reader; a person decides."


@dataclass
class Reading:
    """What the steps pass along; its parts are those of the score format."""

    text: str
    dimension: str | None
    prompt: str | None
    sentences: list[Sentence] = field(default_factory=list)
    signed: list[Signed] = field(default_factory=list)
    gate: str | None = None
    criteria: dict[str, dict[str, Any]] = field(default_factory=dict)
    strategies: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    cautions: list[dict[str, Any]] = field(default_factory=list)
    next_step: str = ""


def split(reading: Reading) -> None:
    """Sentences with their offsets."""
    reading.sentences = sentences(reading.text)


def stop_at_gates(reading: Reading) -> None:
    """A gate that holds, and what it makes of the levels."""
    seen = Text(reading.text, words(reading.text), reading.sentences, reading.prompt)
    reading.gate = gate(seen)
    if reading.gate is None:
        return
    reason = WITHOUT_LEVEL.get(reading.gate)
    for criterion in CRITERIA:
        reading.criteria[criterion] = _part(None if reason else 0, MOST, reason, ())
    reading.next_step = STOPPED[reading.gate]


def see_signs(reading: Reading) -> None:
    """What stands in each sentence of the writer's own; a prompt pasted above an answer earns nothing."""
    reading.signed = sign(without_prompt(reading.sentences, reading.prompt))


def name_moves(reading: Reading) -> None:
    """Which move each sentence makes, and how sure that is."""
    given = [s.text for s in reading.sentences]
    for sentence, move in zip(reading.sentences, label(given, [None, *given[:-1]]), strict=True):
        reading.moves.append(
            {
                "start": sentence.start,
                "end": sentence.end,
                "component": move.component,
                "confidence": round(move.confidence, 2),
            }
        )


def find_levels(reading: Reading) -> None:
    """A level for each criterion, with its evidence."""
    for criterion, look in CRITERIA.items():
        judged = judge(criterion, look(reading.signed, reading.dimension))
        reason = UNSURE if judged.level is None else None
        reading.criteria[criterion] = _part(judged.level, judged.sure, reason, judged.evidence)


def find_strategies(reading: Reading) -> None:
    """The strategies whose cues stand in the sentences that earned *strategy*."""
    spans: dict[str, list[dict[str, Any]]] = {}
    earned = {e["start"] for e in reading.criteria["strategy"]["evidence"]}
    for signed in reading.signed:
        if signed.sentence.start in earned:
            for id in practices(signed, reading.dimension):
                spans.setdefault(id, []).append(signed.sentence.span())
    reading.strategies = [{"id": id, "evidence": spans[id]} for id in spans]


def raise_cautions(reading: Reading) -> None:
    """Cautions, and the caps of those that limit a level."""
    for caution in (c for find in CAUTIONS for c in find(reading.signed)):
        reading.cautions.append(caution)
        for criterion, highest in caution["caps"].items():
            part = reading.criteria[criterion]
            if part["level"] is not None and part["level"] > highest:
                part["level"] = highest
                part["evidence"] = part["evidence"] if highest else []


def say_next_step(reading: Reading) -> None:
    """One sentence for the learner."""
    reading.next_step = next_step({c: part["level"] for c, part in reading.criteria.items()})


STEPS: tuple[Callable[[Reading], None], ...] = (
    split,
    stop_at_gates,
    see_signs,
    name_moves,
    find_levels,
    find_strategies,
    raise_cautions,
    say_next_step,
)
"""The steps in order; a gate that holds ends the list early."""


class PartnershipReader:
    """Reads with cues that can be named and a small ordinal model over them. A second opinion."""

    name = "partnership"
    version = "1.0.0"

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> dict[str, Any]:
        """One object in the score format.

        Examples
        --------
        >>> seen = PartnershipReader().read("Too little.", id="a")
        >>> seen["gate"], seen["criteria"]["event"]["level"]
        ('too_short', None)
        """
        reading = Reading(text, dimension, prompt)
        for step in STEPS:
            step(reading)
            if reading.gate is not None:
                break
        return {
            "schema": 1,
            "id": id,
            "gate": reading.gate,
            "criteria": reading.criteria,
            "strategies": reading.strategies,
            "moves": reading.moves,
            "cautions": reading.cautions,
            "next_step": reading.next_step,
            "reader": {"name": self.name, "version": self.version},
        }


def _part(chosen: int | None, sure: float, reason: str | None, earned: Sequence[Sentence]) -> dict[str, Any]:
    return {"level": chosen, "confidence": sure, "reason": reason, "evidence": [s.span() for s in earned]}
