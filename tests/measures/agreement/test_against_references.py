"""The figures against other people's libraries, on made-up levels with gaps, ties and few units."""

from __future__ import annotations

import math
import warnings

import krippendorff as reference
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from kit.measures.agreement.coefficients import alpha, coincidences, confusion, icc, kappa

LEVELS = [0, 1, 2, 3]


def made_up(seed, units, raters, gaps):
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, 4, units)
    table = np.clip(truth + draw.integers(-1, 2, (raters, units)), 0, 3)
    return [[None if draw.random() < gaps else int(v) for v in row] for row in table]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("weights", "theirs"), [("none", None), ("linear", "linear"), ("quadratic", "quadratic")]
)
def test_kappa(seed, weights, theirs):
    first, second = made_up(seed, 40, 2, 0)
    ours = kappa(confusion(first, second, LEVELS), weights)
    assert ours == pytest.approx(cohen_kappa_score(first, second, labels=LEVELS, weights=theirs))


@pytest.mark.parametrize(("seed", "raters", "gaps"), [(1, 2, 0), (2, 3, 0.3), (3, 5, 0.6), (4, 2, 0.5)])
def test_alpha_with_gaps(seed, raters, gaps):
    ratings = made_up(seed, 25, raters, gaps)
    theirs = reference.alpha(
        np.array([[np.nan if v is None else v for v in row] for row in ratings]),
        level_of_measurement="ordinal",
        value_domain=LEVELS,
    )
    assert alpha(coincidences(ratings, LEVELS).sum(axis=0)) == pytest.approx(theirs)


@pytest.mark.parametrize(("seed", "units", "raters"), [(1, 6, 2), (2, 30, 2), (3, 30, 4)])
def test_icc(seed, units, raters):
    import pingouin  # here, because it takes every worker seconds

    ratings = np.array(made_up(seed, units, raters, 0), float).T
    long = pd.DataFrame(
        [(u, r, ratings[u, r]) for u in range(units) for r in range(raters)],
        columns=["unit", "rater", "level"],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = pingouin.intraclass_corr(long, targets="unit", raters="rater", ratings="level")
    theirs = theirs.set_index(theirs["Type"].str.replace(r"[^A-Z0-9,k]", "", regex=True))["ICC"]
    single = [v for k, v in theirs.items() if k in ("ICC2", "ICCA,1")]
    average = [v for k, v in theirs.items() if k in ("ICC2k", "ICCA,k")]
    ours = icc(ratings)
    assert ours.single == pytest.approx(single[0], abs=1e-6)
    assert ours.average == pytest.approx(average[0], abs=1e-6)


def test_where_nothing_varies_there_is_no_figure():
    same = confusion([2, 2, 2], [2, 2, 2], LEVELS)
    assert math.isnan(kappa(same, "quadratic"))
    assert math.isnan(alpha(coincidences([[2, 2, 2], [2, 2, 2]], LEVELS).sum(axis=0)))
    assert math.isnan(icc([[2, 2], [2, 2]]).single)
