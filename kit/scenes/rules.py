"""Check a scene by walking it: every path ends, each choice matters, promises come back, and she acts.

The scene is walked in each voice, with nothing known from earlier scenes, with everything, and with each
thing alone (`years`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from kit.model.scenes import Scene
from kit.model.voices import VOICES, VoiceId
from kit.scenes import leaning, lengths
from kit.scenes.endings import Reached, reached
from kit.scenes.likeness import alike, dead_choices
from kit.scenes.measuring import Count
from kit.scenes.naming import Found
from kit.scenes.playing import needed
from kit.scenes.walking import MOST_PLACES, MOST_VISITS, Place, Walk, in_voice, walk, years

_LEAST_ENDINGS = 3
_OFFERED = range(2, 5)
_ACTS = {"asks", "corrects", "decides", "refuses"}
_BY_LETTER = re.compile(r"\b[Ii]n [abc]:")


def faults(
    scene: Scene, person: str, count: Count, *, voices: Sequence[VoiceId] = VOICES, most: int
) -> Iterator[Found]:
    """Yield every fault of a scene whose ids all exist.

    ``count`` counts the words of a text. ``most`` is the most words that the longest path may have. If a walk
    cannot be finished, only that is reported, with the faults that need no walk.
    """
    if len(scene.endings) < _LEAST_ENDINGS:
        wrong = f"the scene has {len(scene.endings)} endings"
        yield Found(("endings",), wrong, f"write at least {_LEAST_ENDINGS}")
    walks = [walk(scene, voice, year) for year in years(scene) for voice in voices]
    yield from lengths.texts(scene, count)
    yield from _by_letter(scene)
    yield from alike(scene, person, voices)
    broken = [one for one in walks if not one.whole]
    if broken:
        yield _broken(broken[0])
        return
    yield from _unreached(scene, walks)
    for found in walks:
        yield from _offers(found)
        yield from dead_choices(found)
        yield from _she_acts(found, person)
        yield from lengths.paths(found, person, count, most)
        yield from leaning.faults(found)
    yield from _endings(scene, walks)


def _by_letter(scene: Scene) -> Iterator[Found]:
    """Yield a fault for each role card that names a voice by its letter, which no learner sees."""
    if scene.group is None:
        return
    for role, texts in (
        ("the teacher's card", scene.group.teacher.values()),
        ("the interpreter's card", [scene.group.interpreter]),
        ("the observer's card", scene.group.observer),
    ):
        if found := _BY_LETTER.search(" ".join(texts)):
            right = "write what is so in every voice; the teacher's card may have a: b: and c:"
            yield Found(("group",), f"{role} says {found[0]!r}", right)


def _broken(found: Walk) -> Found:
    if found.round:
        turns = list(dict.fromkeys(place.id for place in found.round))
        often = f"more than {MOST_VISITS} times ({' → '.join(turns)})"
        wrong = f"a path {in_voice(found)} comes to {turns[0]!r} {often}"
        right = "give the choice that leads back a mark, and unless: [that mark]"
        return Found(("turns", turns[0]), wrong, right)
    if found.stuck:
        wrong = f"nothing is offered {in_voice(found)}{_knowing(found.stuck)}"
        right = "add a choice without needs, or to: with a turn or ending"
        return Found(("turns", found.stuck.id), wrong, right)
    wrong = f"there are more than {MOST_PLACES:,} places to stand at {in_voice(found)}"
    return Found(("turns",), wrong, "take out needs and unless that few lines depend on")


def _knowing(place: Place) -> str:
    return f" to whoever knows {', '.join(sorted(place.known))}" if place.known else ""


def _unreached(scene: Scene, walks: Sequence[Walk]) -> Iterator[Found]:
    found = {place.id for one in walks for place in one.stops}
    for kind, ids in (("turn", scene.turns), ("ending", scene.endings)):
        for id in ids:
            if id not in found:
                wrong = f"no path in any voice comes to the {kind} {id!r}"
                yield Found((f"{kind}s", id), wrong, "let a choice lead there, or take it out")


def _offers(found: Walk) -> Iterator[Found]:
    for place, stop in found.stops.items():
        choices = [way for way in stop.ways if way.choice]
        if choices and len(choices) not in _OFFERED:
            wrong = f"{len(choices)} choices are offered at once {in_voice(found)}{_knowing(place)}"
            right = f"offer {_OFFERED[0]} to {_OFFERED[-1]}, or go on by to: without any"
            yield Found(("turns", place.id, "choices"), wrong, right)


def _she_acts(found: Walk, person: str) -> Iterator[Found]:
    """Yield a fault for a path on which she only answers. What she does weeks later does not count."""
    silent: dict[Place, Place | None] = {}
    for place, stop in found.stops.items():
        acts = any(line.who == person and line.acts in _ACTS for line in stop.lines)
        quiet = next((way.to for way in stop.ways if way.to in silent), None)
        if not acts and (quiet or not stop.ways):
            silent[place] = quiet
    if found.start in silent:
        here: Place | None = found.start
        path = []
        while here:
            path.append(here.id)
            here = silent[here]
        wrong = f"on a path {in_voice(found)} she only answers ({' → '.join(path)})"
        right = "let her ask, correct, decide or refuse there, and write acts: on that line"
        yield Found(("turns", found.start.id), wrong, right)


def _endings(scene: Scene, walks: Sequence[Walk]) -> Iterator[Found]:
    ends = [(found, reached(found)) for found in walks]
    most = max((one.most for _, those in ends for one in those.values()), default=0)
    surest = max((one.least or 0 for _, those in ends for one in those.values()), default=0)
    right = "let it go through a choice with genuine: true"
    for found, those in ends:
        for id, one in those.items():
            if most and one.most_unasked == most:
                wrong = f"a path to {id!r} {in_voice(found)} learns the most and asks her nothing"
                yield Found(("endings", id), wrong, right)
            elif surest and one.least == surest and one.most_unasked is not None:
                every = f"every path to {id!r} {in_voice(found)}"
                wrong = f"{every} learns something, and one of them asks her nothing"
                yield Found(("endings", id), wrong, right)
    for name in scene.promises:
        yield from _promise(scene, name, ends)


def _promise(scene: Scene, name: str, ends: Sequence[tuple[Walk, Mapping[str, Reached]]]) -> Iterator[Found]:
    promise = scene.promises[name]
    kept, broken = {*promise.kept}, {*promise.broken}
    made = {id for _, those in ends for id, one in those.items() if name in one.promised}
    open_too = {id for _, those in ends for id, one in those.items() if name in one.not_promised}
    here = ("promises", name)
    if not made:
        yield Found(here, f"no path makes the promise {name!r}", "let a choice make it, or take it out")
    for id in sorted(made):
        asked = set(needed(scene.endings[id].later))
        if id not in kept | broken:
            wrong = f"the promise {name!r} does not come back in the ending {id!r}"
            yield Found(here, wrong, f"write {id} under kept or broken, and lines about it under its later")
        elif not scene.endings[id].later:
            wrong = f"the ending {id!r} says nothing weeks later about the promise {name!r}"
            yield Found(("endings", id), wrong, "write later: with what came of it")
        elif name not in asked and (id in open_too or id in kept & broken):
            wrong = f"in the ending {id!r} weeks later read the same whether {name!r} was promised or not"
            yield Found(("endings", id, "later"), wrong, f"write a line with needs: [{name}]")
    for id in sorted((kept | broken) - made):
        if made:
            wrong = f"no path that makes the promise {name!r} comes to the ending {id!r}"
            yield Found(here, wrong, "take it out of kept and broken")
