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
            right = "write what is true in every voice; the teacher's card may have a:, b: and c:"
            yield Found(("group",), f"{role} says {found[0]!r}", right)


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


def _offers(found: Walk) -> Iterator[Found]:
    for place, stop in found.stops.items():
        choices = [way for way in stop.ways if way.choice]
        if choices and len(choices) not in _OFFERED:
            offer = f"{len(choices)} choice{'' if len(choices) == 1 else 's'}"
            wrong = f"{in_voice(found)}, a learner{_knowing(place)} is offered {offer}"
            right = f"offer {_OFFERED[0]} to {_OFFERED[-1]}, or use to: instead of choices"
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
        wrong = f"{in_voice(found)}, she only answers on one path ({' → '.join(path)})"
        right = "let her ask, correct, decide or refuse there, and write acts: on that line"
        yield Found(("turns", found.start.id), wrong, right)


def _endings(scene: Scene, walks: Sequence[Walk]) -> Iterator[Found]:
    ends = [(found, reached(found)) for found in walks]
    most = max((one.most for _, those in ends for one in those.values()), default=0)
    surest = max((one.least or 0 for _, those in ends for one in those.values()), default=0)
    right = "add a choice with genuine: true to that path"
    for found, those in ends:
        for id, one in those.items():
            if most and one.most_unasked == most:
                wrong = f"{in_voice(found)}, a path to {id!r} finds out the most without asking her anything"
                yield Found(("endings", id), wrong, right)
            elif surest and one.least == surest and one.most_unasked is not None:
                every = f"{in_voice(found)}, every path to {id!r} finds out something"
                wrong = f"{every}, and one of them asks her nothing"
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
        yield Found(here, f"no path makes the promise {name!r}", "let a choice make it, or remove it")
    for id in sorted(made):
        asked = set(needed(scene.endings[id].later))
        if id not in kept | broken:
            wrong = f"the promise {name!r} does not come back in the ending {id!r}"
            yield Found(here, wrong, f"add {id} to kept: or broken:, and lines about it to its later:")
        elif not scene.endings[id].later:
            wrong = f"the ending {id!r} says nothing weeks later about the promise {name!r}"
            yield Found(("endings", id), wrong, "write later: with what came of it")
        elif name not in asked and (id in open_too or id in kept & broken):
            same = f"the text under later: in ending {id!r} is the same"
            wrong = f"{same} whether or not the learner promised {name!r}"
            yield Found(("endings", id, "later"), wrong, f"add a line with needs: [{name}]")
    for id in sorted((kept | broken) - made):
        if made:
            wrong = f"no path that makes the promise {name!r} leads to the ending {id!r}"
            yield Found(here, wrong, f"remove {id} from kept: and broken:")
