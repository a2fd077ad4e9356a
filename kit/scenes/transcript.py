"""A path through a scene told as prose: what happened, what was said, what one chose."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kit.model.scenes import Line, Scene, SceneChoice
from kit.model.voices import VoiceId
from kit.scenes.playing import Known, ends_at, known_after, shown
from kit.scenes.walking import Way


class Said(NamedTuple):
    """One line of a transcript: who says it (nobody: it happens), what, and the Spanish if any."""

    who: str | None
    text: str
    es: str | None = None


class Told(NamedTuple):
    """A path as it was played: before the end and at it, and what came of it weeks later."""

    lines: tuple[Said, ...]
    later: tuple[Said, ...] = ()


YOU, OWN = "you", "own"
"""Who the learner is in a transcript, and whose words are the learner's own, typed before choosing."""


def of_ways(scene: Scene, voice: VoiceId, ways: Iterable[Way], year: Known) -> Told:
    """The transcript of a path of a walk that knows this of earlier scenes."""
    known = year
    place = scene.start
    lines: list[Said] = []
    for choice, to in ways:
        lines += map(said, shown(scene.turns[place].lines, voice, known))
        if choice:
            lines.append(chosen(choice))
            known = known_after(choice, known)
        place = to.id
    if not ends_at(scene, place):
        return Told(tuple(lines))
    ending = scene.endings[place]
    lines += map(said, shown(ending.lines, voice, known))
    return Told(tuple(lines), tuple(map(said, shown(ending.later, voice, known))))


def said(line: Line) -> Said:
    """A line as it is told."""
    return Said(line.who, line.room or line.en or "", line.es)


def chosen(choice: SceneChoice) -> Said:
    """What the learner said, or did."""
    return Said(YOU if choice.says else None, choice.words)


def as_text(told: Told, names: Mapping[str, str], later: str) -> Iterator[str]:
    """A line of plain text each; ``later`` stands before what came weeks later.

    >>> told = Told((Said("you", "May I ask?"),), (Said(None, "She calls."),))
    >>> list(as_text(told, {"you": "You"}, "Later"))
    ['You: May I ask?', 'Later', 'She calls.']
    """
    for part, head in ((told.lines, ""), (told.later, later)):
        if part and head:
            yield head
        for line in part:
            who = f"{names.get(line.who, line.who)}: " if line.who else ""
            yield f"{who}{line.es} / {line.text}" if line.es else f"{who}{line.text}"
