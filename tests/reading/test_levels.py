"""The level models: explainable, held by the rubric, unmoved by what must not count."""

import pytest
from composed_texts import FULL

from kit.reading import PartnershipReader
from kit.reading.criteria import CRITERIA, Found
from kit.reading.features import features
from kit.reading.judging import LEAST, SHOWN, bounded, chances, judge, level, seen_by, summed, sure_of
from kit.reading.pointing import Pointed, pointer, stored
from kit.reading.sentences import sentences
from kit.reading.signs import sign
from lab.levels.swaps import SWAPS
from lab.levels.texts import HANDS, TEXTS, rows

ROWS = [row for hand in HANDS for row in rows(TEXTS / "hands" / f"{hand}.jsonl")[::8]]


def levels(row):
    score = PartnershipReader().read(row["text"], id=row["id"], dimension=row["dimension"])
    return {c: part["level"] for c, part in score["criteria"].items()}


def seen(text):
    signed = sign(sentences(text))
    return signed, summed(pointer().point(features(signed)))


@pytest.mark.parametrize("number", range(len(CRITERIA)))
def test_chances_add_up_and_a_level_lies_within_the_rubric(number):
    criterion = list(CRITERIA)[number]
    signed, read = seen(FULL)
    found, model = CRITERIA[criterion](signed, None), stored()["criteria"][criterion]
    likely = chances(seen_by(number, read, found, model["clues"]), model)
    assert sum(likely) == pytest.approx(1)
    assert min(likely) >= 0
    assert level(likely, model["cuts"]) in range(4)


def test_a_rule_of_the_rubric_holds_a_level_down_and_never_up():
    assert bounded(3, Found({}, highest=1)) == 1
    assert bounded(0, Found({}, highest=1)) == 0


def test_a_level_that_is_right_less_than_half_of_the_time_is_withheld():
    signed, read = seen(FULL)
    found = CRITERIA["event"](signed, None)
    model = stored()["criteria"]["event"]
    unsure = {"event": {**model, "right": {"at": [0.0, 1.0], "share": [0.49, 0.49]}}}
    sure = {"event": {**model, "right": {"at": [0.0, 1.0], "share": [0.9, 0.9]}}}
    own = [one.sentence for one in signed]
    assert judge("event", read, found, own, unsure) == (None, 0.49, ())
    given = judge("event", read, found, own, sure)
    assert given.level == 3
    assert 1 <= len(given.evidence) <= SHOWN
    assert LEAST == 0.5


def test_confidence_never_falls_as_a_level_gets_likelier():
    for model in stored()["criteria"].values():
        shares = [sure_of([1 - p / 20, p / 20, 0, 0], 1, model["right"]) for p in range(21)]
        assert shares == sorted(shares)


def test_the_sentences_shown_are_the_likeliest_and_come_first():
    text = "The hall was cold. " * 3 + "On Monday I will call his mother and ask what helped."
    signed = sign(sentences(text))
    scores = [[-4.0] * 15 for _ in signed]
    scores[3][12:] = [3.0, 2.0, 1.0]
    scores[1][12:] = [1.0, 0.0, 0.0]
    model = {**stored()["criteria"]["action"], "right": {"at": [0.0, 1.0], "share": [0.9, 0.9]}}
    models = {c: model if c == "action" else stored()["criteria"][c] for c in CRITERIA}
    own = [one.sentence for one in signed]
    got = judge("action", summed(Pointed(scores, [0.0] * 15)), CRITERIA["action"](signed, None), own, models)
    assert got.level
    assert got.evidence[0] == own[3]
    assert got.evidence[1:2] in ((), (own[1],))


@pytest.mark.parametrize("what", SWAPS)
def test_what_must_not_count_hardly_moves_levels(what):
    moved = []
    for row in ROWS[::2]:
        swapped = SWAPS[what](row["text"])
        if swapped != row["text"]:
            before, after = levels(row), levels({**row, "text": swapped})
            moved += [after[c] - before[c] for c in CRITERIA if None not in (before[c], after[c])]
    assert len(moved) >= 20
    assert abs(sum(moved) / len(moved)) <= 0.05


def test_most_levels_are_given():
    given = [level for row in ROWS for level in levels(row).values()]
    assert sum(level is not None for level in given) >= 0.65 * len(given)


def test_padding_buys_nothing():
    row = ROWS[0]
    padding = (
        " The street has maples on both sides. The county keeps a form for the mileage. It was a grey week."
        * 4
    )
    before, after = levels(row), levels({**row, "text": row["text"] + padding})
    assert all((after[c] or 0) <= (before[c] or 0) for c in CRITERIA if before[c] is not None)
