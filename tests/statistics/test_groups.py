"""What may be shown of a group: rules, and an attack on each."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.statistics.groups import LEAST, coarse, same_people, some


@settings(max_examples=100)
@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), max_size=40))
def test_all_rows_are_about_the_same_ten_people_or_nobody(rows):
    given_ = pd.DataFrame(rows, columns=["pre", "post", "late"], dtype=bool)
    people, columns = same_people(given_, ["pre", "post"])
    assert len(people) == 0 or len(people) >= LEAST
    assert bool(len(people)) == bool(columns)
    if columns:
        assert given_.loc[people, columns].all(axis=None)
        assert len(people) == given_[columns].all(axis=1).sum(), "nobody who has all of it is left out"


@pytest.mark.attack
@pytest.mark.parametrize("people", [10, 12, 16])
def test_no_distribution_of_levels_can_be_worked_out_from_a_mean(people):
    """Every class of this size: how many distributions of levels fit the mean that is shown?"""
    shown: dict[float, int] = {}
    for counts in itertools.product(range(people + 1), repeat=3):
        if sum(counts) <= people:
            values = np.repeat(np.arange(4.0), [*counts, people - sum(counts)])
            mean = coarse(pd.DataFrame({"level": [values.mean()]}), people)["level"].iloc[0]
            shown[mean] = shown.get(mean, 0) + 1
    print(f"{people} people: at least {min(shown.values())} distributions fit each mean")
    assert min(shown.values()) > 1


@given(st.floats(-4, 4), st.floats(0, 2), st.integers(10, 80))
def test_an_interval_is_never_shown_narrower_than_it_is(value, reach, people):
    table = pd.DataFrame({"change": [value], "low": [value - reach], "high": [value + reach]})
    found = coarse(table, people).iloc[0]
    assert found["low"] <= value - reach + 1e-6
    assert found["high"] >= value + reach - 1e-6
    assert abs(found["change"] - value) <= (0.125 if people < 35 else 0.05) + 1e-6


@given(st.integers(0, 200))
def test_the_number_of_people_comes_in_steps_of_five(people):
    assert some(people) in ("fewer than 10", f"{5 * (people // 5)} or more")
