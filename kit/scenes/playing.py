"""Play a scene as its form does: what is shown, which choices are offered, and what is known after one."""

from collections.abc import Iterable, Iterator

from kit.model.scenes import Line, Scene, SceneChoice, Turn
from kit.model.voices import VoiceId

Known = frozenset[str]
"""The notes, promises and marks so far. Those from an earlier scene are written ``first_call.hours``."""


def shown(lines: Iterable[Line], voice: VoiceId, known: Known) -> Iterator[Line]:
    """Yield the lines that are shown in a voice, given what is known, in order.

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
    """Return the choices of a turn that are offered to the learner now."""
    return [
        one
        for one in turn.choices
        if voice in one.voices and known.issuperset(one.needs) and known.isdisjoint(one.unless)
    ]


def known_after(choice: SceneChoice, known: Known) -> Known:
    """Return what is known once a choice is made."""
    return known.union(choice.adds)


def ends_at(scene: Scene, place: str) -> bool:
    """Return whether the scene ends at the turn or ending with that id."""
    return place in scene.endings


def everywhere(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield every line, including those that depend on something and those within other lines.

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
    """Yield what lines, and the lines within them, depend on."""
    for line in everywhere(lines):
        yield from line.needs
