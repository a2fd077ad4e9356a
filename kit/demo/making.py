"""What the steps of a made-up year share: who and where, and what one step leaves for the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kit.demo.answers import Text
from kit.demo.people import Person
from kit.demo.places import Places
from kit.model import CaseContent, Content
from kit.model.sample_class import SampleClass

Tick = Callable[[], None]
"""Called when one more of a step's units is done."""


@dataclass
class Making:
    """A year while it is made."""

    places: Places
    seed: int
    people: tuple[Person, ...]
    content: Content
    case: CaseContent
    sample: SampleClass
    texts: list[Text] = field(default_factory=list)
    """Texts that markers will read."""

    @property
    def assignments(self) -> list[str]:
        """Ids of all assignments, in the course's order."""
        return [one.id for one in self.case.items.assignments]

    @property
    def graded(self) -> list[str]:
        """Ids of the assignments whose text is marked in the gradebook."""
        return [one.id for one in self.case.items.assignments if one.graded]
