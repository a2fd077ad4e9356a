"""Make a path through a scene in the form in which the scene's form saves it."""

from __future__ import annotations

from typing import Any

from kit.content import compiled
from kit.content.scene_minutes import count
from kit.model import CaseContent
from kit.model.scenes import Scene
from kit.scenes import walk
from kit.scenes.measuring import shortest_to


def value_of(scene: Scene, voice: str, ways, year=frozenset()) -> dict[str, Any]:
    """Return what is saved for a path, given the ways that it takes."""
    path, place = [], scene.start
    for choice, to in ways:
        if choice:
            path.append({"turn": place, "choice": choice.id})
        place = to.id
    more = {"year": sorted(year)} if year else {}
    return {"voice": voice, "path": path, "ending": place, **more}


def a_scene() -> tuple[CaseContent, Scene, dict[str, Any]]:
    """Return the course's first scene with its case, and a path through it in the first voice."""
    case = next(one for one in compiled().cases.values() if one.scenes)
    scene = next(iter(case.scenes.values()))
    found = next(iter(shortest_to(walk(scene, "a"), case.case.id, count).values()))
    return case, scene, value_of(scene, "a", found.ways)
