"""A way through a scene as its form saves it, made of a walked path."""

from __future__ import annotations

from typing import Any

from kit.content import compiled
from kit.content.scene_minutes import count
from kit.model import CaseContent
from kit.model.scenes import Scene
from kit.scenes import walk
from kit.scenes.measuring import shortest_to


def value_of(scene: Scene, voice: str, ways, year=frozenset()) -> dict[str, Any]:
    """What is saved of a path, given as the ways that it takes."""
    path, place = [], scene.start
    for choice, to in ways:
        if choice:
            path.append({"turn": place, "choice": choice.id})
        place = to.id
    more = {"year": sorted(year)} if year else {}
    return {"voice": voice, "path": path, "ending": place, **more}


def a_scene() -> tuple[CaseContent, Scene, dict[str, Any]]:
    """The first scene of the course, and a way through it in the first voice."""
    case = next(one for one in compiled().cases.values() if one.scenes)
    scene = next(iter(case.scenes.values()))
    found = next(iter(shortest_to(walk(scene, "a"), case.case.id, count).values()))
    return case, scene, value_of(scene, "a", found.ways)
