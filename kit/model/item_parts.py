"""What items are made of: options, scales, places, cards, lengths, and what is said to whoever is alone."""

from pydantic import Field

from kit.model.records import Id, Record, Text


class Choice(Record):
    """One option of a choice, or one point of a scale."""

    id: Id
    label: Text
    explain: Text | None = None
    """Shown after choosing."""
    value: int | None = None
    """On a scale the number stored, or ``None``: stored as missing under the choice's id."""


class Scale(Record):
    """A response scale with the stem that its items complete, and those of the then-test."""

    id: Id
    stem: Text
    then_stem: Text | None = None
    then_intro: Text | None = None
    choices: tuple[Choice, ...]


class Bin(Record):
    """A place to sort cards into."""

    id: Id
    label: Text


class Card(Record):
    """One card of a sort, with the bin that the course argues for and the reason."""

    id: Id
    text: Text
    bin: Id
    explain: Text


class Words(Record):
    """How long a text is asked to be, in words. Shown and counted, never enforced."""

    least: int = Field(ge=0)
    most: int = Field(gt=0)


class ChoiceAlone(Record):
    """What is said instead of a choice's words to whoever takes the course without a class."""

    label: Text | None = None
    explain: Text | None = None


class ItemAlone(Record):
    """What is said instead of an item's words to whoever takes the course without a class."""

    title: Text | None = None
    prompt: Text | None = None
    checklist: tuple[Text, ...] = ()
    choices: dict[Id, ChoiceAlone] = Field(default_factory=dict)
