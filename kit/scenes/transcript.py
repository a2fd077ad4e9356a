"""Write the transcript of a path through a scene: what happened, what was said, what the learner chose."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kit.model.scenes import Line, Scene, SceneChoice
from kit.model.voices import VoiceId
from kit.scenes.playing import Known, ends_at, known_after, shown
from kit.scenes.walking import Way


class Said(NamedTuple):
    """One line of a transcript: the speaker (``None`` if it just happens), the text, and any Spanish."""

    who: str | None
    text: str
    es: str | None = None


class Told(NamedTuple):
    """The transcript of a path: the lines up to and at its end, and what comes of it weeks later."""

    lines: tuple[Said, ...]
    later: tuple[Said, ...] = ()


YOU, OWN, NEAREST = "you", "own", "nearest"
"""The speakers of the learner's lines: ``you`` for a choice, ``own`` for words typed before choosing.

``nearest`` is the choice that was nearest to words that the learner said instead of it.
"""


def of_ways(scene: Scene, voice: VoiceId, ways: Iterable[Way], year: Known) -> Told:
    """Return the transcript of a path from a walk. ``year`` is what the walk knows from earlier scenes."""
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
    """Return a scene's line as a line of the transcript."""
    return Said(line.who, line.room or line.en or "", line.es)


def chosen(choice: SceneChoice) -> Said:
    """Return a choice as a line of the transcript. Its speaker is the learner, or nobody if it is an act."""
    return Said(YOU if choice.says else None, choice.words)


def as_text(told: Told, names: Mapping[str, str], later: str) -> Iterator[str]:
    """Yield the transcript as lines of plain text. ``later`` is the heading of what comes weeks later.

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
