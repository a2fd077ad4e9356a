"""Check that a turn's choices lead to different lines, and that voices differ in her lines and in paths."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from kit.model.scenes import Scene
from kit.model.voices import VoiceId
from kit.scenes.naming import Found, all_lines
from kit.scenes.walking import Place, Walk

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
