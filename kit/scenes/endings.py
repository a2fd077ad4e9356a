"""Summarize the paths to each ending: what they learn, what they promise, and whether they ask her."""

from dataclasses import dataclass, field

from kit.scenes.walking import Place, Walk


@dataclass
class Reached:
    """A summary of all paths to one ending. A note that two choices of a path give counts twice."""

    most: int = 0
    """The number of notes on the path that learns the most."""
    least: int | None = None
    """The number of notes on the path that learns the fewest."""
    most_unasked: int | None = None
    """The most notes on a path without an open question to her, or ``None`` if every path has one."""
    promised: set[str] = field(default_factory=set)
    """The promises that at least one path makes."""
    not_promised: set[str] = field(default_factory=set)
    """The promises that at least one path does not make."""


def reached(found: Walk) -> dict[str, Reached]:
    """Return a summary for every ending that a path reaches, by the ending's id."""
    every = set(found.scene.promises)
    after: dict[Place, dict[str, Reached]] = {}
    for place, stop in found.stops.items():
        here = after[place] = {} if stop.ways else {place.id: Reached(0, 0, 0, set(), set(every))}
        for choice, to in stop.ways:
            learns = len(set(choice.learns)) if choice else 0
            asks, promises = (choice.genuine, set(choice.promises)) if choice else (False, set())
            for id, rest in after[to].items():
                one = here.setdefault(id, Reached())
                one.most = max(one.most, learns + rest.most)
                least = learns + (rest.least or 0)
                one.least = least if one.least is None else min(one.least, least)
                if rest.most_unasked is not None and not asks:
                    one.most_unasked = max(one.most_unasked or 0, learns + rest.most_unasked)
                one.promised |= promises | rest.promised
                one.not_promised |= rest.not_promised - promises
    return after[found.start]
