"""What every directive is given, and how it says that something does not exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from kit.model import Case, CaseContent, Content

T = TypeVar("T")


class DirectiveFault(Exception):
    """A directive that names nothing: what is wrong, and what right looks like."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong}; {right}")
        self.wrong, self.right = wrong, right


@dataclass(frozen=True)
class Source:
    """What a directive may draw on: all content, and the case that the notebook is about."""

    content: Content
    case_id: str

    @property
    def case(self) -> Case:
        """The case that the notebook is about."""
        return self.whole.case

    @property
    def whole(self) -> CaseContent:
        """That case with its items, voices and pages."""
        return self.content.cases[self.case_id]


def named(kind: str, argument: str, known: Mapping[str, T]) -> T:
    """What an argument names among the known; raises `DirectiveFault`."""
    if argument not in known:
        raise DirectiveFault(f"there is no {kind} {argument!r}", f"use one of {', '.join(known)}")
    return known[argument]
