"""Check a scene by walking it: every path ends, every turn is reached, promises come back, and she acts.

The scene is walked in each voice, with nothing known from earlier scenes, with everything, and with each
thing alone (`years`).
"""

from collections.abc import Iterator, Mapping, Sequence

from kit.model.scenes import Scene
from kit.model.voices import VOICES, VoiceId
from kit.scenes.naming import Found
from kit.scenes.walking import MOST_PLACES, MOST_VISITS, Place, Walk, in_voice, walk, years

_ACTS = {"asks", "corrects", "decides", "refuses"}


def faults(scene: Scene, person: str, *, voices: Sequence[VoiceId] = VOICES) -> Iterator[Found]:
    """Yield every fault of a scene whose ids all exist; if a walk cannot be finished, only that."""
    walks = [walk(scene, voice, year) for year in years(scene) for voice in voices]
    if broken := next((found for found in walks if not found.whole), None):
        yield _broken(broken)
        return
    yield from _unreached(scene, walks)
    for found in walks:
        yield from _she_acts(found, person)
    yield from _promises(scene, walks)


def _broken(found: Walk) -> Found:
    if found.round:
        turns = list(dict.fromkeys(place.id for place in found.round))
        often = f"more than {MOST_VISITS} times ({' → '.join(turns)})"
        wrong = f"{in_voice(found)}, a path comes to {turns[0]!r} {often}"
        right = "give the choice that leads back marks: [again] and unless: [again]"
        return Found(("turns", turns[0]), wrong, right)
    if found.stuck:
        wrong = f"{in_voice(found)}, a learner{_knowing(found.stuck)} has no choice to make"
        right = "add a choice without needs:, or add to: with a turn or ending"
        return Found(("turns", found.stuck.id), wrong, right)
    wrong = f"{in_voice(found)}, the scene has more than {MOST_PLACES:,} different situations"
    return Found(("turns",), wrong, "remove needs: and unless: that few lines depend on")


def _knowing(place: Place) -> str:
    return f" who knows {', '.join(sorted(place.known))}" if place.known else ""


def _unreached(scene: Scene, walks: Sequence[Walk]) -> Iterator[Found]:
    found = {place.id for one in walks for place in one.stops}
    for kind, ids in (("turn", scene.turns), ("ending", scene.endings)):
        for id in ids:
            if id not in found:
                wrong = f"no path in any voice leads to the {kind} {id!r}"
                yield Found((f"{kind}s", id), wrong, "let a choice lead there, or remove it")


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
        wrong = f"{in_voice(found)}, she only answers on one path ({' → '.join(path)})"
        right = "let her ask, correct, decide or refuse there, and write acts: on that line"
        yield Found(("turns", found.start.id), wrong, right)


def _promises(scene: Scene, walks: Sequence[Walk]) -> Iterator[Found]:
    ends = [_promised(found) for found in walks]
    for name, promise in scene.promises.items():
        here = ("promises", name)
        kept, made = {*promise.kept, *promise.broken}, {id for one in ends for id in one if name in one[id]}
        if not made:
            yield Found(here, f"no path makes the promise {name!r}", "let a choice make it, or remove it")
            continue
        for id in sorted(made - kept):
            wrong = f"the promise {name!r} does not come back in the ending {id!r}"
            yield Found(here, wrong, f"add {id} to kept: or broken:, and lines about it to its later:")
        for id in sorted(kept - made):
            wrong = f"no path that makes the promise {name!r} leads to the ending {id!r}"
            yield Found(here, wrong, f"remove {id} from kept: and broken:")


def _promised(found: Walk) -> Mapping[str, set[str]]:
    """Return the promises that some path to each ending makes, by the ending's id."""
    after: dict[Place, dict[str, set[str]]] = {}
    for place, stop in found.stops.items():
        here = after[place] = {} if stop.ways else {place.id: set()}
        for choice, to in stop.ways:
            for id, rest in after[to].items():
                here.setdefault(id, set()).update(rest, choice.promises if choice else ())
    return after[found.start]
