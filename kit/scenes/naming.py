"""Check that a scene's names exist: turns, endings, notes, promises, people, earlier scenes and choices."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kit.model.scenes import Line, Scene
from kit.scenes.playing import needed

Loc = tuple[int | str, ...]


class Found(NamedTuple):
    """A fault in a scene: its place in the file, what is wrong, and what right looks like."""

    loc: Loc
    wrong: str
    right: str


@dataclass(frozen=True)
class Around:
    """The names from outside its file that a scene may use."""

    person: str
    """The id of the mother or father that the scene is about."""
    people: Collection[str]
    strategies: Collection[str]
    assignments: Collection[str]
    earlier: Mapping[str, Collection[str]]
    """What can be known from each scene that is played earlier, by scene."""
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The options of each shared choice of the course that comes earlier, by choice."""
    later: Collection[str] = ()
    """The scenes that are not played before this one."""


def can_be_known(scene: Scene) -> set[str]:
    """Return every note, promise and mark of a scene.

    These are the notes and promises that the scene declares, and the marks that its choices give.
    """
    marks = {mark for turn in scene.turns.values() for one in turn.choices for mark in one.marks}
    return {*scene.notes, *scene.promises, *marks}


def faults(scene: Scene, around: Around) -> Iterator[Found]:
    """Yield a fault for each name that refers to nothing, and for each id that refers to two things."""
    yield from _twice(scene)
    yield from leads_nowhere(scene)
    yield from _chosen(scene, around)
    if scene.dimension not in around.assignments:
        yield _no(("dimension",), "hand-in", scene.dimension, around.assignments)
    for at, strategy in enumerate(scene.practices):
        if strategy not in around.strategies:
            yield _no(("practices", at), "strategy", strategy, around.strategies)
    for id, promise in scene.promises.items():
        for key, endings in (("kept", promise.kept), ("broken", promise.broken)):
            for at, ending in enumerate(endings):
                if ending not in scene.endings:
                    yield _no(("promises", id, key, at), "ending", ending, scene.endings)
    for at, turn_id in enumerate(scene.debrief.look_at):
        if turn_id not in scene.turns:
            yield _no(("debrief", "look_at", at), "turn", turn_id, scene.turns)
    yield from _rooms(scene, around)
    for id, turn in scene.turns.items():
        for at, choice in enumerate(turn.choices):
            spot: Loc = ("turns", id, "choices", at)
            for name in choice.learns:
                if name not in scene.notes:
                    yield _no((*spot, "learns"), "note", name, scene.notes)
            for name in choice.promises:
                if name not in scene.promises:
                    yield _no((*spot, "promises"), "promise", name, scene.promises)
            yield from _conditions((*choice.needs, *choice.unless), spot, scene, around)
    for loc, line in all_lines(scene):
        yield from _conditions(line.needs, loc, scene, around)
        if line.who and line.who not in around.people:
            yield _no((*loc, "who"), "person in case.yaml", line.who, around.people)
        if line.who == around.person and not line.es:
            wrong = "a line of hers has no Spanish"
            yield Found(loc, wrong, "add es: with her words, next to en: with the interpreter's")


def leads_nowhere(scene: Scene) -> Iterator[Found]:
    """Yield a fault for each missing turn or ending that a scene leads to. Then no path can be walked."""
    places = {*scene.turns, *scene.endings}
    if scene.start not in scene.turns:
        yield _no(("start",), "turn", scene.start, scene.turns)
    for id, turn in scene.turns.items():
        here: Loc = ("turns", id)
        ways = [((*here, "choices", at, "to"), choice.to) for at, choice in enumerate(turn.choices)]
        for loc, to in [((*here, "to"), turn.to or {}), *ways]:
            for goal in dict.fromkeys(to.values()):
                if goal not in places:
                    yield _no(loc, "turn or ending", goal, places)


def all_lines(scene: Scene) -> Iterator[tuple[Loc, Line]]:
    """Yield every line of a scene, including lines within others, with its place in the file."""
    for id, turn in scene.turns.items():
        yield from _each(turn.lines, ("turns", id, "lines"))
    for id, ending in scene.endings.items():
        yield from _each(ending.lines, ("endings", id, "lines"))
        yield from _each(ending.later, ("endings", id, "later"))


