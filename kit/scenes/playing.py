"""How a scene is played, as its form plays it: what shows, what is offered, what is known then."""

from collections.abc import Iterable, Iterator

from kit.model.scenes import Line, Scene, SceneChoice, Turn
from kit.model.voices import VoiceId

Known = frozenset[str]
"""Notes, promises and marks so far; of an earlier scene ``first_call.hours``."""


def shown(lines: Iterable[Line], voice: VoiceId, known: Known) -> Iterator[Line]:
    """What happens and what is said, in order, in a voice and by what is known.

    >>> asked = Line(needs=("hours",), lines=(Line(room="She nods."),), otherwise=(Line(room="She waits."),))
    >>> [[line.room for line in shown([asked], "a", known)] for known in (frozenset(), frozenset({"hours"}))]
    [['She waits.'], ['She nods.']]
    """
    for line in lines:
        if line.voices:
            yield from shown(line.voices.get(voice, ()), voice, known)
        elif line.needs:
            yield from shown(line.lines if known.issuperset(line.needs) else line.otherwise, voice, known)
        else:
            yield line


def offered(turn: Turn, voice: VoiceId, known: Known) -> list[SceneChoice]:
    """The choices of a turn that a learner has now."""
    return [
        one
        for one in turn.choices
        if voice in one.voices and known.issuperset(one.needs) and known.isdisjoint(one.unless)
    ]


def known_after(choice: SceneChoice, known: Known) -> Known:
    """What is known once a choice is made."""
    return known.union(choice.adds)


def ends_at(scene: Scene, place: str) -> bool:
    """Whether a turn or an ending of that id ends the scene."""
    return place in scene.endings


def everywhere(lines: Iterable[Line]) -> Iterator[Line]:
    """Every line, also those that depend on something, and the lines within them.

    >>> [line.room for line in everywhere([Line(needs=("x",), lines=(Line(room="A."),))]) if line.room]
    ['A.']
    """
    for line in lines:
        yield line
        for part in line.voices.values():
            yield from everywhere(part)
        yield from everywhere(line.lines)
        yield from everywhere(line.otherwise)


def needed(lines: Iterable[Line]) -> Iterator[str]:
    """What lines, and the lines within them, depend on."""
    for line in everywhere(lines):
        yield from line.needs
