"""Measure the shortest, longest and slowest path of a walked scene, and how many of the words are hers."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kit.scenes.walking import Place, Stop, Walk, Way

Count = Callable[[str], int]
"""A function that counts the words of a text."""

_READ = 200
"""Words read per minute."""

_CHOSEN = 1 / 6
"""Minutes per choice."""


class Length(NamedTuple):
    """The length of a path or a part of one: its words in English, how many are hers, and its choices."""

    words: int
    hers: int
    choices: int
    later: int = 0
    """The words of what comes weeks later. They are part of `words`, but not of `hers`."""

    @property
    def minutes(self) -> float:
        """The minutes that it takes to read and choose.

        >>> round(Length(words=600, hers=200, choices=6).minutes, 1)
        4.0
        """
        return self.words / _READ + self.choices * _CHOSEN

    @property
    def share(self) -> float:
        """Her share of the conversation, without what comes weeks later.

        >>> Length(words=400, hers=100, choices=6, later=100).share
        0.3333333333333333
        """
        talk = self.words - self.later
        return self.hers / talk if talk else 1.0

    def plus(self, other: "Length") -> "Length":
        """Return the length of both, one after the other."""
        return Length(*(a + b for a, b in zip(self, other, strict=True)))


class Taken(NamedTuple):
    """A path with its length: the ways taken from the start to an ending."""

    length: Length
    ways: tuple[Way, ...]


def shortest(found: Walk, person: str, count: Count) -> Taken:
    """Return the path with the fewest words."""
    return _best(found, person, count, lambda length: -length.words)


def longest(found: Walk, person: str, count: Count) -> Taken:
    """Return the path with the most words."""
    return _best(found, person, count, lambda length: length.words)


def slowest(found: Walk, person: str, count: Count) -> Taken:
    """Return the path that takes the most minutes."""
    return _best(found, person, count, lambda length: length.minutes)


def shortest_to(found: Walk, person: str, count: Count) -> dict[str, Taken]:
    """Return the path with the fewest words to each ending, by ending, in the order of the file."""
    lengths = _lengths(found, person, count)
    best: dict[Place, dict[str, tuple[Length, Way | None]]] = {}
    for place, stop in found.stops.items():
        here = best[place] = {} if stop.ways else {place.id: (lengths[place], None)}
        for way in stop.ways:
            for ending, (rest, _) in best[way.to].items():
                whole = lengths[place].plus(_chosen(way, count)).plus(rest)
                if ending not in here or whole.words < here[ending][0].words:
                    here[ending] = (whole, way)
    return {
        id: Taken(best[found.start][id][0], tuple(_along(best, found.start, id)))
        for id in found.scene.endings
        if id in best[found.start]
    }


def _along(
    best: Mapping[Place, Mapping[str, tuple[Length, Way | None]]], place: Place, ending: str
) -> Iterator[Way]:
    while way := best[place][ending][1]:
        yield way
        place = way.to


def _best(found: Walk, person: str, count: Count, wanted: Callable[[Length], float]) -> Taken:
    lengths = _lengths(found, person, count)
    best: dict[Place, tuple[Length, Way | None]] = {}
    for place, stop in found.stops.items():
        ways = [(lengths[place].plus(_chosen(way, count)).plus(best[way.to][0]), way) for way in stop.ways]
        best[place] = max(ways, key=lambda one: wanted(one[0])) if ways else (lengths[place], None)
    ways_taken, place = [], found.start
    while way := best[place][1]:
        ways_taken.append(way)
        place = way.to
    return Taken(best[found.start][0], tuple(ways_taken))


def _lengths(found: Walk, person: str, count: Count) -> dict[Place, Length]:
    return {place: _length(stop, person, count) for place, stop in found.stops.items()}


def _length(stop: Stop, person: str, count: Count) -> Length:
    talk, later = (
        [(line, count(line.room or line.en or "")) for line in part] for part in (stop.lines, stop.later)
    )
    hers = sum(words for line, words in talk if line.who == person)
    after = sum(words for _, words in later)
    return Length(sum(words for _, words in talk) + after, hers, 0, after)


def _chosen(way: Way, count: Count) -> Length:
    return Length(count(way.choice.words), 0, 1) if way.choice else Length(0, 0, 0)
