"""Rows of agreement from ratings: who is paired, what is left out, what is withheld."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kit.measures.agreement.comparing import bootstrap, by_group, compare
from kit.measures.agreement.ratings_table import Rated, read_ratings
from kit.measures.results import Withheld
from kit.spreadsheet import TableFault

HEAD = "response_id,rater,criterion,level"


def rated(rater, levels, criterion="event", group=None):
    return [Rated(f"t{i}", rater, criterion, level, group) for i, level in enumerate(levels)]


def test_a_level_that_one_rater_left_out_is_counted_apart():
    (row,) = compare(rated("ana", [0, 1, 2, None]) + rated("ben", [0, 1, None, None]))
    assert (row.n, row.left_out, row.exact) == (2, 1, 1.0)


def test_three_raters_are_paired_and_then_taken_together():
    rows = compare(rated("ana", [0, 1, 2, 3]) + rated("ben", [0, 1, 2, 2]) + rated("cy", [0, 2, 2, 3]))
    assert [row.pair for row in rows] == [("ana", "ben"), ("ana", "cy"), ("ben", "cy"), None]
    assert math.isnan(rows[-1].kappa)
    assert not math.isnan(rows[-1].alpha)
    assert not math.isnan(rows[-1].icc_average)


def test_the_second_raters_generosity_has_a_sign():
    (row,) = compare(rated("ana", [0, 1, 2, 1]) + rated("ben", [1, 2, 3, 2]))
    assert row.difference > 0


def test_criteria_are_told_apart_only_on_demand():
    both = (
        rated("ana", [0, 1])
        + rated("ana", [2, 3], "action")
        + rated("ben", [0, 1])
        + rated("ben", [2, 3], "action")
    )
    assert [row.what for row in compare(both)] == ["all criteria"]
    assert [row.what for row in compare(both, by_criterion=True)] == ["all criteria", "event", "action"]


def test_an_interval_holds_the_agreement_it_was_drawn_around():
    draw = np.random.default_rng(3)
    first = draw.integers(0, 4, 80)
    second = np.where(draw.random(80) < 0.7, first, draw.integers(0, 4, 80))
    (row,) = compare(rated("ana", first.tolist()) + rated("ben", second.tolist()), seed=4)
    low, high = row.quadratic_interval
    assert low < row.quadratic < high
    (again,) = compare(rated("ana", first.tolist()) + rated("ben", second.tolist()), seed=4)
    assert again.quadratic_interval == row.quadratic_interval


def test_levels_of_one_text_are_drawn_together():
    draw = np.random.default_rng(5)
    first = draw.integers(0, 4, 40)
    second = np.where(draw.random(40) < 0.6, first, draw.integers(0, 4, 40))
    once = rated("ana", first.tolist()) + rated("ben", second.tolist())
    five = [Rated(r.response, r.rater, c, r.level) for r in once for c in "abcde"]
    (single,), (pooled,) = compare(once), compare(five)
    assert pooled.quadratic_interval == pytest.approx(single.quadratic_interval)


def test_no_interval_where_most_draws_have_no_value():
    units = np.zeros((3, 4, 4))
    units[:, 1, 1] = 1
    assert math.isnan(bootstrap(units, lambda t: float("nan")).low)


def test_small_groups_are_withheld_and_so_is_what_gives_them_away():
    ratings = [
        Rated(f"t{i}", rater, "event", i % 4, "big" if i < 40 else "next" if i < 55 else "small")
        for i in range(60)
        for rater in ("ana", "ben")
    ]
    found = {group.name: group.rows for group in by_group(ratings)}
    assert isinstance(found["small"], Withheld)
    assert isinstance(found["next"], Withheld)
    assert not isinstance(found["big"], Withheld)


def test_a_text_in_two_groups():
    with pytest.raises(TableFault, match="two groups"):
        by_group([Rated("t1", "ana", "event", 1, "a"), Rated("t1", "ben", "event", 1, "b")])


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["response_id,rater,level", "t1,ana,2"], "no column criterion"),
        ([HEAD, "t1,ana,event,2.5"], "line 2: level '2.5'"),
        ([HEAD, 't1,ana,event,"2,5"'], "line 2: level '2,5'"),
        ([HEAD, "t1,ana,event,4"], "line 2: level '4'"),
        ([HEAD, "t1,,event,1"], "line 2: rater is empty"),
        ([HEAD, "t1,ana,event,1", "t1,ana,event,2"], "line 3: ana already rated t1 on event in line 2"),
        ([], "no column"),
    ],
)
def test_bad_tables_are_named_by_line(lines, words):
    with pytest.raises(TableFault, match=words):
        read_ratings("\n".join(lines), "a.csv")


def test_an_empty_level_is_one_that_was_not_given():
    assert read_ratings(f"{HEAD}\nt1,ana,event,", "a.csv")[0].level is None
