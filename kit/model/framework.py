"""``framework.yaml`` and ``rubric.yaml``: dimensions, strategies and criteria, independent of any case."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from kit.model.records import DottedId, Id, Record, RubricKind, Text

LEVELS = (0, 1, 2, 3)
"""Of every criterion, for whoever reads a text: a person, the learner or a machine."""


class Strategy(Record):
    """One strategy: its name is a term of the framework, its meaning the course's own words.

    ``law`` holds ids of rows of ``law.yaml`` that bear on it.
    """

    id: DottedId
    name: Text
    meaning: Text
    law: tuple[Id, ...] = ()


class Dimension(Record):
    """One dimension, with its strategies in order."""

    id: Id
    name: Text
    meaning: Text
    strategies: tuple[Strategy, ...]


class Framework(Record):
    """``framework.yaml``."""

    schema_version: Literal[1]
    credit: Text
    dimensions: tuple[Dimension, ...]

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """All strategies, dimension by dimension."""
        return tuple(s for d in self.dimensions for s in d.strategies)


class Level(Record):
    """One level of a criterion, worded for the learner and for the marker, with a worked anchor."""

    level: int = Field(ge=0, le=3)
    learner: Text
    marker: Text
    anchor: Text
    """A made-up piece of a reflection at this level."""
    evidence: tuple[Text, ...] = ()
    """The words of the anchor that earn the level, verbatim; none at level 0."""
    why: Text
    try_next: Text | None = None
    """What a learner whose text is read at this level may try next, as one question."""

    @model_validator(mode="after")
    def _evidence_is_verbatim(self) -> Level:
        for piece in self.evidence:
            if piece not in self.anchor:
                raise ValueError(
                    f"evidence {piece!r} does not stand in the anchor; copy it letter for letter"
                )
        return self


class Criterion(Record):
    """One criterion with its four levels, 0 to 3, and what a marker asks of the text."""

    id: Id
    name: Text
    question: Text
    levels: tuple[Level, Level, Level, Level]


class PlanRubric(Record):
    """The criteria of a meeting plan, which is marked by a rubric of its own, and its rules of reading."""

    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...] = ()


class Rubric(Record):
    """``rubric.yaml``: the criteria of reflections, rules that hold across them, and the plan's rubric."""

    schema_version: Literal[1]
    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...]
    plan: PlanRubric | None = None

    def criteria_of(self, kind: RubricKind) -> tuple[Criterion, ...]:
        """The criteria that a kind of text is marked by; none where there is no such rubric."""
        if kind == "reflection":
            return self.criteria
        return self.plan.criteria if self.plan else ()
