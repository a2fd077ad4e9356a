"""A text as the page gets it: without a name, and with only what `Standing` reveals of other markers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.desk.alike import Alike
from kit.desk.marks import Standing
from kit.desk.texts import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """A text with the state of its criteria, as the desk last read them."""

    code: str
    learner: str
    text: Text
    standing: Mapping[str, Standing]
    alike: Sequence[Alike] = ()
    """Texts that are nearly the same."""

    @property
    def open(self) -> int:
        """How many criteria are waiting for this marker."""
        return sum(one.open for one in self.standing.values())

    @property
    def has_own(self) -> bool:
        """Whether no criterion is waiting and this marker gave all levels; gradebook marks don't count."""
        return not self.open and all(one.own is not None for one in self.standing.values())

    @property
    def again(self) -> bool:
        """Whether a criterion is waiting that has a level for an earlier text, to be checked again."""
        return any(one.open and one.earlier is not None for one in self.standing.values())


def told(one: Shown) -> dict[str, Any]:
    """Return a text as JSON data for the page: no name, and only what `Standing` reveals of other markers."""
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
    """Return a text's entry in the list of all texts."""
    return {
        "code": one.code,
        "open": one.open,
        "again": one.again,
        "missing": [name for name, s in one.standing.items() if s.open],
    }
