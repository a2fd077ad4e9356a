"""What a coach may praise, each with the sentence that shows it.

The names of what must stand in the sentence are sections of ``cue_lists/quoting.txt``. The words of a praise
stand in ``interface.yaml`` by its name.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from typing import NamedTuple

from kit.reading.quoting import Line, Writing

Pointed = Mapping[tuple[str, int], Set[int]]
"""Where the sentences stand that earn a criterion a level or more."""

SOLID = 2
"""From this level on there is something to praise."""


class Praise(NamedTuple):
    """What may be praised in a sentence that is quoted with it."""

    name: str
    fits: Callable[[Line], bool]
    criterion: str = ""
    """The reading must point to the sentence for this criterion too, and give it a level of 2 or more."""
    doubtful: tuple[str, ...] = ("judges", "closes_out")
    """A sentence with one of these is not praised: it may judge somebody."""
    after: tuple[str, ...] = ()
    """A sentence before it has one of these."""
    near: tuple[str, ...] = ()
    """It, or one of the two sentences before it, has one of these ..."""
    not_near: tuple[str, ...] = ()
    """... and none of them one of these."""


_HARSH = ("harsh",)
_UNFAIR = ("harsh", "verdict", "closes_out", "lacks", "decides")
_TOLD = ("spoke_so", "told_writer", "from_them")
_NOT_THEIRS = (
    "staff_word", "of_writer", "of_others", "i_said", "paper", "if", "never", "ahead_of_writer",
    "what_they_said",
)  # fmt: skip

PRAISES = (
    Praise("asked_changed", lambda s: s.has("changed") and not s.has("plans_wide"), after=("asked_family",)),
    Praise(
        "asked",
        lambda s: (
            (
                s.has("asked_what")
                or (s.has("asked_family") and (s.has("openly") or s.quotes_open_question))
                or (s.has("i_asked_so", "asks_by_me") and (s.has("asks_openly") or s.quotes_open_question))
            )
            and not s.has("not_openly", "staff_word", "ahead_of_writer")
        ),
        doubtful=_HARSH,
        near=("family", "asked_family"),
    ),
    Praise("checked", lambda s: s.has("checked")),
    Praise(
        "own_part", lambda s: s.has("own_part") and not s.has("not_by_writer", "closes_out"), doubtful=_HARSH
    ),
    Praise(
        "works",
        lambda s: (
            s.has("works_for_them")
            and s.has("asked_family", "i_will_ask", "will_ask")
            and not s.has("not_openly_told", "should_ask")
        ),
    ),
    Praise("weighs", lambda s: s.has("weighs"), "assumption"),
    Praise("assumed", lambda s: s.has("assumed") and s.has("about_them"), doubtful=_HARSH),
    Praise("assumed", lambda s: s.has("assumed", "thought_of_them"), "assumption", _HARSH),
    Praise("changed", lambda s: s.has("changed") and not s.has("plans_wide"), "strategy"),
    Praise(
        "looks_again",
        lambda s: s.has("looks_again") and s.has("about_them", "paper"),
        doubtful=("harsh", "verdict", "closes_out", "if"),
    ),
    Praise("unsure", lambda s: s.has("says_unsure"), doubtful=_HARSH),
    Praise(
        "plan",
        lambda s: (
            s.has("plans", "plain_plan", "plans_wide", "ahead_of_writer")
            and s.has("dated")
            and not s.has("perhaps", "changed", "looks_again")
        ),
        "action",
        ("harsh", "closes_out"),
    ),
    Praise(
        "words", lambda s: s.quotes_much and s.has("spoke_so") and not s.has("i_said", "paper", "not_openly")
    ),
    Praise(
        "from_them",
        lambda s: s.has(*_TOLD) and s.has("about_them") and not s.has(*_NOT_THEIRS),
        "perspective",
        _HARSH,
        near=("family",),
        not_near=("staff_word", "of_writer"),
    ),
    Praise("assumed", lambda s: s.has("was_so") and s.has("about_them"), "assumption", _HARSH),
    Praise(
        "did", lambda s: s.has("i_did") and not s.has("ahead_of_writer", "i_said", "felt_by_me"), "strategy"
    ),
    Praise(
        "from_them",
        lambda s: s.has("from_them") and not s.has(*_NOT_THEIRS),
        doubtful=_HARSH,
        near=("family", "asked_family"),
        not_near=("staff_word", "of_writer"),
    ),
)
"""In the order of what is worth most."""

LAST = (
    Praise(
        "heard",
        lambda s: (
            s.has("spoke_so", "told_writer", "from_them", "said_if")
            and s.has("about_them")
            and not s.has("staff_word", "of_others", "i_said")
        ),
        "perspective",
        _UNFAIR,
        near=("family", "asked_family", "kin_of_others", "one_of_them"),
    ),
    Praise(
        "did",
        lambda s: (
            (s.has("i_did", "gives", "own_change") or (s.has("has_moved") and not s.has("about_them")))
            and not s.has("i_said", "if", "vague")
        ),
        "strategy",
        _UNFAIR,
    ),
    Praise(
        "assumed",
        lambda s: s.has("was_so", "old_belief") and not s.has("not_by_writer", "plans_wide"),
        "assumption",
        ("harsh", "closes_out"),
    ),
)
"""For a text that is asked nothing: it must say what works."""


def praises_for(praise: Praise, writing: Writing, pointed: Pointed) -> Iterator[Line]:
    """The sentences that earn a praise."""
    for at, line in enumerate(writing.lines):
        before = writing.lines[:at]
        if (
            line.can_be_shown
            and praise.fits(line)
            and not line.has(*praise.doubtful)
            and (not praise.criterion or line.start in pointed.get((praise.criterion, SOLID), ()))
            and (not praise.after or any(one.has(*praise.after) for one in before))
            and (not praise.near or any(one.has(*praise.near) for one in (*before[-2:], line)))
            and not any(one.has(*praise.not_near) for one in (*before[-2:], line))
        ):
            yield line
