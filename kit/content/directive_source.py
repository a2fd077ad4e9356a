"""What every directive gets to work with, and the error for one that can't be expanded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from kit.model import Case, CaseContent, Content, KitError

T = TypeVar("T")


class DirectiveFault(KitError):
    """A directive that can't be expanded. Whoever reads the text adds file and line."""


@dataclass(frozen=True)
class Source:
    """What a directive can draw on: all content, and the case that the notebook is about."""

    content: Content
    case_id: str

    @property
    def case(self) -> Case:
        """The case that the notebook is about."""
        return self.whole.case

    @property
    def whole(self) -> CaseContent:
        """Everything in that case: its items, voices, pages and scenes."""
        return self.content.cases[self.case_id]


def named(kind: str, argument: str, known: Mapping[str, T]) -> T:
    """Return the entry of ``known`` that an argument names; raises `DirectiveFault` if there is none."""
    if argument not in known:
        raise DirectiveFault("content.directive_name", kind=kind, name=argument, known=tuple(known))
    return known[argument]
