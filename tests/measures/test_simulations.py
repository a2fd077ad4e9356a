"""A thousand made-up classes at once: how often intervals hold the truth, how often "changed" is wrong."""

import numpy as np
import pytest
from made_up_class import latent
from scipy.stats import ttest_1samp
from statsmodels.stats.multitest import multipletests

from kit.measures.change import bootstrap_bounds, t_bounds
from kit.measures.verdict import LEVEL

RUNS = 1_000
SIZES = (12, 15, 20, 30, 60)
MANY = 400_000


def gained(rng, people: int, step: float, questions: int, runs: int = RUNS) -> np.ndarray:
    """Differences of runs × people, of one question or of the mean of three, on the scale of 0 to 4."""
    values = latent(rng, (runs, people), (0.0, step), questions).mean(axis=-2)
    return values[..., 1] - values[..., 0]


def p_value(differences: np.ndarray) -> np.ndarray:
    """Of the t test over the people; 1 where nothing varies."""
    return np.nan_to_num(ttest_1samp(differences, 0, axis=-1).pvalue, nan=1)


@pytest.mark.parametrize("people", SIZES)
def test_with_a_known_effect_on_a_smooth_scale_the_interval_holds_it(people):
    rng = np.random.default_rng(people)
    low, high = t_bounds(rng.normal(0.5, 1.1, (RUNS, people)))
    assert 0.93 <= np.mean((low <= 0.5) & (high >= 0.5)) <= 0.97


@pytest.mark.parametrize("questions", [1, 3])
@pytest.mark.parametrize("step", [0.0, 0.4, 0.8])
def test_with_ratings_rounded_to_the_scale_the_interval_holds_the_true_change(questions, step):
    rng = np.random.default_rng(7)
    truth = gained(rng, MANY, step, questions, runs=1).mean() if step else 0.0
    for people in SIZES:
        low, high = t_bounds(gained(rng, people, step, questions))
        covered = np.mean((low <= truth) & (truth <= high))
        assert 0.93 <= covered <= 0.97, (people, covered)


@pytest.mark.parametrize("people", SIZES)
def test_with_no_change_changed_is_said_of_any_of_five_dimensions_in_few_reports(people, monkeypatch):
    # statsmodels collects garbage at each correction, which takes minutes over a thousand classes.
    monkeypatch.setattr("gc.collect", lambda: 0)
    rng = np.random.default_rng(100 + people)
    persons = rng.normal(0, 0.7, (RUNS, people, 1, 1, 1))
    noise = rng.normal(0, 0.8, (RUNS, people, 5, 3, 2))
    values = np.clip(np.rint(1.6 + persons + noise), 0, 4).mean(axis=3)
    differences = np.moveaxis(values[..., 1] - values[..., 0], 1, -1)
    low, high = bootstrap_bounds(differences.reshape(RUNS * 5, people), resamples=499)
    agrees = ((low > 0) | (high < 0)).reshape(RUNS, 5)
    corrected = np.array([multipletests(p, method="holm")[1] for p in p_value(differences)])
    said = (corrected <= LEVEL) & agrees
    assert said.any(axis=1).mean() <= 0.065
    assert said.mean(axis=0).max() <= 0.065


@pytest.mark.parametrize("people", SIZES)
def test_with_no_change_a_single_comparison_says_changed_seldom_enough(people):
    differences = gained(np.random.default_rng(200 + people), people, 0.0, 3)
    low, high = bootstrap_bounds(differences, resamples=499)
    said = (p_value(differences) <= LEVEL) & ((low > 0) | (high < 0))
    assert said.mean() <= 0.065


@pytest.mark.parametrize("people", SIZES)
def test_where_few_move_and_all_upwards_the_second_opinion_still_holds(people):
    rng = np.random.default_rng(people)
    moved = np.where(rng.random((RUNS, people)) < 0.2, rng.integers(1, 4, (RUNS, people)), 0).astype(float)
    low, high = bootstrap_bounds(moved, resamples=499)
    assert np.mean((low <= 0.4) & (high >= 0.4)) >= 0.91


def test_with_a_large_change_it_is_found():
    differences = gained(np.random.default_rng(5), 20, 0.9, 3)
    low, _ = bootstrap_bounds(differences, resamples=499)
    assert ((p_value(differences) <= LEVEL / 5) & (low > 0)).mean() > 0.8


def test_the_interval_of_hedges_g_holds_the_true_effect():
    from kit.measures.change import hedges_g

    rng = np.random.default_rng(11)
    many = latent(rng, (MANY,), (0.0, 0.6), 3).mean(axis=1)
    truth = (many[:, 1] - many[:, 0]).mean() / np.sqrt(many.var(axis=0).mean())
    for people in (12, 30):
        pairs = latent(rng, (RUNS, people), (0.0, 0.6), 3).mean(axis=-2)
        found = [hedges_g(p[:, 0], p[:, 1]) for p in pairs]
        covered = np.mean([e.low <= truth <= e.high for e in found])
        assert 0.93 <= covered <= 0.97, (people, covered)
        assert abs(np.mean([e.value for e in found]) - truth) < 0.05
