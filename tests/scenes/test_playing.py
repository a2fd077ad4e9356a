"""Python walks a scene as its form does: both are held to the same walked paths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scenes.taken import value_of

from kit.content import compiled
from kit.content.scene_minutes import count, voices_of
from kit.model.scene_path import path_in
from kit.model.scenes import Scene
from kit.scenes import known_after, offered, shown, walk, years
from kit.scenes.measuring import longest, shortest, shortest_to
from kit.scenes.saved import of_path
from kit.scenes.transcript import of_ways

_HELD = json.loads((Path(__file__).parents[1] / "data" / "scene_walk.json").read_text("utf-8"))
REAL = [(case, scene) for case in compiled().cases.values() for scene in case.scenes.values()]


def walked(scene, case):
    """Where a path of the browser's test leads here."""
    known, at, path = frozenset(case["year"]), scene.start, list(case["path"])
    turns, ways, english = [], [], []
    while at in scene.turns:
        turn = scene.turns[at]
        turns.append(at)
        english += [line.room or line.en for line in shown(turn.lines, case["voice"], known)]
        choices = offered(turn, case["voice"], known)
        ways.append([one.id for one in choices])
        taken = None
        if path and path[0][0] == at:
            taken = next((one for one in choices if one.id == path[0][1]), None)
        if taken:
            path.pop(0)
            known, at = known_after(taken, known), taken.to[case["voice"]]
        elif choices:
            return turns, ways, None, english, sorted(known)
        else:
            at = turn.to[case["voice"]]
    ending = scene.endings[at]
    english += [line.room or line.en for line in shown([*ending.lines, *ending.later], case["voice"], known)]
    return turns, ways, at, english, sorted(known)


@pytest.mark.parametrize("case", _HELD["cases"], ids=lambda case: case["says"])
def test_a_path_leads_where_it_leads_on_the_page(case):
    scene = Scene.model_validate({"schema_version": 1} | _HELD["scene"])
    turns, ways, ending, english, known = walked(scene, case)
    assert turns == case["turns"]
    assert ways == case["offered"]
    assert ending == case["ending"]
    assert english == case["english"]
    assert known == sorted(case["known"])


@pytest.mark.parametrize(("case", "scene"), REAL, ids=[scene.id for _, scene in REAL])
def test_every_path_of_a_scene_of_the_course_comes_to_an_ending(case, scene):
    reached = set()
    for voice in voices_of(case):
        for year in years(scene):
            found = walk(scene, voice, year)
            assert found.whole
            assert found.paths >= len(scene.endings)
            reached |= {place.id for place in found.stops} & set(scene.endings)
            assert all(place.id in scene.endings for place, stop in found.stops.items() if not stop.ways)
    assert reached == set(scene.endings)


@pytest.mark.parametrize(("case", "scene"), REAL, ids=[scene.id for _, scene in REAL])
def test_a_saved_path_is_told_as_it_was_played(case, scene):
    for voice in voices_of(case):
        for year in years(scene):
            found = walk(scene, voice, year)
            ways = [one.ways for one in shortest_to(found, case.case.id, count).values()]
            ways += [length(found, case.case.id, count).ways for length in (shortest, longest)]
            for taken in ways:
                saved = path_in(value_of(scene, voice, taken, year))
                assert of_path(scene, saved) == of_ways(scene, voice, taken, year)


def test_the_shortest_path_is_the_shortest_of_all():
    for case, scene in REAL[:1]:
        found = walk(scene, "a")
        ends = shortest_to(found, case.case.id, count)
        least = min(one.length.words for one in ends.values())
        assert shortest(found, case.case.id, count).length.words == least
        assert longest(found, case.case.id, count).length.words >= least
