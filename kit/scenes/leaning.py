"""Lines and choices that lean on what was said: ``after`` holds on every path, and ``not_after`` on none."""

from collections import deque
from collections.abc import Iterable, Iterator

from kit.model.scenes import Line, SceneChoice
from kit.scenes.naming import Found, Loc
from kit.scenes.walking import Place, Walk, Way, in_voice

_Came = dict[Place, tuple[Place, Way] | None]
"""By place where a path came from and by which way; nothing at its start."""


def faults(found: Walk) -> Iterator[Found]:
    """Each path on which a line supposes what did not happen on it, or contradicts what did."""
    for loc, one, places in _leaning(found):
        if one.after:
            yield from _said_without(found, loc, one, places)
        for name in one.not_after:
            yield from _said_despite(found, loc, name, places)


def _said_without(found: Walk, loc: Loc, one: Line | SceneChoice, places: Iterable[Place]) -> Iterator[Found]:
    came = _reach(found, [found.start], avoiding=one.after)
    if here := next((place for place in places if place in came), None):
        wrong = f"this is said after none of {', '.join(one.after)}{_on(found, _taken(came, here)[1])}"
        right = "write what supposes nothing, ask for it by needs: or unless:, or add what it may follow"
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
        right = "ask for what tells them apart, by needs: or unless:, or write what is so either way"
        yield Found((*loc, "not_after"), f"this is said after {name}{_on(found, path)}", right)


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
    """Where a path to a place begins, and what is said on it."""
    path: list[str] = []
    while step := came[here]:
        here, way = step
        path.insert(0, _said(here, way))
    return here, path


def _said(place: Place, way: Way) -> str:
    return way.choice.id if way.choice else place.id


def _on(found: Walk, path: Iterable[str]) -> str:
    return f" {in_voice(found)} ({' → '.join(path) or 'at once'})"


def _leaning(found: Walk) -> Iterator[tuple[Loc, Line | SceneChoice, list[Place]]]:
    """Whatever leans on something, with its place in the file and the places of the walk where it shows."""
    where: dict[Loc, tuple[Line | SceneChoice, list[Place]]] = {}
    scene = found.scene
    for place, stop in found.stops.items():
        parts: list[tuple[Loc, Line | SceneChoice]] = []
        if turn := scene.turns.get(place.id):
            here: Loc = ("turns", place.id)
            parts += _shown(turn.lines, (*here, "lines"), place, found)
            offered = {way.choice.id for way in stop.ways if way.choice}
            parts += [
                ((*here, "choices", at), one) for at, one in enumerate(turn.choices) if one.id in offered
            ]
        else:
            ending = scene.endings[place.id]
            for key, lines in (("lines", ending.lines), ("later", ending.later)):
                parts += _shown(lines, ("endings", place.id, key), place, found)
        for loc, one in parts:
            if one.after or one.not_after:
                where.setdefault(loc, (one, []))[1].append(place)
    yield from ((loc, one, places) for loc, (one, places) in where.items())


def _shown(lines: Iterable[Line], loc: Loc, place: Place, found: Walk) -> Iterator[tuple[Loc, Line]]:
    """Lines that show at a place, and those that they stand in, each with its place in the file."""
    for at, line in enumerate(lines):
        here = (*loc, at)
        yield here, line
        if line.voices:
            inside = line.voices.get(found.voice, ())
            yield from _shown(inside, (*here, "voices", found.voice), place, found)
        elif line.needs:
            key = "lines" if place.known.issuperset(line.needs) else "otherwise"
            yield from _shown(getattr(line, key), (*here, key), place, found)
