"""Numbers as they stand in a report's sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kit.measures.results import Estimate, Withheld
from kit.report.charts.numbers import interval

HELD_BACK = "withheld"
"""What stands for a number that is withheld; the reasons follow under the table."""


def estimated(found: Estimate | Withheld, places: int = 1, *, signed: bool = False) -> str:
    r"""An estimate with its interval and n.

    >>> estimated(Estimate(1.25, 0.81, 1.72, 12, "t interval")).replace("\N{NO-BREAK SPACE}", " ")
    '1.2 (0.8 to 1.7), n = 12'
    >>> estimated(Withheld("fewer than 10 people"))
    'withheld'
    """
    if isinstance(found, Withheld):
        return HELD_BACK
    return f"{interval(found, places, signed=signed)}, n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{found.n}"


def counted(found: int | Withheld) -> str:
    """A count, or that it is withheld.

    >>> counted(12), counted(Withheld("fewer than 10 people"))
    ('12', 'withheld')
    """
    return HELD_BACK if isinstance(found, Withheld) else str(found)


def reasons(found: Iterable[object]) -> list[str]:
    """Why numbers are withheld, each reason once, as sentences.

    >>> reasons([3, Withheld("fewer than 10 people"), Withheld("fewer than 10 people")])
    ['Withheld: fewer than 10 people.']
    """
    given = dict.fromkeys(one.reason for one in found if isinstance(one, Withheld))
    return [f"Withheld: {reason.rstrip('.')}." for reason in given]


def several(names: Sequence[str]) -> str:
    """Names in a row.

    >>> several(["a"]), several(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def how_many(count: int, noun: str) -> str:
    """A count with its noun.

    >>> how_many(1, "learner"), how_many(3, "learner")
    ('1 learner', '3 learners')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
