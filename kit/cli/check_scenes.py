"""The output of ``kit check --graph`` and ``--play``: diagrams and paths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kit.model import Content, KitError, NotFound

if TYPE_CHECKING:
    from kit.model import CaseContent, VoiceId
    from kit.model.scenes import Scene

EVERY = "all"
"""Stands in for a scene's name to mean every scene."""


def graphs(folder: Path, name: str) -> Iterator[str]:
    """Yield a scene, or every scene, as a Mermaid diagram that starts with a comment naming the scene."""
    from kit.scenes.graph import mermaid

    for _, _, scene in _scenes(folder, name):
        yield f"%% {scene.id}: {scene.title}\n{mermaid(scene)}"


def played(folder: Path, name: str) -> Iterator[str]:
    """Yield the number of paths in each voice, and the text of the shortest path to each ending."""
    from kit.content.scene_minutes import voices_of

    for content, case, scene in _scenes(folder, name):
        for voice in voices_of(case):
            yield from _in_voice(content, case, scene, voice)


def _in_voice(content: Content, case: CaseContent, scene: Scene, voice: VoiceId) -> Iterator[str]:
    from kit.content.scene_minutes import count
    from kit.scenes import measuring, transcript, walk, years

    person = case.case.id
    walks = [walk(scene, voice, year) for year in years(scene)]
    if not all(one.whole for one in walks):
        raise KitError("content.scene_endless", scene=scene.id)
    short, long = (way(walks[0], person, count).length for way in (measuring.shortest, measuring.longest))
    minutes = measuring.slowest(walks[0], person, count).length.minutes
    yield (
        f"{scene.id}, voice {voice}: {walks[0].paths:,} paths, {short.words} to {long.words} words "
        f"(hers: {short.share:.0%} and {long.share:.0%}), {minutes:.1f} minutes at most"
    )
    names = {one.id: one.name for one in case.case.people}
    told: set[str] = set()
    for found in walks:
        for ending, taken in measuring.shortest_to(found, person, count).items():
            if ending in told:
                continue
            told.add(ending)
            yield f"\n  {scene.endings[ending].title} ({ending}, {taken.length.words} words)"
            path = transcript.of_ways(scene, voice, taken.ways, found.year)
            lines = transcript.as_text(path, names, f"— {content.words['rehearsed.later']}")
            yield from (f"    {line}" for line in lines)
    yield ""


def _scenes(folder: Path, name: str) -> Iterator[tuple[Content, CaseContent, Scene]]:
    from kit.content.checking import load

    content = load(folder)
    found = [(content, case, scene) for case in content.cases.values() for scene in case.scenes.values()]
    if name != EVERY:
        known = ", ".join(scene.id for _, _, scene in found) or "none yet"
        found = [one for one in found if one[2].id == name]
        if not found:
            raise NotFound(f"there is no scene {name!r}; use one of {known}, or {EVERY}.")
    yield from found
