"""Make up the learners, the times when they work, and the levels that two markers give. No I/O."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from kit.content.sample_class import SampleWords
from kit.model import Assignment, PlainError, Rating

_MOST = 2_000
COMPLETE = 13
"""In a smaller class, only the last two learners withhold consent, leave early, or skip self-ratings."""


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up learner. The fields say nothing about the person, only what the answers will be like."""

    id: str
    number: int
    writing: float
    """Mean level of their first texts, 0 to 3."""
    practice: float
    """Mean of their first self-ratings, 0 to 4."""
    growth: float
    """How much both rise over the year."""
    consent: bool
    quotes: bool
    """Agrees to have a sentence read in class."""
    leaves: bool
    """Stops after the third notebook."""
    thorough: bool
    """Answers everything that everybody is asked, and so finishes the course."""
    submits: bool
    """Hands in with ``nbgrader submit``. Everybody else sends a zip."""
    example: str | None
    """Id of the example that they hand in as one of their texts."""


def people(count: int, seed: int, names: tuple[str, ...]) -> tuple[Person, ...]:
    """Return the class. The same count and seed give the same class.

    If the class is large enough, one learner submits with nbgrader, one has a text in Spanish, one has a
    sentence that judges a family, one did not consent, and one leaves early. Every fourth learner finishes
    the course, unless they are the one who leaves. Raises `KitError` if the count is out of range.

    >>> [p.id for p in people(3, 1, ("elm", "oak"))]
    ['made-up-elm', 'made-up-oak', 'made-up-elm-2']
    >>> [p.consent for p in people(3, 1, ("elm", "oak"))]
    [True, True, False]
    """
    if not 1 <= count <= _MOST:
        raise PlainError(f"--learners {count} is not possible; a sample class has 1 to {_MOST:,} learners.")
    return tuple(_person(number, count, seed, names) for number in range(count))


def _person(number: int, count: int, seed: int, names: tuple[str, ...]) -> Person:
    # Seeded by number, so that a larger class starts with the same people.
    chance = Random(f"{seed}/{number}/who")  # noqa: S311  # a sample class, no secret
    turn, name = divmod(number, len(names))
    small = count < COMPLETE
    last, last_but_one = number == count - 1, number == count - 2
    odd = chance.random()
    leaves = (last_but_one and count > 4) or (not small and number > 2 and odd > 0.94)
    special = {1: "deficit_framed", 2 if count > 3 else 0: "in_spanish"}
    return Person(
        id=f"made-up-{names[name]}" + (f"-{turn + 1}" if turn else ""),
        number=number,
        writing=chance.gauss(1.35, 0.45),
        practice=chance.gauss(1.6, 0.5),
        growth=chance.gauss(0.7, 0.25),
        consent=not (last and count > 1) and (small or number < 3 or odd > 0.06),
        quotes=number % 4 == 1,
        leaves=leaves,
        thorough=number % 4 == 0 and not leaves,
        submits=number == 0,
        example=special.get(number),
    )


# A past school year, so that no date is in the future.
_FIRST = datetime(2025, 9, 8, 15, 0, tzinfo=UTC)


def weeks(assignments: Iterable[Assignment]) -> dict[str, int]:
    """Return each assignment's week, from 0: one apart, two before *post*, and eight before *follow_up*.

    >>> from kit.content import compiled
    >>> weeks(compiled().cases["ms_perez"].items.assignments)["follow_up"]
    15
    """
    found: dict[str, int] = {}
    week = 0
    for number, one in enumerate(assignments):
        if number:
            week += 8 if "follow_up" in one.occasions else 2 if "post" in one.occasions else 1
        found[one.id] = week
    return found


def answered(week: int, number: int) -> datetime:
    """Return when the learner with this number starts the notebook of a week.

    >>> answered(1, 0).date().isoformat()
    '2025-09-15'
    """
    return _FIRST + timedelta(weeks=week, days=number % 4, minutes=7 * (number % 60))


@dataclass(frozen=True, slots=True)
class Text:
    """A text that markers will read, and the levels that it was composed to earn."""

    learner: str
    assignment: str
    week: int
    item: str
    revision: str
    levels: dict[str, int]


_SURE = (0.86, 0.82)
"""How often each marker gives the level that a text was composed to earn. Otherwise the level is one off."""


def ratings(text: Text, seed: int, words: SampleWords) -> Iterator[Rating]:
    """Yield both markers' ratings of one text, first all of the first marker's."""
    chance = Random(f"{seed}/{text.learner}/{text.item}/marks")  # noqa: S311  # a sample class, no secret
    given = [{c: _found(level, sure, chance) for c, level in text.levels.items()} for sure in _SURE]
    for marker, levels in enumerate(given):
        for criterion, level in levels.items():
            differs = given[0][criterion] != level
            counts = marker == 1 and differs and chance.random() < 0.5
            reason = words.reasons["second" if counts else "first"] if differs else None
            yield Rating(
                rater=words.markers[marker],
                learner=text.learner,
                item=text.item,
                criterion=criterion,
                level=level,
                at=_FIRST + timedelta(weeks=text.week, days=5 + marker, hours=2),
                revision=text.revision,
                primary=counts,
                reason=reason,
            )


def _found(level: int, sure: float, chance: Random) -> int:
    if chance.random() < sure:
        return level
    return min(3, max(0, level + chance.choice((-1, 1))))
