"""Turn a saved path into a transcript, and find what a later scene knows about the year.

A path that was saved with an older edition loses nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kit.model import Response
from kit.model.scene_path import ScenePath, path_in
from kit.model.scenes import Scene, SceneChoice, Turn
from kit.scenes.playing import Known, ends_at, known_after, offered, shown
from kit.scenes.transcript import NEAREST, OWN, YOU, Said, Told, chosen, said

GONE = "gone"
"""The speaker of a line that stands in for something that the scene no longer has. Its text is the ids."""


def of_path(scene: Scene, saved: ScenePath) -> Told:
    """Return the transcript of a saved path.

    For parts that are gone from the scene, it has their ids and what the learner typed. Every choice counts,
    even if its turn would not offer it today.
    """
    known: Known = frozenset(saved.year)
    at: str | None = scene.start
    lines: list[Said] = []
    for taken in saved.path:
        turn = scene.turns.get(taken.turn)
        choice = next((one for one in turn.choices if one.id == taken.choice), None) if turn else None
        before, there = _onward(scene, saved, at, taken.turn, known)
        lines += before if there else ()
        if turn:
            lines += map(said, shown(turn.lines, saved.voice, known))
        only = bool(turn and turn.own == "only" and taken.typed)
        if taken.typed:
            lines.append(Said(YOU if only else OWN, taken.typed))
        if choice is None:
            lines.append(Said(GONE, f"{taken.turn} · {taken.choice}"))
            at = None
            continue
        lines.append(Said(NEAREST, choice.words) if only else chosen(choice))
        known, at = known_after(choice, known), choice.to[saved.voice]
    before, there = _onward(scene, saved, at, saved.ending, known)
    lines += before if there else ()
    ending = scene.endings.get(saved.ending)
    if ending is None:
        return Told((*lines, Said(GONE, saved.ending)))
    lines += map(said, shown(ending.lines, saved.voice, known))
    return Told(tuple(lines), tuple(map(said, shown(ending.later, saved.voice, known))))


def of_ids(saved: ScenePath) -> Told:
    """Return the transcript for a scene that is gone from the course: ids of choices, and what was typed."""
    lines: list[Said] = []
    for taken in saved.path:
        lines += [Said(OWN, taken.typed)] if taken.typed else []
        lines.append(Said(GONE, f"{taken.turn} · {taken.choice}"))
    return Told((*lines, Said(GONE, saved.ending)))


def _onward(
    scene: Scene, saved: ScenePath, at: str | None, goal: str, known: Known
) -> tuple[list[Said], bool]:
    """Return what is shown at turns that go on without a choice, and whether they lead to the goal."""
    lines: list[Said] = []
    seen: set[str] = set()
    while at and at != goal and at not in seen and not ends_at(scene, at):
        seen.add(at)
        turn = scene.turns.get(at)
        if turn is None or offered(turn, saved.voice, known) or turn.to is None:
            return lines, False
        lines += map(said, shown(turn.lines, saved.voice, known))
        at = turn.to[saved.voice]
    return lines, at == goal


def left_behind(scenes: Mapping[str, Scene], heads: Iterable[Response]) -> list[str]:
    """Return what saved paths pass on to later scenes: notes, promises and marks, as ``first_call.hours``.

    Nothing that a learner typed is included. If a scene has two saved paths, the later one counts.
    """
    last: dict[str, Response] = {}
    for head in heads:
        name = head.item.removeprefix("scene.")
        if name in scenes and (name not in last or last[name].seq <= head.seq):
            last[name] = head
    found: dict[str, None] = {}
    for name, head in last.items():
        if path := path_in(head.value):
            for choice in _choices(scenes[name].turns, path):
                found |= dict.fromkeys(f"{name}.{one}" for one in choice.adds)
    return sorted(found)


def never_found(scene: Scene, saved: ScenePath) -> list[str]:
    """Return the notes of a scene that this path did not find, in the words of its debrief."""
    learned = {note for choice in _choices(scene.turns, saved) for note in choice.learns}
    return [text for id, text in scene.notes.items() if id not in learned]


def chosen_before(
    chosen: Mapping[str, str], options: Mapping[str, Collection[str]], heads: Iterable[Response]
) -> list[str]:
    """Return the options taken in the choices that a scene declares, under its names for them.

    An option is written ``goal.too_low``. Only shared answers count. If there are two, the later one does.
    ``options`` holds the options of each item.
    """
    last: dict[str, Response] = {}
    for head in heads:
        if head.lane == "shared" and (head.item not in last or last[head.item].seq <= head.seq):
            last[head.item] = head
    return sorted(
        f"{name}.{last[item].value}"
        for name, item in chosen.items()
        if item in last and last[item].value in [*options.get(item, ())]
    )


def _choices(turns: Mapping[str, Turn], path: ScenePath) -> Iterator[SceneChoice]:
    for taken in path.path:
        if turn := turns.get(taken.turn):
            yield from (one for one in turn.choices if one.id == taken.choice)
