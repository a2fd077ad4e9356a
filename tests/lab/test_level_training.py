"""The level models made again from the rated texts, and what they are worth for an author they never saw."""

import json

import numpy as np
import pytest

from kit.reading.criteria import CRITERIA
from kit.reading.judging import LEAST
from kit.reading.pointing import LANES, Pointer, stored
from lab.levels import pointing
from lab.levels.figures import qwk
from lab.levels.texts import EARLIER, HANDS, above_the_line, all_rated
from lab.levels.training import Trainer
from lab.levels.weighing import how_often_right

pytestmark = pytest.mark.slow

UNSEEN = "h05"


@pytest.fixture(scope="module")
def trainer():
    return Trainer(all_rated())


def test_all_hands_and_the_earlier_sets_teach(trainer):
    assert {text.hand for text in trainer.texts} == {*HANDS, *EARLIER}
    assert sum(text.hand in HANDS for text in trainer.texts) == 1000
    assert stored()["texts"] == len(trainer.texts)


def test_each_named_sentence_is_found_in_its_text(trainer):
    pieces = [
        one for text in trainer.texts if text.hand in HANDS for some in text.named.values() for one in some
    ]
    settled = sum(level > 0 for t in trainer.texts if t.hand in HANDS for level in t.levels.values())
    assert len(pieces) == settled


def test_what_is_below_the_rubric_s_line_is_not_learnt_from(trainer):
    assert max(len(t.text.split()) for t in trainer.texts if t.hand in HANDS) == 165
    assert above_the_line("a b") == "a b"


def test_fitting_again_gives_the_shipped_weights(trainer):
    again = pointing.stored(pointing.fit(trainer.seen, np.ones(len(trainer.texts), dtype=bool)))
    shipped = stored()["pointer"]
    assert again["features"] == shipped["features"]
    assert again["steps"] == pytest.approx(shipped["steps"], rel=0.05)
    assert again["bias"] == pytest.approx(shipped["bias"], abs=0.05)


def test_the_reader_adds_up_in_lanes_what_the_matrices_say(trainer):
    out = trainer.hands == UNSEEN
    weights = pointing.fit(trainer.seen, ~out)
    sentences, texts = pointing.pointed(trainer.seen, weights, out)
    pointer = Pointer(json.loads(json.dumps(pointing.stored(weights))))
    read = [pointer.point(text.features) for text in trainer.texts if text.hand == UNSEEN]
    assert np.abs(np.vstack([one.sentences for one in read]) - sentences).max() < 0.2
    assert np.abs(np.array([one.text for one in read]) - texts).max() < 0.2
    assert weights.lanes.shape[1] == LANES


def test_an_author_never_seen_is_read_as_people_read_them(trainer):
    # The last step is the shipped one: a few numbers, learnt from scores by models with authors left out.
    read = trainer.read(stored()["criteria"], trainer.scored({UNSEEN}))
    agreed, found = [], []
    for criterion in CRITERIA:
        cells = [(one[criterion], n) for n, one in read.items()]
        given = [(r.level, trainer.texts[n].levels[criterion]) for r, n in cells if r.sure >= LEAST]
        assert len(given) >= 0.5 * len(cells)
        agreed.append(qwk(given))
        found += [
            any(one & set(r.shown) for one in trainer.texts[n].named[criterion])
            for r, n in cells
            if trainer.texts[n].levels[criterion]
        ]
    assert min(agreed) >= 0.5
    assert np.mean(agreed) >= 0.7
    assert np.mean(found) >= 0.75


def test_confidence_is_what_was_right_and_never_falls():
    right = how_often_right(
        [0.3] * 50 + [0.6] * 50 + [0.9] * 50, [False] * 50 + [True, False] * 25 + [True] * 50
    )
    assert right["at"] == sorted(right["at"])
    assert right["share"] == sorted(right["share"])
    assert right["share"][0] == 0.0
