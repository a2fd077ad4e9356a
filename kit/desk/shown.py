"""A text as the page is told of it: no name, and of other markers what `Standing` lets through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.desk.alike import Alike
from kit.desk.marks import Standing
from kit.desk.texts import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it was last told to the page."""

    code: str
    learner: str
    text: Text
    standing: Mapping[str, Standing]
    alike: Sequence[Alike] = ()
    """Texts that are nearly the same."""

    @property
    def open(self) -> int:
        """How many criteria wait for this marker."""
        return sum(one.open for one in self.standing.values())

    @property
    def has_own(self) -> bool:
        """Whether none waits and every level is this marker's own; one of nbgrader's page is nobody's."""
        return not self.open and all(one.own is not None for one in self.standing.values())

    @property
    def again(self) -> bool:
        """Whether a level was given to an earlier text and waits to be looked at again."""
        return any(one.open and one.earlier is not None for one in self.standing.values())


def told(one: Shown) -> dict[str, Any]:
    """What the page is told of a text: no name, and of other markers what `Standing` lets through."""
    return {
        "code": one.code,
        "open": one.open,
        "again": one.again,
        "revision": one.text.revision,
        "text": one.text.text,
        "other": one.text.other,
        "also": one.text.also,
        "voice": one.text.voice,
        "cut": one.text.cut,
        "autograded": one.text.autograded,
        "alike": [other._asdict() for other in one.alike],
        "criteria": {
            name: {
                "own": s.own,
                "earlier": s.earlier,
                "counts": None if s.counts is None else {"level": s.counts.level, "rater": s.counts.rater},
                "gradebook": s.gradebook,
                "reason": s.reason,
                "open": s.open,
            }
            for name, s in one.standing.items()
        },
    }


def told_briefly(one: Shown) -> dict[str, Any]:
    """A text in the list of all."""
    return {
        "code": one.code,
        "open": one.open,
        "again": one.again,
        "missing": [name for name, s in one.standing.items() if s.open],
    }
