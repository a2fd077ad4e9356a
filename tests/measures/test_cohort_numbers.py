"""A group's numbers against other people's programs, and what is said where there is no number."""

import sys
from datetime import UTC, datetime

import numpy as np
import pytest
from made_up_class import ITEMS, OCCASIONS, marks, row, rows
from ratings_course import course

from kit.content import compiled
from kit.measures.change import hedges_g, paired_change
from kit.measures.cohort import measure
from kit.measures.cohort_tables import COHORT_COLUMNS, cohort_json, cohort_table
from kit.measures.gaps import mixed_change
from kit.measures.grid import groups, lay_out
from kit.measures.group_words import change_sentence, story_sentence
from kit.measures.results import Cohort, Estimate, Withheld
from kit.measures.vignettes import vignette_changes, with_occasions
from kit.model import Response

CRITERIA = [criterion.id for criterion in compiled().rubric.criteria]


@pytest.fixture(scope="module")
def twelve() -> Cohort:
    return measure(rows(12, seed=3), course()).cohort


def dimension(made: Cohort, id: str, last: str = "post"):
    return next(c for c in made.changes if (c.id, c.last) == (id, last))


def means(made: list[dict], id: str, occasion: str) -> np.ndarray:
    """Each person's mean of a dimension, worked out another way."""
    people = sorted({r["learner"] for r in made})
    return np.array(
        [
            np.mean(
                [
                    r["value"]
                    for r in made
                    if r["learner"] == p and r["occasion"] == occasion and f".{id}." in r["item"]
                ]
            )
            for p in people
        ]
    )


def test_every_dimension_and_question_has_its_mean_and_change_with_n(twelve):
    assert twelve.learners == 12
    assert len(twelve.summaries) == 20 * 4
    assert {s.estimate.n for s in twelve.summaries} == {12}
    assert len(twelve.changes) == 20 * 2
    assert len(twelve.shifts) == 20


def test_the_change_is_scipy_s_paired_t_test_after_holm(twelve):
    from scipy.stats import ttest_rel
    from statsmodels.stats.multitest import multipletests

    made = rows(12, seed=3)
    ids = [d.id for d in course().framework.dimensions]
    tests = [ttest_rel(means(made, d, "post"), means(made, d, "pre")) for d in ids]
    corrected = multipletests([t.pvalue for t in tests], method="holm")[1]
    for id, test, p in zip(ids, tests, corrected, strict=True):
        change = dimension(twelve, id)
        ends = test.confidence_interval()
        assert change.p == round(p, 4)
        assert (change.difference.low, change.difference.high) == (round(ends.low, 2), round(ends.high, 2))


def test_only_dimensions_are_judged_and_only_before_against_after(twelve):
    judged = {(c.kind, c.last) for c in twelve.changes if c.distinguishable is not None}
    assert judged == {("dimension", "post")}
    assert "5 comparisons of dimension means were judged together" in twelve.comparisons
    # Which of them are on a page, a reader of this sentence alone cannot know.
    assert (
        "35 further changes (single questions, follow-up) were computed but not judged" in twelve.comparisons
    )
    assert "shown" not in twelve.comparisons


def test_no_change_is_what_is_said_unless_change_is_told_apart():
    still = measure(rows(12, seed=8, steps=(0.0, 0.0)), course()).cohort
    assert {c.distinguishable for c in still.changes if c.kind == "dimension"} == {False}
    assert all(
        "not distinguishable from no change" in change_sentence(c) for c in still.changes if c.p is not None
    )


def test_the_seed_makes_a_report_repeatable():
    made = rows(14, seed=2)
    assert measure(made, course(), seed=5).cohort == measure(made[::-1], course(), seed=5).cohort


def test_the_then_test_is_a_quantity_of_its_own_and_never_an_end_of_a_change(twelve):
    assert "then" not in {o for c in twelve.changes for o in (c.first, c.last)}
    assert "neither truer nor less biased" in " ".join(twelve.cannot_show)


def test_a_person_s_mean_is_over_the_same_questions_on_every_occasion():
    made = rows(12, seed=3, steps=(0.0, 0.7))
    gone = {("p004", "pre", "rate.equity.resources")}
    made = [
        {**r, "value": None, "missing": "no_chance"}
        if (r["learner"], r["occasion"], r["item"]) in gone
        else r
        for r in made
    ]
    grid = lay_out(made, course())
    chosen = groups(grid)
    assert chosen.base.sum() == 12
    person, question = grid.people.index(("", "p004")), 1
    assert not chosen.kept[person, question]
    assert not chosen.items["equity"].any()
    assert chosen.items["respect"].all()


