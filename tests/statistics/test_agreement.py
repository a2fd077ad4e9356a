"""Agreement beside the references that others use."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

import kit
from kit.statistics.agreement import alpha, qwk
from kit.statistics.severity import severities

LEVEL = st.integers(0, 3)


@settings(max_examples=60)
@given(st.lists(st.tuples(LEVEL, LEVEL), min_size=3, max_size=30))
def test_kappa_and_alpha_are_those_of_other_programs(pairs):
    first, second = np.array(pairs).T
    if len(set(first) | set(second)) > 1:
        assert qwk(first, second) == pytest.approx(
            cohen_kappa_score(first, second, weights="quadratic", labels=range(4)), abs=1e-9, nan_ok=True
        )
        theirs = krippendorff.alpha(np.array([first, second], float), level_of_measurement="ordinal")
        assert alpha(np.column_stack([first, second]).astype(float)) == pytest.approx(theirs, abs=1e-9)


def marks(levels, rater):
    learners = [f"p{n // 2}" for n in range(len(levels))]
    assignments = [f"w{n % 2}" for n in range(len(levels))]
    table = pd.DataFrame({"learner": learners, "assignment": assignments, "level": levels})
    return table.assign(criterion="event", rater=rater)


def test_the_machine_is_compared_with_the_mark_that_counts():
    people = pd.concat([
        marks([0, 1, 2, 3] * 3, "ana").assign(counts=True), marks([3] * 12, "ben").assign(counts=False),
    ], ignore_index=True)  # fmt: skip
    read = pd.DataFrame({"criterion": "event", "low": [0, 1, 2, 3] * 3, "high": [0, 1, 2, 3] * 3})
    read.index = people["learner"][:12] + "/" + people["assignment"][:12]
    found = kit.agreement(people, read)
    assert found.loc["event", ["raters", "n", "exact", "qwk"]].tolist() == ["person, machine", 12, 1.0, 1.0]
    assert np.isnan(found.loc["event", "low"]), "full agreement has no interval"


def test_a_rater_who_is_a_level_higher_everywhere():
    both = pd.concat([marks([0, 1, 2, 1, 0, 2] * 2, "ana"), marks([1, 2, 3, 2, 1, 3] * 2, "ben")])
    both["text"] = both["learner"] + "/" + both["assignment"]
    found = severities(both)
    assert found["value"].to_dict() == {"ana": -1.0, "ben": 1.0}
    assert kit.agreement(both).loc["event", "severity"] > 0
