"""By ending of a walked scene: what is learned on the way, what is promised, and whether she was asked."""

from dataclasses import dataclass, field

from kit.scenes.walking import Place, Walk


@dataclass
class Reached:
    """What all paths to one ending have been through."""

    most: int = 0
    """Notes that the path learns which learns most."""
    least: int | None = None
    """Notes that every path learns."""
    most_unasked: int | None = None
    """Notes that a path learns at most which has no open question to her; ``None`` where each has one."""
    promised: set[str] = field(default_factory=set)
    """Promises that some path makes."""
    not_promised: set[str] = field(default_factory=set)
    """Promises that some path does not make."""


def reached(found: Walk) -> dict[str, Reached]:
    """Every ending that a path comes to."""
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
