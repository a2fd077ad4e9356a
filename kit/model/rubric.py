"""``rubric.yaml``: criteria with four levels each, the questions that lead to a level, and rules."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kit.model.records import Id, Record, RubricKind, Text

LEVELS = (0, 1, 2, 3)
"""The levels of every criterion, whether a person, the learner or a machine reads the text."""

LevelNumber = Annotated[int, Field(ge=0, le=3)]


class Question(Record):
    """A yes-or-no question of a decision table. Each answer gives a level or leads to the next question."""

    ask: Text
    if_yes: LevelNumber | None = None
    if_no: LevelNumber | None = None
    """``None`` for the answer that leads to the next question."""


class Level(Record):
    """One level of a criterion, worded for the learner and for the marker, with a worked anchor."""

    level: LevelNumber
    learner: Text
    marker: Text
    dimension: Id | None = None
    """The dimension of the anchor. ``None`` for a plan, or if it could belong to any dimension."""
    anchor: Text
    """A made-up piece of a reflection at this level."""
    evidence: tuple[Text, ...] = ()
    """The words of the anchor that earn the level, verbatim. Empty at level 0."""
    why: Text
    try_next: Text | None = None
    """What a learner at this level can try next, as one question."""

    @model_validator(mode="after")
    def _evidence_is_verbatim(self) -> Self:
        for piece in self.evidence:
            if piece not in self.anchor:
                raise ValueError(
                    f"evidence {piece!r} is not in the anchor; copy its words exactly from the anchor"
                )
        return self


class Criterion(Record):
    """One criterion with its four levels, 0 to 3, and the questions that lead a marker to the level."""

    id: Id
    name: Text
    question: Text
    table: tuple[Question, ...] = Field(min_length=1, max_length=5)
    """The questions in order. The first answer with a level ends the table."""
    levels: tuple[Level, Level, Level, Level]

    @model_validator(mode="after")
    def _table_leads_to_every_level(self) -> Self:
        *before, last = self.table
        for one in before:
            if (one.if_yes is None) == (one.if_no is None):
                wrong = f"exactly one answer to {one.ask!r} of {self.id!r} must give a level"
                right = "write only if_yes or only if_no, and the other answer leads to the next question"
                raise ValueError(f"{wrong}; {right}")
        if last.if_yes is None or last.if_no is None:
            wrong = f"both answers to the last question of {self.id!r} must give a level"
            raise ValueError(f"{wrong}; write if_yes and if_no")
        given = {level for one in self.table for level in (one.if_yes, one.if_no)}
        if missing := [level for level in LEVELS if level not in given]:
            wrong = f"no answer in the table of {self.id!r} gives level {missing[0]}"
            raise ValueError(f"{wrong}; each level needs at least one answer")
        return self


class PlanRubric(Record):
    """The separate rubric of a meeting plan: its criteria and its rules for reading."""

    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...] = ()


class SpecialCase(Record):
    """A rule for a text that is late, too long, retold or not the learner's own."""

    id: Id
    name: Text
    rule: Text


class Rubric(Record):
    """``rubric.yaml``: the criteria of reflections, common rules, special cases, and the plan's rubric."""

    schema_version: Literal[1]
    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...]
    special_cases: tuple[SpecialCase, ...] = ()
    plan: PlanRubric | None = None

    def criteria_of(self, kind: RubricKind) -> tuple[Criterion, ...]:
        """Return the criteria for a kind of text. Empty if the course has no such rubric."""
        if kind == "reflection":
            return self.criteria
        return self.plan.criteria if self.plan else ()

    def rules_of(self, kind: RubricKind) -> tuple[str, ...]:
        """Return the rules for reading a kind of text. Empty if the course has no such rubric."""
        if kind == "reflection":
            return self.rules
        return self.plan.rules if self.plan else ()
