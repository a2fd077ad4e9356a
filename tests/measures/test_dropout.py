"""People who leave because nothing changed for them: what is called a change must bear that."""

import numpy as np
import pytest
from made_up_class import ITEMS, OCCASIONS, row, rows
from ratings_course import course
from scipy.special import stdtrit

from kit.content import compiled
from kit.measures.change import paired_change
from kit.measures.cohort import measure
from kit.measures.gaps import mixed_change
from kit.measures.group_words import change_sentence
from kit.measures.results import Change, Estimate
from kit.measures.verdict import MIXED, PAIRED, paired_evidence, smallest_detectable, verdicts

LEAVING = 0.25
SPREAD = 0.73
"""Standard deviation of change of a dimension's mean."""


def class_of(
    rng: np.random.Generator, people: int, step: float, pull: float
) -> tuple[np.ndarray, np.ndarray]:
    """Means of five dimensions before and after (people × dimensions × 2), and who stays.

    A quarter leaves; ``pull`` says how much more readily the lower their own change is.
    """
    person = rng.normal(0, 0.7, (people, 1, 1, 1))
    own = rng.normal(0, 0.3, (people, 1, 1))
    values = 1.6 + person + rng.normal(0, 0.8, (people, 5, 3, 2))
    values[..., 1] += own + step
    means = np.clip(np.rint(values), 0, 4).mean(axis=2)
    change = (means[..., 1] - means[..., 0]).mean(axis=1)
    readiness = rng.logistic(size=people) - pull * (change - change.mean()) / change.std()
    stays = np.ones(people, dtype=bool)
    stays[np.argsort(-readiness)[: round(LEAVING * people)]] = False
    return means, stays


def judged(means: np.ndarray, stays: np.ndarray, *, mixed: bool) -> tuple[list[bool], list[bool]]:
    """Whether each dimension is called changed: with the rule for many missing, and without it."""
    given = []
    for n in range(5):
        paired = paired_change(means[stays, n, 0], means[stays, n, 1])
        one = paired_evidence(paired, LEAVING)
        if mixed:
            values = np.where(stays[:, None] | [True, False], means[:, n], np.nan)
            if found := mixed_change("d", "D", values, ("pre", "post")).estimates.get("post"):
                error = (found.high - found.low) / 2 / stdtrit(stays.sum() - 1, 0.975)
                one = one._replace(value=found.value, error=error, basis=MIXED)
        given.append(one)
    before = [one._replace(missing=0.0) for one in given]
    return [v.distinguishable for v in verdicts(given)], [v.distinguishable for v in verdicts(before)]


@pytest.fixture
def quick(monkeypatch):
    """No garbage is collected: statsmodels does so at each of Holm's corrections, most of the time spent."""
    monkeypatch.setattr("gc.collect", lambda: 0)


def false_changes(people: int, classes: int, pull: float, *, mixed: bool) -> tuple[float, float]:
    """Share of classes without change in which any is announced, with the rule and without it."""
    rng = np.random.default_rng(people)
    found = [judged(*class_of(rng, people, 0.0, pull), mixed=mixed) for _ in range(classes)]
    new, old = np.mean([[any(with_rule), any(without)] for with_rule, without in found], axis=0)
    return float(new), float(old)


def test_false_changes_stay_rare_when_those_without_change_leave(quick):
    new, old = false_changes(24, 80, 1.5, mixed=False)
    assert new <= 0.07 < old


