"""The preliminary reader: a list of small steps, each filling in its part of one reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kit.reading.cautions import CAUTIONS
from kit.reading.confidence import LEAST, confidence
from kit.reading.criteria import CRITERIA
from kit.reading.gates import WITHOUT_LEVEL, Text, gate
from kit.reading.next_step import STOPPED, next_step
from kit.reading.practices import practices
from kit.reading.sentences import Sentence, sentences, words

_UNSURE = "The signs in the text are too weak for this reader; a person decides."


@dataclass
class Reading:
    """What the steps pass along; its parts are those of the score format."""

    text: str
    dimension: str | None
    prompt: str | None
    sentences: list[Sentence] = field(default_factory=list)
    gate: str | None = None
    criteria: dict[str, dict[str, Any]] = field(default_factory=dict)
    strategies: list[dict[str, Any]] = field(default_factory=list)
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
        reading.criteria[criterion] = _level(None if reason else 0, 0.9, reason, ())
    reading.next_step = STOPPED[reading.gate]


def find_levels(reading: Reading) -> None:
    """A level for each criterion, with its evidence."""
    for criterion, rules in CRITERIA.items():
        found = rules(reading.sentences, reading.dimension)
        sure = confidence(criterion, found, reading.sentences)
        if sure < LEAST:
            reading.criteria[criterion] = _level(None, sure, _UNSURE, ())
        else:
            reading.criteria[criterion] = _level(found.level, sure, None, found.evidence)


def find_strategies(reading: Reading) -> None:
    """The strategies whose cues stand in the sentences that earned *strategy*."""
    spans: dict[str, list[dict[str, Any]]] = {}
    earned = {e["start"] for e in reading.criteria["strategy"]["evidence"]}
    for sentence in reading.sentences:
        if sentence.start in earned:
            for id in practices(sentence, reading.dimension):
                spans.setdefault(id, []).append(sentence.span())
    reading.strategies = [{"id": id, "evidence": evidence} for id, evidence in spans.items()]


def raise_cautions(reading: Reading) -> None:
    """Cautions, and the caps of those that limit a level."""
    for caution in (c for find in CAUTIONS for c in find(reading.sentences)):
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
    find_levels,
    find_strategies,
    raise_cautions,
    say_next_step,
)
"""The steps in order; a gate that holds ends the list early."""


class PreliminaryReader:
    """Reads by hand rules over cue words. A second opinion, and a first version of one."""

    name = "preliminary"
    version = "0.1.0"

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> dict[str, Any]:
        """One object in the score format.

        Examples
        --------
        >>> seen = PreliminaryReader().read("Too little.", id="a")
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
            # Moves need a trained model; this reader has none and says so by an empty list.
            "moves": [],
            "cautions": reading.cautions,
            "next_step": reading.next_step,
            "reader": {"name": self.name, "version": self.version},
        }


def _level(
    level: int | None, sure: float, reason: str | None, evidence: tuple[Sentence, ...]
) -> dict[str, Any]:
    return {"level": level, "confidence": sure, "reason": reason, "evidence": [s.span() for s in evidence]}
