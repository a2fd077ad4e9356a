"""How long a line is doesn't tell whether it's the better one: nobody plays well by taking the shortest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kit.content import compiled
from kit.content.scene_minutes import count
from kit.model import VOICES
from kit.model.scenes import SceneChoice

COURSE = next(one for one in compiled().cases.values() if one.scenes)


def places() -> Iterator[list[SceneChoice]]:
    """What each voice offers at each turn, where some lines assume something and others don't."""
    for scene in COURSE.scenes.values():
        for turn in scene.turns.values():
            for voice in VOICES:
                offered = [one for one in turn.choices if voice in one.voices]
                if 0 < sum(map(assumes_nothing, offered)) < len(offered):
                    yield offered


def assumes_nothing(choice: SceneChoice) -> bool:
    return choice.assumes is None


def share_of(choices: list[SceneChoice]) -> float:
    return sum(map(assumes_nothing, choices)) / len(choices)


def taken_by(extreme, offered: list[SceneChoice]) -> list[SceneChoice]:
    """The shortest lines, or the longest: several where they have as many words."""
    words = extreme(count(one.words) for one in offered)
    return [one for one in offered if count(one.words) == words]


@pytest.mark.parametrize("extreme", [min, max])
def test_the_shortest_and_the_longest_line_are_no_better_than_any(extreme):
    everywhere = list(places())
    by_length = sum(share_of(taken_by(extreme, one)) for one in everywhere) / len(everywhere)
    by_chance = sum(map(share_of, everywhere)) / len(everywhere)
    assert by_length == pytest.approx(by_chance, abs=0.05)


def test_of_two_lines_the_better_one_is_as_often_the_longer():
    pairs = [one for one in places() if len(one) == 2]
    shorter = sum(share_of(taken_by(min, one)) for one in pairs) / len(pairs)
    assert shorter == pytest.approx(0.5, abs=0.1)


def test_an_open_question_is_as_often_long_as_short():
    asked = [one for one in places() if any(choice.genuine for choice in one)]
    shortest, longest = (
        sum(any(choice.genuine for choice in taken_by(extreme, one)) for one in asked) / len(asked)
        for extreme in (min, max)
    )
    assert shortest == pytest.approx(longest, abs=0.1)
