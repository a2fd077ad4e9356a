"""What is said of a group's numbers is no stronger than what they show."""

import re
import warnings
from dataclasses import replace

import numpy as np
import pytest
from made_up_class import OCCASIONS, marks, row, rows
from ratings_course import course

from kit.content import compiled
from kit.measures.change import t_interval
from kit.measures.cohort import measure
from kit.measures.criteria import criteria_by_dimension
from kit.measures.gaps import mixed_change
from kit.measures.group_words import change_sentence, comparisons_sentence
from kit.measures.results import Change, Estimate, VignetteChange, Withheld
from kit.measures.verdict import MIXED, PAIRED
from kit.measures.vignettes import vignette_changes

FEW = Withheld("fewer than 10 people")
CRITERIA = [criterion.id for criterion in compiled().rubric.criteria]


def test_where_everybody_has_one_level_its_count_is_withheld_with_the_mean():
    alike = [
        {"learner": f"p{p}", "item": "equity.reflection", "criterion": c, "level": 2}
        for p in range(12)
        for c in CRITERIA
    ]
    cell = criteria_by_dimension(alike, compiled())[0].cell("equity", "event")
    assert isinstance(cell.estimate, Withheld)
    assert all(isinstance(n, Withheld) for n in cell.levels)


def test_without_gaps_the_mixed_model_s_interval_is_the_paired_one():
    rng = np.random.default_rng(6)
    values = rng.normal(1.5, 0.5, (40, 1)) + rng.normal(0, 0.5, (40, 2)) + [0, 0.4]
    found = mixed_change("equity", "Equity", values, ("pre", "post")).estimates["post"]
    paired = t_interval(values[:, 1] - values[:, 0])
    assert (found.low, found.high) == (pytest.approx(paired.low), pytest.approx(paired.high))


@pytest.mark.parametrize(
    ("runs", "least"), [(50, 0.9), pytest.param(600, 0.92, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_the_mixed_model_s_interval_holds_where_one_occasion_scatters_more(runs, least):
    rng = np.random.default_rng(2)
    held, run = 0, 0
    for _ in range(runs):
        person = rng.normal(2, 0.7, (30, 1))
        scatter = rng.normal(0, 1, (30, 3)) * [0.3, 0.3, 1.0]
        values = person + scatter + [0, 0.5, 0.2]
        values[rng.random(30) < 0.15, 2] = np.nan
        found = mixed_change("e", "E", values, ("pre", "post", "follow_up")).estimates
        if found:
            run += 1
            held += found["follow_up"].low <= 0.2 <= found["follow_up"].high
    assert run > 0.93 * runs
    assert held / run >= least


def test_a_change_that_everybody_shares_is_no_number_of_the_mixed_model():
    person = np.random.default_rng(1).normal(2, 0.6, (40, 1))
    for step in (0.0, 1.0):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = mixed_change("equity", "Equity", person + np.array([0.0, step]), ("pre", "post"))
        assert found.estimates == {}
        assert "its results are not used" in found.sentence


def test_a_large_cohort_is_not_told_that_gaps_make_no_difference():
    said = mixed_change("equity", "Equity", np.ones((2_001, 2)), ("pre", "post")).sentence
    assert "says the same" not in said
    assert "gaps" in said


def test_false_alarms_are_told_for_the_whole_report():
    made = measure(rows(12, seed=3), course()).cohort
    total = VignetteChange("total", "Sum", 15, FEW, FEW, FEW, FEW, FEW, {}, distinguishable=False, p=0.5)
    both, alone = (comparisons_sentence(made.changes, stories) for stories in ((total,), ()))
    assert "at most 1 of 20" not in both
    assert "about 1 of 20" in both
    assert "about 1 of 10" in both
    assert "about 1 of 10" not in alone


def test_a_change_of_nothing_is_not_called_more():
    still = [row(f"p{p}", o, i, 2 + (p % 3 - 1) * (o == "post")) for p in range(12) for o in OCCASIONS[:2]
             for i in {r["item"] for r in rows(1)}]  # fmt: skip
    for change in measure(still, course()).cohort.changes:
        assert not re.search(r"0\.00 points (more|less)", change_sentence(change)), change


def test_stories_are_those_of_the_case_that_a_learner_answered():
    content = compiled()
    (id, case), *_ = content.cases.items()
    renamed = [
        item.model_copy(update={"id": f"another.{item.id[-1]}"}) if item.kind == "vignette" else item
        for item in case.items.items
    ]
    another = case.model_copy(update={"items": case.items.model_copy(update={"items": tuple(renamed)})})
    both = content.model_copy(update={"cases": {"another": another, id: case}})
    criteria = [c.id for c in content.rubric.criteria]
    given = marks(20, "vignette.a", criteria) + marks(20, "vignette.b", criteria, seed=9)
    assert vignette_changes(given, both)[0] == vignette_changes(given, content)[0]
    elsewhere = [{**m, "item": m["item"].replace("vignette", "another"), "learner": m["learner"] + "x"}
                 for m in given]  # fmt: skip
    assert vignette_changes(given + elsewhere, both)[0][0].pairs == 40


def test_a_verdict_that_rests_on_the_mixed_model_says_so():
    found = Estimate(0.4, 0.1, 0.7, 20, "t interval")
    paired = Change("equity", "Equity", "dimension", "pre", "post", 20, found, found, True, basis=PAIRED)
    told = comparisons_sentence((paired, replace(paired, label="Respect", basis=MIXED)), ())
    assert "For Respect the verdict rests on the mixed model" in told
    assert "mixed model" not in comparisons_sentence((paired,), ())
