"""The minutes of a scene are walked once, though many ask for them; another scene of its name has its own."""

from __future__ import annotations

from scenes.taken import a_scene

from kit.content import scene_minutes
from kit.content.scene_minutes import minutes_of, scene_rows
from kit.model.scenes import Scene

CASE, SCENE, _ = a_scene()


def a_copy(more: str = ""):
    """The same case with this scene made anew, its first line longer by so much."""
    made = SCENE.model_dump()
    first = made["turns"][made["start"]]
    first["lines"] = ({"room": more}, *first["lines"]) if more else first["lines"]
    return CASE.model_copy(update={"scenes": {SCENE.id: Scene.model_validate(made)}})


def test_a_scene_that_was_walked_is_not_walked_again(monkeypatch):
    case, walked, walk = a_copy(), [], scene_minutes.walk

    def counted(*asked):
        walked.append(asked)
        return walk(*asked)

    monkeypatch.setattr(scene_minutes, "walk", counted)
    minutes = minutes_of(case, SCENE.id)
    once = len(walked)
    assert once >= len(scene_minutes.voices_of(case))
    assert minutes_of(case, SCENE.id) == minutes
    assert len(walked) == once
    # The table has to walk for its paths and words; its minutes are those that are known.
    (row,) = scene_rows(case)
    assert (row[0], row[-1]) == (SCENE.id, str(minutes))
    assert len(walked) == 2 * once


def test_a_scene_of_the_same_name_has_its_own_minutes():
    before = minutes_of(a_copy(), SCENE.id)
    assert minutes_of(a_copy("word " * 1000), SCENE.id) == before + 5
    assert minutes_of(CASE, SCENE.id) == before
