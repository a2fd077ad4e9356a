"""The level models: explainable, unmoved by what must not count."""

import pytest

from kit.reading import PartnershipReader
from kit.reading.criteria import CRITERIA, Found
from kit.reading.judging import chances, judge, level, weights
from lab.levels.figures import TEXTS as FOLDER
from lab.levels.figures import TRAINED_ON, rows
from lab.levels.swaps import SWAPS

TEXTS = [row for name in TRAINED_ON for row in rows(FOLDER / name)]


def levels(row):
    score = PartnershipReader().read(row["text"], id=row["id"], dimension=row["dimension"])
    return {c: part["level"] for c, part in score["criteria"].items()}


@pytest.mark.parametrize("criterion", CRITERIA)
def test_chances_add_up_and_grow_with_the_clues(criterion):
    nothing, everything = (
        chances(criterion, {}),
        chances(criterion, dict.fromkeys(weights()["criteria"][criterion]["clues"], 1.0)),
    )
    assert sum(nothing) == pytest.approx(1)
    assert level(nothing) == 0
    assert level(everything) >= 2


def test_no_level_stands_without_a_sentence():
    clues = dict.fromkeys(weights()["criteria"]["event"]["clues"], 1.0)
    found = judge("event", Found(clues, ((), (), ())))
    assert found.level in (None, 0)
    assert found.evidence == ()


@pytest.mark.parametrize("what", SWAPS)
def test_what_must_not_count_moves_levels_by_a_tenth_at_most(what):
    moved = []
    for row in TEXTS[::3]:
        swapped = SWAPS[what](row["text"])
        if swapped != row["text"]:
            before, after = levels(row), levels({**row, "text": swapped})
            moved += [abs(before[c] - after[c]) for c in CRITERIA if None not in (before[c], after[c])]
    assert len(moved) >= 20
    assert sum(moved) / len(moved) <= 0.1


def test_most_levels_are_given():
    given = [level for row in TEXTS for level in levels(row).values()]
    assert sum(level is not None for level in given) >= 0.85 * len(given)


def test_padding_buys_nothing():
    row = TEXTS[0]
    padding = (
        " The street has maples on both sides. The county keeps a form for the mileage. It was a grey week."
        * 4
    )
    before, after = levels(row), levels({**row, "text": row["text"] + padding})
    assert all((after[c] or 0) <= (before[c] or 0) for c in CRITERIA)