@pytest.mark.slow
@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("people", [20, 40, 80])
def test_false_changes_stay_rare_in_many_classes(quick, people, mixed):
    """Prints figures as `kit.measures.verdict` names them; a pull of .6 to 1.5 parts people by .3 to .6."""
    shares = np.array([false_changes(people, 300, pull, mixed=mixed) for pull in (0.6, 1.2, 1.5)])
    print(f"{people} people, mixed model {mixed}: any false change, with the rule and without", *shares)
    assert shares[:, 0].max() <= 0.07 < shares[-1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("size", [0.5, 0.9])
def test_how_often_a_change_is_found_with_a_quarter_missing(quick, size):
    found = {}
    for people in (20, 40, 80):
        rng = np.random.default_rng(3)
        classes = [judged(*class_of(rng, people, size * SPREAD, 0.0), mixed=False) for _ in range(200)]
        found[people] = np.mean(classes, axis=(0, 2))
    print(f"changes of {size} found, with the rule and without:", found)
    assert found[80][0] > (0.6 if size < 0.9 else 0.95)


def dropped(count: int, step: float, seed: int = 4, people: int = 40) -> list[Change]:
    """Changes of dimensions in a class, mostly of forty, of whom so many have no later answer."""
    made = measure(rows(people, seed=seed, steps=(0.0, step), dropped={"post": count}), course()).cohort
    return [one for one in made.changes if one.kind == "dimension"]


def test_above_a_tenth_missing_the_mixed_model_judges_and_the_tipping_point_is_said():
    for one in dropped(10, 0.9):
        assert (one.basis, one.missing_after) == (MIXED, 0.25)
        assert one.distinguishable
        assert one.tipping >= one.plausible > 0
        said = change_sentence(one)
        assert f"If their change were {one.tipping:.2f} points lower than the others'" in said
        assert "Up to 25% did not answer again" in said


@pytest.mark.parametrize("people", [20, 24])
def test_in_a_small_class_the_mixed_model_judges_as_soon_as_those_with_gaps_may_stand_in_a_number(people):
    assert {one.basis for one in dropped(10, 0.9, people=people)} == {MIXED}


def test_of_fewer_the_report_says_what_the_verdicts_rest_on():
    made = measure(rows(19, seed=4, steps=(0.0, 0.9), dropped={"post": 5}), course()).cohort
    assert {one.basis for one in made.changes if one.kind == "dimension"} == {PAIRED}
    (said,) = {one.sentence.removeprefix(f"{one.label}: ") for one in made.mixed}
    assert said.endswith("so verdicts on change rest on those who answered twice.")


def test_a_change_that_a_plausible_difference_of_the_missing_undoes_is_not_announced():
    undone = [one for one in dropped(10, 0.3) if one.tipping is not None and not one.distinguishable]
    assert undone
    assert all(one.p <= 0.05 and one.tipping < one.plausible for one in undone)


def test_with_few_missing_the_paired_comparison_judges():
    for one in dropped(0, 0.9):
        assert (one.basis, one.tipping, one.missing_after) == (PAIRED, None, None)


def test_beside_what_is_not_distinguishable_stands_what_would_have_shown():
    for one in dropped(0, 0.0):
        assert isinstance(one.difference, Estimate)
        assert not one.distinguishable
        said = f"With 40 people, only a change of about {one.detectable:.1f} or more would have shown."
        assert change_sentence(one).endswith(said)


def test_the_smallest_detectable_change_is_found_in_four_classes_of_five():
    from scipy.stats import ttest_1samp

    rng = np.random.default_rng(2)
    size = smallest_detectable(0.7, 12, together=5)
    p = ttest_1samp(rng.normal(size, 0.7, (4_000, 12)), 0, axis=1).pvalue
    assert np.mean(p <= 0.01) == pytest.approx(0.80, abs=0.02)


def test_of_few_people_the_report_says_that_the_spread_is_uncertain():
    still = [row(f"p{p}", o, i, 2 + (p % 3 - 1) * (o == "post")) for p in range(12) for o in OCCASIONS[:2]
             for i in ITEMS]  # fmt: skip
    sentences = [change_sentence(c) for c in measure(still, course()).cohort.changes if c.kind == "dimension"]
    assert all("their spread is itself uncertain" in said for said in sentences)


def test_a_change_from_another_occasion_than_the_model_s_first_rests_on_the_pairs():
    """Few rated before the course, most after it: the model starts before, the change after."""
    content = compiled()
    case = next(iter(content.cases))
    questions = [one.id for one in content.cases[case].items.items if one.kind == "rating"]
    rng = np.random.default_rng(1)
    answers = []
    for person in range(75):
        level = rng.integers(1, 4)
        for occasion in ["pre"] if person < 14 else ["post", "follow_up"] if person > 30 else ["post"]:
            for question in questions:
                value = (0 if occasion == "pre" else level) + rng.integers(-1, 2)
                answers.append(
                    {"learner": f"p{person}", "case": case, "occasion": occasion, "item": question}
                    | {"value": int(np.clip(value, 0, 4)), "missing": None, "at": "2026-01-01T00:00:00Z"}
                )
    judged = [one for one in measure(answers, content).cohort.changes if one.basis]
    assert {(one.first, one.last, one.basis) for one in judged} == {("post", "follow_up", PAIRED)}
