"""``demo/*.yaml``: what the answers of the made-up sample class are put together from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kit.model.records import Id, ItemId, Record, Text

IfThen = dict[Literal["if", "then"], Text]
Level = Annotated[int, Field(ge=0, le=3)]


class Story(Record):
    """One event told in parts: for each criterion what a text says at level 0, 1, 2 and 3.

    Any part goes with any other; ``{day}`` and the like are filled from `SampleWords.fill`.
    """

    id: Id
    item: ItemId
    parts: dict[Id, tuple[Text, Text, Text, Text]]


class Stories(Record):
    """``reflections.yaml``, ``vignettes.yaml`` and ``plans.yaml``: stories of one kind of task."""

    schema_version: Literal[1]
    stories: tuple[Story, ...] = Field(min_length=1)


class ShortTexts(Record):
    """``short_texts.yaml``: answers to items that nobody marks; one is drawn for each learner."""

    schema_version: Literal[1]
    texts: dict[ItemId, tuple[Text | IfThen, ...]]


class Example(Record):
    """A text that stands as it is, with the levels it earns and a note that goes before it."""

    id: Id
    item: ItemId
    note: Text
    text: Text
    levels: dict[Id, Level]


class Examples(Record):
    """``examples.yaml``: texts that a marker should have seen once."""

    schema_version: Literal[1]
    texts: tuple[Example, ...]


class SampleWords(Record):
    """``words.yaml``: names of learners and markers, fillers, and the words that say that all is made up."""

    schema_version: Literal[1]
    fill: dict[Id, tuple[Text, ...]]
    learners: tuple[Text, ...] = Field(min_length=2)
    markers: tuple[Text, Text]
    banner: Text
    reasons: dict[Literal["first", "second"], Text]


class SampleClass(Record):
    """Everything together, as ``kit build`` compiles it into ``demo.json``."""

    schema_version: Literal[1] = 1
    stories: tuple[Story, ...]
    texts: dict[ItemId, tuple[Text | IfThen, ...]]
    examples: tuple[Example, ...]
    words: SampleWords