def test_two_rows_that_differ_are_a_gap_and_alike_ones_are_one():
    one = row("lee", "pre", ITEMS[0], 3)
    grid = lay_out([one, one, row("ana", "pre", ITEMS[0], 1), row("ana", "pre", ITEMS[0], 2)], course())
    assert grid.people == (("", "ana"), ("", "lee"))
    assert grid.reasons[0, 0, 0] == "two_answers"
    assert grid.values[1, 0, 0] == 3


def test_one_learner_in_two_courses_is_two_people():
    made = [{"course": c, **r} for c in ("fall", "spring") for r in rows(6, seed=1)]
    assert measure(made, course()).cohort.learners == 12


def test_with_only_one_occasion_there_are_means_and_no_changes():
    made = measure(rows(12, steps=(0.0,)), course()).cohort
    assert made.changes == ()
    assert made.shifts == ()
    assert all(isinstance(s.estimate, Estimate) for s in made.summaries)


def test_nobody_at_all_is_said_and_nothing_fails():
    made = measure([], compiled()).cohort
    assert made.comparisons == "No comparison was made."
    assert cohort_json(made)["summaries"] == []


def test_everybody_alike_has_no_interval_and_so_no_number():
    same = [row(f"p{n}", o, i, 2) for n in range(12) for o in OCCASIONS for i in ITEMS]
    made = measure(same, course()).cohort
    assert {s.estimate.reason for s in made.summaries} == {"all answers were alike, so there is no interval"}
    assert {c.distinguishable for c in made.changes} == {None}


def test_hedges_g_turns_with_its_sign_and_does_without_correlation():
    one, two = [1, 2, 3, 4, 2.0, 1], [2, 2, 4, 4, 3.0, 2]
    there, back = hedges_g(one, two), hedges_g(two, one)
    assert there.value == pytest.approx(-back.value)
    assert (there.low, there.high) == (pytest.approx(-back.high), pytest.approx(-back.low))
    assert np.isfinite(hedges_g([1.0] * 6, two).value)
    with pytest.raises(ValueError, match="nothing varies"):
        hedges_g([1.0] * 6, [1.0] * 6)
    with pytest.raises(ValueError, match="pairs"):
        paired_change([1, 2], [1, 2, 3])


def test_the_mixed_model_is_the_paired_change_where_nobody_has_a_gap():
    rng = np.random.default_rng(6)
    values = rng.normal(1.5, 0.5, (40, 1)) + rng.normal(0, 0.5, (40, 2)) + [0, 0.4]
    found = mixed_change("equity", "Equity", values, ("pre", "post"))
    assert found.run
    assert found.converged
    assert found.estimates["post"].value == pytest.approx((values[:, 1] - values[:, 0]).mean(), abs=0.006)
    assert found.estimates["post"].n == 40


def test_the_mixed_model_finds_the_change_although_those_low_at_first_drop_out():
    rng = np.random.default_rng(9)
    values = rng.normal(1.5, 0.8, (400, 1)) + rng.normal(0, 0.4, (400, 2)) + [0, 0.5]
    values[values[:, 0] < 1.2, 1] = np.nan
    naive = np.nanmean(values[:, 1]) - values[:, 0].mean()
    found = mixed_change("equity", "Equity", values, ("pre", "post")).estimates["post"]
    assert found.low <= 0.5 <= found.high
    assert abs(found.value - 0.5) < abs(naive - 0.5)


def test_the_mixed_model_s_people_give_nobody_away():
    made = rows(60, seed=4, steps=(0.0, 0.5), dropped={"post": 10})
    made = [r for r in made if not (r["learner"] in ("p058", "p059") and ".equity." in r["item"])]
    told = measure(made, course()).cohort
    assert told.learners == 60
    sizes = {m.id: m.estimates["post"].n for m in told.mixed}
    assert sizes == {"equity": 50, "respect": 60, "communication": 60, "advocacy": 60, "commitment": 60}


def test_intervals_end_where_the_scale_does():
    made = measure(rows(12, seed=1, steps=(-2.5, -2.0)), course()).cohort
    ends = [(s.estimate.low, s.estimate.high) for s in made.summaries if isinstance(s.estimate, Estimate)]
    assert ends
    assert all(low >= 0 and high <= 4 for low, high in ends)


