"""``rubric.yaml``: criteria with four levels and worked anchors, for reflections and for the plan."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from kit.model.written import Id, Record, RubricKind, Text

LEVELS = (0, 1, 2, 3)
"""Of every criterion, for whoever reads a text: a person, the learner or a machine."""


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
    """One criterion with its four levels, 0 to 3."""

    id: Id
    name: Text
    question: Text
    """What a marker asks of the text, in one sentence."""
    levels: tuple[Level, Level, Level, Level]


class PlanRubric(Record):
    """The criteria of a meeting plan, which is marked by a rubric of its own."""

    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...] = ()
    """Rules of reading that hold for plans."""


class Rubric(Record):
    """``rubric.yaml``: the criteria of reflections, and those of a meeting plan."""

    schema_version: Literal[1]
    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...]
    """Rules of reading that hold across the criteria."""
    plan: PlanRubric | None = None

    def criteria_of(self, kind: RubricKind) -> tuple[Criterion, ...]:
        """The criteria that a kind of text is marked by; none where there is no such rubric."""
        if kind == "reflection":
            return self.criteria
        return self.plan.criteria if self.plan else ()
