"""How this course writes its scenes: rules that a scene of another course may break and still be played.

`faults` walks a scene as `kit check` does; a place in the file comes with each fault.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kit.content.scene_minutes import count
from kit.model.scenes import Line, Scene, SceneChoice
from kit.model.voices import VOICES, VoiceId
from kit.scenes.measuring import longest, shortest, slowest
from kit.scenes.naming import Found, Loc, all_lines
from kit.scenes.playing import needed
from kit.scenes.walking import Place, Walk, Way, in_voice, walk, years

LEAST_ENDINGS = 3
OFFERED = range(2, 5)
_BY_LETTER = re.compile(r"\b[Ii]n [abc]:")


def faults(
    scene: Scene, person: str, *, voices: Sequence[VoiceId] = VOICES, most: int = 900
) -> Iterator[Found]:
    """Yield every fault of a scene that has none for `kit check`."""
    if len(scene.endings) < LEAST_ENDINGS:
        yield Found(("endings",), f"the scene has {len(scene.endings)} endings", f"write {LEAST_ENDINGS}")
    yield from texts(scene)
    yield from _by_letter(scene)
    yield from alike(scene, person, voices)
    yield from _unknown(scene)
    walks = [walk(scene, voice, year) for year in years(scene) for voice in voices]
    for found in walks:
        yield from _offers(found)
        yield from dead_choices(found)
        yield from paths(found, person, most)
        yield from out_of_order(found)
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


def _offers(found: Walk) -> Iterator[Found]:
    for place, stop in found.stops.items():
        choices = [way for way in stop.ways if way.choice]
        if choices and len(choices) not in OFFERED:
            offer = f"{len(choices)} choice{'' if len(choices) == 1 else 's'}"
            wrong = f"{in_voice(found)}, a learner{_knowing(place)} is offered {offer}"
            right = f"offer {OFFERED[0]} to {OFFERED[-1]}, or use to: instead of choices"
            yield Found(("turns", place.id, "choices"), wrong, right)


def _knowing(place: Place) -> str:
    return f" who knows {', '.join(sorted(place.known))}" if place.known else ""


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
    for id in sorted(made):
        asked = set(needed(scene.endings[id].later))
        if not scene.endings[id].later:
            wrong = f"the ending {id!r} says nothing weeks later about the promise {name!r}"
            yield Found(("endings", id), wrong, "write later: with what came of it")
        elif name not in asked and (id in open_too or id in kept & broken):
            same = f"the text under later: in ending {id!r} is the same"
            wrong = f"{same} whether or not the learner promised {name!r}"
            yield Found(("endings", id, "later"), wrong, f"add a line with needs: [{name}]")


# -- what a path to each ending learns and promises ----------------------------------------------------


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


# -- after: and not_after: of lines and choices ------------------------------------------------------


def _unknown(scene: Scene) -> Iterator[Found]:
    """Yield a fault for each ``after`` or ``not_after`` that names no turn or choice, or its own turn."""
    choices = {f"{id}.{choice.id}" for id, turn in scene.turns.items() for choice in turn.choices}
    for loc, one in _everything(scene):
        for key, names in (("after", one.after), ("not_after", one.not_after)):
            for name in names:
                if name not in choices and (name not in scene.turns or name == loc[1]):
                    yield Found((*loc, key), f"{name!r} is no earlier turn or choice", "correct its name")


_Came = dict[Place, tuple[Place, Way] | None]
"""For each place on a path, the place before it and the way taken. ``None`` at the start."""

_CONDITION = "add a condition with needs: or unless:"


def out_of_order(found: Walk) -> Iterator[Found]:
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


# -- words, minutes, and how much is hers ----------------------------------------------------------------


_SETTING, _ROLE = 60, 50
"""The most words in a setting and in a role card."""

_MINUTES = 10
_HERS = 1 / 3


def texts(scene: Scene) -> Iterator[Found]:
    """Yield a fault for each setting or role card that is too long."""
    for voice, text in scene.setting.items():
        if (words := count(text)) > _SETTING:
            wrong = f"the setting has {words} words" + (f" in voice {voice}" if _differs(scene) else "")
            yield Found(("setting",), wrong, f"write at most {_SETTING}")
            break
    if scene.group is None:
        return
    roles = {"the interpreter's card": scene.group.interpreter}
    for role, card in (("the teacher's card", scene.group.teacher), ("her card", scene.group.hers)):
        differs = len(set(card.values())) > 1
        roles |= {f"{role} in voice {voice}" if differs else role: text for voice, text in card.items()}
    roles["the observer's card"] = " ".join(scene.group.observer)
    for role, text in roles.items():
        if (words := count(text)) > _ROLE:
            yield Found(("group",), f"{role} has {words} words", f"write at most {_ROLE}")


def paths(found: Walk, person: str, most: int) -> Iterator[Found]:
    """Yield a fault if the longest path has too many words, or the slowest takes too many minutes.

    Also yield one for the shortest and the longest path if too little of it is hers.
    """
    where = f"in voice {found.voice}"
    short, long = shortest(found, person, count), longest(found, person, count)
    if long.length.words > most:
        wrong = f"the longest path {where} has {long.length.words} words ({_told(long.ways)})"
        yield Found(("turns",), wrong, f"shorten it to at most {most}")
    if round(minutes := slowest(found, person, count).length.minutes) > _MINUTES:
        wrong = f"a path {where} takes {minutes:.1f} minutes"
        yield Found(("turns",), wrong, f"shorten lines or remove a turn, so that it takes at most {_MINUTES}")
    for name, one in (("shortest", short), ("longest", long)):
        if one.length.share < _HERS:
            said = f"{one.length.hers} of {one.length.words - one.length.later} words are hers"
            wrong = f"on the {name} path {where}, {said} ({_told(one.ways)})"
            yield Found(
                ("turns",), wrong, "give her at least a third, without counting the lines under later:"
            )


def _differs(scene: Scene) -> bool:
    return len(set(scene.setting.values())) > 1


def _told(ways: tuple[Way, ...]) -> str:
    return " → ".join(way.choice.id if way.choice else way.to.id for way in ways)


# -- choices that change nothing, and voices that are one ----------------------------------------------


_DIFFERENT = 1 / 3


def dead_choices(found: Walk) -> Iterator[Found]:
    """Yield a fault for each choice that leads to the same lines as another choice of its turn."""
    numbers: dict[Hashable, int] = {}
    follows: dict[Place, int] = {}
    for place, stop in found.stops.items():
        ways = tuple((way.choice.words if way.choice else "", follows[way.to]) for way in stop.ways)
        everything = (tuple(map(id, stop.lines)), tuple(map(id, stop.later)), ways, not ways and place.id)
        follows[place] = numbers.setdefault(everything, len(numbers))
    for place, stop in found.stops.items():
        for one, other in combinations([way for way in stop.ways if way.choice], 2):
            if follows[one.to] == follows[other.to] and one.choice and other.choice:
                same = f"{other.choice.id!r} leads to the same lines as {one.choice.id!r}"
                wrong = f"in voice {found.voice}, {same}"
                right = "let a line depend on the choice, let one lead elsewhere, or remove one"
                yield Found(("turns", place.id, "choices"), wrong, right)


def alike(scene: Scene, person: str, voices: Sequence[VoiceId]) -> Iterator[Found]:
    """Yield a fault for two voices that share too many of her lines, or have the same choices and paths."""
    hers = {voice: _hers(scene, person, voice) for voice in voices}
    for one, other in combinations(voices, 2):
        for mine, theirs, whose in ((hers[one], hers[other], one), (hers[other], hers[one], other)):
            own = len(mine - theirs)
            if mine and own < _DIFFERENT * len(mine):
                differ = f"differ from those in voice {other if whose == one else one}"
                wrong = f"{own} of her {len(mine)} lines in voice {whose} {differ}"
                yield Found(("turns",), wrong, "use voices: so that at least a third differ")
                break
        if all(_leads(scene, id, one) == _leads(scene, id, other) for id in scene.turns):
            wrong = f"voices {one} and {other} have the same choices, and all lead to the same places"
            right = "at one turn or more, give a choice voices: or a different to: for each voice"
            yield Found(("turns",), wrong, right)


def _hers(scene: Scene, person: str, voice: VoiceId) -> set[str]:
    found = set()
    for loc, line in all_lines(scene):
        only = [loc[at + 1] for at, part in enumerate(loc[:-1]) if part == "voices" and at > 2]
        if line.who == person and all(one == voice for one in only):
            found.add(" ".join((line.en or "").split()))
    return found


def _leads(scene: Scene, id: str, voice: VoiceId) -> Hashable:
    turn = scene.turns[id]
    choices = tuple((one.id, one.to[voice]) for one in turn.choices if voice in one.voices)
    return choices, turn.to[voice] if turn.to else None
