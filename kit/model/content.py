"""All that an author writes in ``case_studies/``, put together as ``kit build`` compiles it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kit.model.case import Case
from kit.model.errors import NotFound
from kit.model.framework import Framework, Rubric
from kit.model.interface import Interface
from kit.model.items import Assignment, Item, Items
from kit.model.law import Law, Overlay
from kit.model.records import Occasion, Record


class CaseContent(Record):
    """A case with its items."""

    case: Case
    items: Items

    def item(self, id: str) -> Item:
        """The item of that id; raises `KeyError`."""
        return {i.id: i for i in self.items.items}[id]

    @property
    def vignettes(self) -> tuple[Item, ...]:
        """The two parallel forms, or none."""
        return tuple(i for i in self.items.items if i.kind == "vignette")

    def handed_in(self, assignment: Assignment) -> tuple[Item, ...]:
        """The items whose answers may travel with a hand-in, in order."""
        asked: tuple[Occasion, ...] = assignment.occasions or ("during",)
        return tuple(i for i in self.items.items if any(assignment.takes(i, o) for o in asked))


class Content(Record):
    """Everything that ``kit build`` compiles into ``content.json``."""

    schema_version: Literal[1] = 1
    framework: Framework
    rubric: Rubric
    law: Law
    words: Interface
    """What forms and pages say: ``content.words["rated.pre"]``."""
    translations: dict[str, Interface] = Field(default_factory=dict)
    """The same words by language, such as ``es``."""
    cases: dict[str, CaseContent]
    overlays: dict[str, Overlay] = Field(default_factory=dict)
    """By state; shown only where somebody asks for that state (`kit.content.law_for`)."""

    def in_language(self, language: str) -> Content:
        """The content with its interface in another language; raises `NotFound` where there is none."""
        if language not in self.translations:
            raise NotFound(
                f"there is no interface.{language}.yaml in case_studies; write it and run `kit build`."
            )
        return self.model_copy(update={"words": self.translations[language]})
