"""Check ``after`` and ``not_after`` of lines and choices on every path.

Every path to a line must pass one of the names in its ``after``, and no path may pass any in ``not_after``.
"""

from collections import deque
from collections.abc import Iterable, Iterator

from kit.model.scenes import Line, Scene, SceneChoice
from kit.scenes.naming import Found, Loc, all_lines
from kit.scenes.walking import Place, Walk, Way, in_voice

_Came = dict[Place, tuple[Place, Way] | None]
"""For each place on a path, the place before it and the way taken. ``None`` at the start."""

_CONDITION = "add a condition with needs: or unless:"


def faults(found: Walk) -> Iterator[Found]:
    """Yield a fault for each line or choice that assumes what didn't happen, or contradicts what did.

    Each fault names one path on which that is so.
    """
    for loc, one, places in _leaning(found):
        if one.after:
            yield from _said_without(found, loc, one, places)
        for name in one.not_after:
            yield from _said_despite(found, loc, name, places)


def _said_without(found: Walk, loc: Loc, one: Line | SceneChoice, places: Iterable[Place]) -> Iterator[Found]:
    came = _reach(found, [found.start], avoiding=one.after)
    if here := next((place for place in places if place in came), None):
        path = _on(_taken(came, here)[1])
        wrong = f"{in_voice(found)}, a path comes here without {' or '.join(one.after)} {path}"
        right = f"write a line that assumes nothing, {_CONDITION}, or list what else it may follow"
        yield Found((*loc, "after"), wrong, right)


def _said_despite(found: Walk, loc: Loc, name: str, places: Iterable[Place]) -> Iterator[Found]:
    before = _reach(found, [found.start])
    passing = {
        way.to: (place, way)
        for place in before
        for way in found.stops[place].ways
        if name in _names(place, way)
    }
    came = _reach(found, passing)
    if here := next((place for place in places if place in came), None):
        root, since = _taken(came, here)
        place, way = passing[root]
        path = [*_taken(before, place)[1], _said(place, way), *since]
        wrong = f"{in_voice(found)}, a path comes here after {name} {_on(path)}"
        yield Found((*loc, "not_after"), wrong, f"{_CONDITION}, or write a line that is true either way")


def _names(place: Place, way: Way) -> set[str]:
    return {place.id, f"{place.id}.{way.choice.id}"} if way.choice else {place.id}


def _reach(found: Walk, starts: Iterable[Place], *, avoiding: Iterable[str] = ()) -> _Came:
    avoided = set(avoiding)
    came: _Came = {place: None for place in starts if place.id not in avoided}
    waiting = deque(came)
    while waiting:
        place = waiting.popleft()
        for way in found.stops[place].ways:
            if way.to not in came and not avoided & {*_names(place, way), way.to.id}:
                came[way.to] = (place, way)
                waiting.append(way.to)
    return came


def _taken(came: _Came, here: Place) -> tuple[Place, list[str]]:
    """Return where the path to a place begins, and the choices and turns on it."""
    path: list[str] = []
    while step := came[here]:
        here, way = step
        path.insert(0, _said(here, way))
    return here, path


def _said(place: Place, way: Way) -> str:
    return way.choice.id if way.choice else place.id


def _on(path: Iterable[str]) -> str:
    return f"({' → '.join(path) or 'at the start'})"


def _leaning(found: Walk) -> Iterator[tuple[Loc, Line | SceneChoice, list[Place]]]:
    """Yield each line or choice with a condition, its place in the file, and where it appears in the walk.

    A condition is ``after`` or ``not_after``.
    """
    leaning = {loc: one for loc, one in _everything(found.scene) if one.after or one.not_after}
    # A line's conditions also apply to the lines within it. Lines may be equal, so tell them apart by id().
    within = {
        id(one): [loc[:n] for n in range(1, len(loc) + 1) if loc[:n] in leaning]
        for loc, one in _everything(found.scene)
    }
    where: dict[Loc, list[Place]] = {}
    for place, stop in found.stops.items():
        offered = [way.choice for way in stop.ways if way.choice]
        for loc in {loc for one in (*stop.lines, *stop.later, *offered) for loc in within[id(one)]}:
            where.setdefault(loc, []).append(place)
    yield from ((loc, one, where[loc]) for loc, one in leaning.items() if loc in where)


def _everything(scene: Scene) -> Iterator[tuple[Loc, Line | SceneChoice]]:
    yield from all_lines(scene)
    for id, turn in scene.turns.items():
        yield from ((("turns", id, "choices", at), one) for at, one in enumerate(turn.choices))
