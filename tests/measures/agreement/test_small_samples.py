"""Few texts: no interval that claims certainty, and no row about fewer than ten of them."""

from __future__ import annotations

import math

import numpy as np

from kit.measures.agreement.coefficients import icc
from kit.measures.agreement.comparing import by_group, compare
from kit.measures.agreement.ratings_table import Rated
from kit.measures.results import Withheld


def rated(rater, texts, group, criterion="event"):
    return [Rated(f"{group}{n}", rater, criterion, n % 4, group) for n in texts]


def test_full_agreement_of_few_texts_is_not_certain():
    (row,) = compare(rated("ana", range(12), "a") + rated("ben", range(12), "a"))
    assert row.quadratic == 1.0
    assert all(math.isnan(end) for end in (*row.quadratic_interval, *row.alpha_interval))


def test_a_row_says_how_many_texts_it_rests_on():
    both = [*rated("ana", range(12), "a"), *rated("ana", range(12), "a", "action")]
    (row,) = compare([*both, *(Rated(r.response, "ben", r.criterion, r.level) for r in both)])
    assert (row.n, row.texts) == (24, 12)


def test_texts_that_one_rater_alone_read_do_not_fill_a_group():
    rows = [*rated("ana", range(12), "a"), *rated("ben", range(2), "a")]
    rows += [r for who in ("ana", "ben") for r in rated(who, range(12), "b")]
    held = {group.name: group.rows for group in by_group(rows)}
    assert isinstance(held["a"], Withheld)
    assert isinstance(held["b"], Withheld), "all less the other is the small one"


def test_a_criterion_with_few_texts_is_withheld_and_the_sum_that_would_show_it():
    rows = [r for who in ("ana", "ben") for g in "ab" for r in rated(who, range(12), g)]
    rows += [r for who in ("ana", "ben") for r in rated(who, range(3), "a", "action")]
    rows += [r for who in ("ana", "ben") for r in rated(who, range(11), "b", "action")]
    for group in by_group(rows, by_criterion=True):
        assert [row.what for row in group.rows] == ["event"]


def test_the_icc_of_too_few_units_or_beyond_its_range_is_not_estimable():
    # Three markers' levels as a class gave them: ICC(A,1) was printed as -2.00 and ICC(A,k) as 4.00.
    assert all(math.isnan(one) for one in icc([[1, 2], [2, 1]]))
    assert all(math.isnan(one) for one in icc([[1, 2], [2, 1], [1, 2]]))
    assert not math.isnan(icc([[1, 1], [2, 2], [3, 2]]).average)


def test_no_icc_lies_beyond_its_range():
    draw = np.random.default_rng(1)
    for units in (2, 3, 4, 6):
        for _ in range(300):
            for one in icc(draw.integers(0, 4, (units, 2))):
                assert math.isnan(one) or -1 <= one <= 1
