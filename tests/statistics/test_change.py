"""Change in self-ratings, beside other programs' numbers, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pingouin
import pytest

import kit
from kit.model import PlainError
from kit.statistics.change import FEWER, REAL, hedges_g

ITEMS = ["rate.equity.resources", "rate.equity.preferences", "rate.respect.strengths"]


def ratings(people=14, *, seed=1, skipped=()):
    """Self-ratings before and after; ``skipped`` are (learner, occasion, item) that nobody answered."""
    random = np.random.default_rng(seed)
    rows = [
        (f"p{n}", "a", when, item, int(random.integers(0, 4)) + later)
        for n in range(people) for later, when in enumerate(("pre", "post")) for item in ITEMS
        if (n, when, item) not in skipped
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["learner", "case", "occasion", "item", "value"])


def test_it_is_the_same_as_pingouins_paired_test_and_holm():
    table = ratings()
    found = kit.growth(table)
    raw = {}
    for dimension in ("equity", "respect"):
        mine = table[table["item"].str.contains(f"rate.{dimension}")]
        means = mine.pivot_table(index="learner", columns="occasion", values="value")
        test = pingouin.ttest(means["post"], means["pre"], paired=True).iloc[0]
        interval = test[next(name for name in test.index if "CI" in name)]
        assert found.loc[dimension, ["low", "high"]].tolist() == pytest.approx(list(interval), abs=0.0051)
        raw[dimension] = float(test["p_val" if "p_val" in test.index else "p-val"])
        assert found.loc[dimension, "change"] == pytest.approx(
            (means["post"] - means["pre"]).mean(), abs=1e-9
        )
    _, corrected = pingouin.multicomp(list(raw.values()), method="holm")
    assert found.loc[list(raw), "p"].tolist() == pytest.approx(list(corrected), abs=1e-9)


def test_bonetts_interval_is_the_one_that_his_program_prints():
    """Means 110.4 and 102.1, standard deviations 15.3 and 14.6, r = .75, n = 25: 0.5433, 0.2395 to 0.8706."""
    one, two = np.random.default_rng(2).normal(size=(2, 25))
    one = (one - one.mean()) / one.std(ddof=1)
    two = two - two.mean() - np.cov(one, two)[0, 1] * one
    two = two / two.std(ddof=1)
    after, before = 110.4 + 15.3 * one, 102.1 + 14.6 * (0.75 * one + math.sqrt(1 - 0.75**2) * two)
    assert hedges_g(before, after) == pytest.approx((0.5433, 0.2395, 0.8706), abs=5e-5)


def test_whoever_left_an_item_of_a_dimension_open_is_in_the_other_rows_alone():
    found = kit.growth(ratings(skipped={(0, "post", ITEMS[0]), (1, "pre", ITEMS[1])}))
    assert found["n"].tolist() == [12, 14]
    by_item = kit.growth(ratings(skipped={(0, "post", ITEMS[0])}), by="item")
    assert by_item.loc[ITEMS, "n"].tolist() == [13, 14, 14]


def test_small_groups_and_equal_changes_have_a_reason_and_no_number():
    few = kit.growth(ratings(9))
    assert set(few["withheld"]) == {FEWER}
    assert few[["n", "change", "low", "high", "g", "p"]].isna().all(axis=None)
    same = ratings().assign(value=lambda table: np.where(table["occasion"] == "pre", 1, 2))
    assert kit.growth(same)["change"].isna().all()
    assert (kit.growth(same)["withheld"] != "").all()


def test_a_clear_change_is_called_one():
    table = ratings()
    table.loc[table["occasion"] == "post", "value"] += 1
    table["value"] = table["value"].clip(upper=4)
    assert set(kit.growth(table)["verdict"]) == {REAL}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda table: kit.growth(table.drop(columns="value")),
        lambda table: kit.growth(table.assign(value=7)),
        lambda table: kit.growth(pd.DataFrame({"price": [1.0]})),
        lambda table: kit.growth(table, by="height"),
        lambda table: kit.growth(table, first="monday"),
        lambda table: kit.chart(pd.DataFrame({"price": [1.0]})),
        lambda table: kit.chart(table),  # whose?
        lambda table: kit.chart(kit.growth(table[table["learner"] == "p1"])),
        lambda _: kit.score("Words.", dimension="nonsense"),
        lambda _: kit.score([None]),
        lambda _: kit.score(["Words."], dimension=["equity", "respect"]),
        lambda _: kit.agreement(
            pd.DataFrame({"text": ["a"], "criterion": ["event"], "rater": ["x"], "level": [1]})
        ),
        lambda _: kit.agreement(pd.DataFrame({"criterion": ["event"], "rater": ["x"], "level": [1]})),
        lambda _: kit.open_class("/nowhere/at/all"),
    ],
)
def test_a_wrong_argument_is_one_sentence(wrong):
    with pytest.raises(PlainError) as fault:
        wrong(ratings())
    assert "\n" not in str(fault.value)


def test_the_library_shows_its_face():
    assert {"open_class", "growth", "chart", "score", "agreement", "open_course"} <= set(dir(kit))
    for name in ("open_class", "growth", "chart", "score", "agreement"):
        assert "Examples" in (getattr(kit, name).__doc__ or "")


def test_a_picture_says_what_it_shows():
    drawn = kit.chart(kit.growth(ratings()))
    assert f"equity {kit.growth(ratings()).loc['equity', 'change']:+.3g}".replace("-", "−") in drawn.alt
    assert "<svg" in drawn.svg()
    one = kit.chart(ratings(), learner="p3")
    assert "p3" in one.alt