def test_thousands_of_people_are_no_burden():
    rng = np.random.default_rng(1)
    first = rng.integers(0, 5, 50_000).astype(float)
    found = paired_change(first, np.clip(first + rng.integers(-1, 3, 50_000), 0, 4))
    assert found.bootstrap_agrees
    assert found.difference.n == 50_000


def test_a_mixed_model_that_cannot_be_fitted_says_so():
    found = mixed_change("equity", "Equity", np.ones((40, 2)), ("pre", "post"))
    assert not found.converged
    assert found.estimates == {}
    assert "did not converge" in found.sentence
    once = mixed_change("equity", "Equity", np.ones((40, 1)), ("pre",))
    assert not once.run
    assert "two occasions" in once.sentence


def test_vignettes_go_by_occasion_and_not_by_form():
    content = compiled()
    low, high = marks(12, "vignette.a", CRITERIA, seed=1), marks(12, "vignette.b", CRITERIA, seed=2, low=2)
    first_a = [{**m, "occasion": "pre"} for m in low] + [{**m, "occasion": "post"} for m in high]
    first_b = [{**m, "occasion": "post"} for m in low] + [{**m, "occasion": "pre"} for m in high]
    up, down = (vignette_changes(m, content)[0][-1] for m in (first_a, first_b))
    assert up.criterion == "total"
    assert up.difference.value == -down.difference.value > 0
    assert up.distinguishable is True
    assert up.orders == {"ab": 12, "ba": 0}
    assert "one story came first clearly more often" in story_sentence(up)


def test_without_an_occasion_the_learner_s_id_tells_the_order_and_halves_are_hidden():
    both = marks(16, "vignette.a", CRITERIA) + marks(16, "vignette.b", CRITERIA, seed=4)
    total = vignette_changes(both, compiled())[0][-1]
    assert total.pairs == 16
    assert all(isinstance(n, Withheld) for n in total.orders.values())


def test_a_vignette_without_all_marks_is_no_pair():
    both = marks(12, "vignette.a", CRITERIA) + marks(12, "vignette.b", CRITERIA)[:-1]
    assert vignette_changes(both, compiled())[0][0].pairs == 11


def test_the_journal_tells_when_a_vignette_was_answered():
    answered = Response(
        id="0" * 26, parent=None, workspace="0" * 26, item="vignette.a", item_hash="", case="ms_perez",
        occasion="post", seq=1, at=datetime(2026, 11, 25, tzinfo=UTC), lane="shared", value="A text.",
    )  # fmt: skip
    found = with_occasions(marks(1, "vignette.a", ["event"]), {"p000": [answered]})
    assert found[0]["occasion"] == "post"


def test_tasks_lie_side_by_side_with_the_same_people_where_that_costs_little():
    content = compiled()
    given = marks(14, "equity.reflection", CRITERIA) + marks(12, "respect.reflection", CRITERIA, seed=5)
    made = measure([], content, given).cohort.criteria
    assert made.cell("equity", "event").n == made.cell("respect", "event").n == 12
    assert "same 12 people" in made.sentence
    assert "not growth" in made.sentence
    assert made.cell("advocacy", "event").estimate == Withheld("no marks yet")
    assert [c for c, _ in made.criteria][-5:] == [c.id for c in content.rubric.plan.criteria]


def test_what_is_missing_is_described_by_reason_and_never_filled_in():
    made = rows(40, seed=2, dropped={"follow_up": 14})
    told = measure(made, course()).cohort.missing
    last = next(r for r in told.rows if (r.id, r.occasion) == (ITEMS[0], "follow_up"))
    assert (last.rated, last.reasons) == (26, {"not_taken": 14})
    assert [(p.rated, p.count) for p in told.patterns] == [((True,) * 4, 26), ((True, True, True, False), 14)]
    assert "The gaps are at: follow-up" in told.sentence


def test_the_tidy_table_has_a_number_or_a_reason_in_every_row(twelve):
    table = cohort_table(twelve)
    assert all(tuple(r) == COHORT_COLUMNS for r in table)
    assert all((r["value"] == "") != (r["withheld"] == "") for r in table)
    assert {r["table"] for r in table} >= {"group", "dimension", "item", "missing", "pattern"}


def test_opening_a_course_and_looking_at_one_learner_needs_no_numpy():
    code = (
        "import sys; from kit import open_course; import kit.measures; open_course('ms_perez');"
        "print([m for m in ('numpy', 'scipy', 'pandas', 'statsmodels') if m in sys.modules])"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