def _each(lines: Iterable[Line], loc: Loc) -> Iterator[tuple[Loc, Line]]:
    for at, line in enumerate(lines):
        here = (*loc, at)
        yield here, line
        for voice, part in line.voices.items():
            yield from _each(part, (*here, "voices", voice))
        yield from _each(line.lines, (*here, "lines"))
        yield from _each(line.otherwise, (*here, "otherwise"))


def _twice(scene: Scene) -> Iterator[Found]:
    for id in scene.turns.keys() & scene.endings.keys():
        yield Found(
            ("endings", id), f"{id!r} is the id of both a turn and an ending", "give one of them another id"
        )
    for id in scene.notes.keys() & scene.promises.keys():
        yield Found(
            ("promises", id), f"{id!r} is the id of both a note and a promise", "give one of them another id"
        )
    for turn_id, turn in scene.turns.items():
        seen: set[str] = set()
        for at, choice in enumerate(turn.choices):
            if choice.id in seen:
                loc = ("turns", turn_id, "choices", at, "id")
                wrong = f"two choices of this turn have the id {choice.id!r}"
                yield Found(loc, wrong, "give each choice its own id")
            seen.add(choice.id)
            for mark in sorted({*choice.marks} & {*scene.notes, *scene.promises}):
                loc = ("turns", turn_id, "choices", at, "marks")
                yield Found(loc, f"{mark!r} is also a note or a promise", "give the mark another id")


def _chosen(scene: Scene, around: Around) -> Iterator[Found]:
    asked = {name.partition(".")[0] for name in asked_for(scene) if "." in name}
    for name, item in scene.chosen.items():
        here = ("chosen", name)
        if name in around.earlier or name in around.later:
            right = "write another name here, and in each needs: and unless: that uses it"
            yield Found(here, f"{name!r} is also a scene", right)
        elif item not in around.choices:
            yield _no(here, "earlier shared choice", item, around.choices)
        elif name not in asked:
            right = f"write needs: [{name}.{next(iter(around.choices[item]))}] somewhere, or remove it"
            yield Found(here, f"no needs: or unless: uses {name!r}", right)


def _rooms(scene: Scene, around: Around) -> Iterator[Found]:
    places = {*scene.turns, *scene.endings}
    for n, room in enumerate(scene.room):
        for at in room.at:
            if at not in places:
                yield _no(("room", n, "at"), "turn or ending", at, places)
        for person in room.people:
            if person not in around.people:
                yield _no(("room", n), "person in case.yaml", person, around.people)
        if room.page and room.page not in {"table", *room.people}:
            yield _no(("room", n, "page"), "person in this picture", room.page, ["table", *room.people])


def asked_for(scene: Scene) -> Iterator[str]:
    """Yield everything that the choices and lines of a scene depend on."""
    for turn in scene.turns.values():
        yield from needed(turn.lines)
        for one in turn.choices:
            yield from (*one.needs, *one.unless)
    for ending in scene.endings.values():
        yield from needed([*ending.lines, *ending.later])


def _conditions(names: Iterable[str], loc: Loc, scene: Scene, around: Around) -> Iterator[Found]:
    own = can_be_known(scene)
    for name in names:
        other, _, inside = name.rpartition(".")
        if not other and name not in own:
            wrong = f"this scene has no note, promise or mark {name!r}"
            yield Found(loc, wrong, f"{_one_of(own)}, or add it to a choice")
        elif other in scene.chosen:
            options = around.choices.get(scene.chosen[other])
            if options is not None and inside not in options:
                yield _no(loc, f"option of {scene.chosen[other]}", name, _within(other, options))
        elif other and other not in around.earlier:
            yield _no(loc, "earlier scene", other, around.earlier)
        elif other and inside not in around.earlier[other]:
            yield _no(loc, "note, promise or mark", name, _within(other, around.earlier[other]))


def _no(loc: Loc, what: str, name: str, known: Iterable[str]) -> Found:
    return Found(loc, f"there is no {what} {name!r}", _one_of(known))


def _within(name: str, parts: Iterable[str]) -> list[str]:
    return [f"{name}.{one}" for one in parts]


def _one_of(known: Iterable[str]) -> str:
    names = ", ".join(sorted(known))
    return f"use one of {names}" if names else "there are none yet"
