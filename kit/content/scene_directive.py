"""Show a scene where it can't be played, on paper or a code host: its title, setting and first turn."""

import re
from collections.abc import Iterator

from kit.content.directive_parts import name
from kit.content.directive_source import Source, named
from kit.model import VOICES, Interface
from kit.model.scenes import Line, Scene
from kit.scenes import offered, shown

_CLASS = "kit-rehearsal"
"""The class of the block that replaces a scene. A page that can play the scene hides it."""

ON_PAPER = re.compile(rf'(?s)<div class="{_CLASS}">.*?</div>')
"""Matches the whole block in a notebook's text."""


def on_paper(argument: str, source: Source) -> str:
    """Return a scene's Markdown in the first voice; raises `DirectiveFault` if there is no such scene."""
    scene = named("scene", argument, source.whole.scenes)
    return f'<div class="{_CLASS}">\n\n' + "\n\n".join(_parts(scene, source)) + "\n\n</div>"


def _parts(scene: Scene, source: Source) -> Iterator[str]:
    words, first = source.content.words, VOICES[0]
    names = {one.id: one.name for one in source.case.people}
    yield f"**{name(words.fill('rehearsed.title', title=scene.title))}**"
    yield name(scene.setting[first])
    turn = scene.turns.get(scene.start)
    if turn is None:  # `kit check` reports it, and no notebook is built until it is fixed.
        return
    for line in shown(turn.lines, first, frozenset()):
        yield from _line(line, names, source.case.id, words)
    choices = offered(turn, first, frozenset())
    if choices:
        listed = (f"{number}. {name(one.words)}" for number, one in enumerate(choices, 1))
        yield name(words["rehearsed.what_now"]) + "\n\n" + "\n".join(listed)
    yield f"*{name(words['rehearsed.where'])}*"


def _line(line: Line, names: dict[str, str], person: str, words: Interface) -> Iterator[str]:
    if line.room:
        yield f"*{name(line.room)}*"
        return
    who, english = f"**{name(names.get(line.who or '', line.who or ''))}:**", name(line.en or "")
    if line.es is None:
        yield f"{who} {english}"
        return
    yield f'{who} <span lang="es">{name(line.es)}</span>'
    interpreted = f"*{name(words['voice.interpreter'])}:* " if line.who == person else ""
    yield f"{interpreted}{english}"
