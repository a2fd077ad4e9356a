"""The level models made again from the rated texts."""

import json
from importlib import resources

import pytest

from kit.reading.criteria import CRITERIA
from kit.reading.judging import weights
from lab.levels.figures import TEXTS, TRAINED_ON
from lab.levels.training import EITHER_WAY, rated, train, written


def test_training_again_gives_the_shipped_weights():
    again = train([t for name in TRAINED_ON for t in rated(TEXTS / name)])
    shipped = json.loads((resources.files("kit.reading") / "levels.json").read_text(encoding="utf-8"))
    assert json.loads(written(again))["texts"] == shipped["texts"]
    for criterion, model in shipped["criteria"].items():
        for clue, weight in model["clues"].items():
            assert again["criteria"][criterion]["clues"][clue] == pytest.approx(weight, abs=0.01)


def test_every_clue_has_a_weight_and_most_can_only_raise_a_level():
    for criterion, look in CRITERIA.items():
        model = weights()["criteria"][criterion]["clues"]
        assert set(model) == set(look([], None).clues)
        assert all(weight >= 0 for clue, weight in model.items() if clue not in EITHER_WAY)
