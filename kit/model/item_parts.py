"""The parts of items: options, scales, bins, cards, lengths, and texts for learners without a class."""

from pydantic import Field

from kit.model.records import Id, Record, Text


class Choice(Record):
    """One option of a choice, or one point of a scale."""

    id: Id
    label: Text
    explain: Text | None = None
    """Shown after the learner chooses."""
    value: int | None = None
    """On a scale, the number to store. ``None`` stores the answer as missing, under the choice's id."""


class Scale(Record):
    """A response scale with the stem that its items complete.

    The then-test has its own stem and introduction.
    """

    id: Id
    stem: Text
    then_stem: Text | None = None
    then_intro: Text | None = None
    choices: tuple[Choice, ...]


class Bin(Record):
    """A bin to sort cards into."""

    id: Id
    label: Text


class Card(Record):
    """One card of a sort, with the bin that the course argues for and the reason why."""

    id: Id
    text: Text
    bin: Id
    explain: Text


class Words(Record):
    """The length that a text should have, in words. The form shows it and counts, but never enforces it."""

    least: int = Field(ge=0)
    most: int = Field(gt=0)
