"""Walk every path of a scene in one voice, place by place.

A place is a turn or an ending, with the known things that still matter there. Two paths that come to the same
place go on in the same way, so each place is walked only once. A scene with more than 20,000 places is not
walked to the end: `kit check` tells its author to remove conditions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kit.model.scenes import Line, Scene, SceneChoice
from kit.model.voices import VoiceId
from kit.scenes.naming import asked_for
from kit.scenes.playing import Known, ends_at, known_after, needed, offered, shown

MOST_PLACES = 20_000

MOST_VISITS = 2
"""How many times a path may come to the same turn."""


class Place(NamedTuple):
    """A turn or an ending, and the known things that still matter there."""

    id: str
    known: Known


class Way(NamedTuple):
    """One way on from a place, with a choice or without one."""

    choice: SceneChoice | None
    to: Place


@dataclass(frozen=True)
class Stop:
    """The lines shown at a place, and the ways on. Only endings have ``later``, and they have no ways on."""

    lines: tuple[Line, ...]
    later: tuple[Line, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass
class Walk:
    """A scene walked in one voice. ``year`` is what is known from earlier scenes."""

    scene: Scene
    voice: VoiceId
    year: Known
    start: Place
    stops: dict[Place, Stop] = field(default_factory=dict)
    """The walked places. Each one comes after all places that can follow it."""
    round: list[Place] = field(default_factory=list)
    """The places of a path that comes back to one turn too often. Empty if there is no such path."""
    stuck: Place | None = None
    """A place where no choice is offered and nothing else leads on."""
    too_many: bool = False

    @property
    def whole(self) -> bool:
        """Whether every path has been walked to its end."""
        return not (self.round or self.stuck or self.too_many)

    @cached_property
    def paths(self) -> int:
        """The number of paths."""
        count: dict[Place, int] = {}
        for place, stop in self.stops.items():
            count[place] = sum(count[way.to] for way in stop.ways) or 1
        return count[self.start]


def in_voice(found: Walk) -> str:
    """Return the voice and the year of a walk, in words for the scene's author."""
    knowing = f" with {', '.join(sorted(found.year))} known" if found.year else ""
    return f"in voice {found.voice}{knowing}"


def years(scene: Scene) -> list[Known]:
    """Return what a learner may know from earlier scenes and choices.

    That is nothing, everything that the scene asks for, or just one of those things. A learner takes only one
    option of a choice, so there is an "everything" with each option.
    """
    asked = sorted({name for name in asked_for(scene) if "." in name})
    options: dict[str, list[str]] = {}
    for name in asked:
        if (choice := name.partition(".")[0]) in scene.chosen:
            options.setdefault(choice, []).append(name)
    of_scenes = frozenset(asked).difference(*options.values())
    most = max(map(len, options.values()), default=1)
    everything = [of_scenes.union(those[at % len(those)] for those in options.values()) for at in range(most)]
    alone = [frozenset({one}) for one in asked] if len(asked) > 1 else []
    return list(dict.fromkeys([frozenset(), *everything, *alone]))


def walk(scene: Scene, voice: VoiceId, year: Known = frozenset()) -> Walk:
    """Walk all paths of a scene whose ids all exist."""
    matters = _what_matters(scene, voice)
    found = Walk(scene, voice, year, Place(scene.start, year & matters[scene.start]))
    _visit(found, found.start, matters, [])
    return found


def _visit(found: Walk, here: Place, matters: Mapping[str, Known], above: list[Place]) -> None:
    if here in found.stops or not found.whole:
        return
    before = [place for place in above if place.id == here.id]
    if here in before or len(before) == MOST_VISITS:
        found.round = above[above.index(before[-1]) :]
        return
    if len(found.stops) + len(above) >= MOST_PLACES:
        found.too_many = True
        return
    scene, voice = found.scene, found.voice
    if ends_at(scene, here.id):
        ending = scene.endings[here.id]
        lines, later = (tuple(shown(part, voice, here.known)) for part in (ending.lines, ending.later))
        found.stops[here] = Stop(lines, later)
        return
    turn = scene.turns[here.id]
    onward: list[tuple[SceneChoice | None, Mapping[VoiceId, str], Known]]
    onward = [(one, one.to, known_after(one, here.known)) for one in offered(turn, voice, here.known)]
    if not onward and turn.to:
        onward = [(None, turn.to, here.known)]
    if not onward:
        found.stuck = here
        return
    ways = tuple(Way(choice, Place(to[voice], known & matters[to[voice]])) for choice, to, known in onward)
    above.append(here)
    for way in ways:
        _visit(found, way.to, matters, above)
    above.pop()
    if found.whole:
        found.stops[here] = Stop(tuple(shown(turn.lines, voice, here.known)), (), ways)


def _what_matters(scene: Scene, voice: VoiceId) -> dict[str, Known]:
    """Return, for each turn and ending, the conditions that may still be checked from there on."""
    matters = {id: frozenset(needed([*one.lines, *one.later])) for id, one in scene.endings.items()}
    for id, turn in scene.turns.items():
        conditions = {name for one in turn.choices for name in (*one.needs, *one.unless)}
        matters[id] = frozenset(conditions).union(needed(turn.lines))
    changed = True
    while changed:
        changed = False
        for id, turn in scene.turns.items():
            goals = [one.to[voice] for one in turn.choices if voice in one.voices]
            goals += [turn.to[voice]] if turn.to else []
            more = matters[id].union(*(matters[goal] for goal in goals))
            changed |= more != matters[id]
            matters[id] = more
    return matters
