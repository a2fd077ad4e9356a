"""What the report's sentences claim, against what its numbers bear."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from made_up_class import rows
from ratings_course import course as course_of_four
from test_sections import words

from kit.content import compiled
from kit.measures.cohort import measure
from kit.measures.group_words import not_judged
from kit.measures.ledger import Ledger
from kit.measures.results import CriteriaByDimension, CriteriaCell, Estimate, Withheld
from kit.model import Rating
from kit.report import open_report
from kit.report.blocks import Album
from kit.report.charts.change import changes_in
from kit.report.charts.numbers import learners
from kit.report.class_record import markers
from kit.report.cohort_report import Shown
from kit.report.criteria_section import criteria_section
from kit.report.limits_section import sure_section

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def report(course):
    return open_report(course)


def said_of(ratings):
    """What a first report says of markers of twelve learners."""
    return markers(ratings, frozenset(f"l{n}" for n in range(12)), Ledger(), "2026-11-25")


def said(made):
    return words(Shown(sure_section(made, None, "")))


def with_ratings(made, n, *, everyone):
    level = Estimate(2.0, 1.5, 2.5, n, "t interval")
    return replace(made, learners=everyone, summaries=(replace(made.summaries[0], estimate=level),))


def test_the_people_numbers_rest_on_are_those_in_the_numbers(report):
    made = report.record.cohort
    assert "self-ratings: 25, of 40 described" in said(with_ratings(made, 25, everyone=40))
    assert "numbers on self-ratings: 12." in said(with_ratings(made, 12, everyone=12))
    assert "numbers on self-ratings: none" in said(measure([], compiled()).cohort)


def test_subtraction_is_what_is_guarded_and_no_more_is_claimed(report):
    told = said(report.record.cohort)
    assert "could be worked out" not in told
    assert "subtract" in told
    assert "or of an earlier one of this course" in told
    assert "somebody may be in two courses with separate reports" in told


def test_changes_that_are_in_no_picture_are_said_to_stand_in_the_table():
    twelve = measure(rows(12, seed=3), course_of_four()).cohort
    drawn = [one for kind in ("dimension", "item") for one in changes_in(twelve, kind)]
    assert len(not_judged(twelve.changes)) - len(not_judged(drawn)) == 15
    rest = (
        "15 of the changes that are not judged are not in a picture. They are in the file tables/cohort.csv."
    )
    assert rest in said(twelve)
    assert "tables/cohort.csv" not in said(replace(twelve, changes=tuple(drawn)))


def test_intervals_are_told_where_they_are_too_short(report):
    assert "too narrow" in said(report.record.cohort)


def test_each_interval_has_its_method(report):
    made = report.record.cohort
    rated_twice = said_of(
        [
            rated(who, f"l{n}", "equity.reflection", n % 4 // (1 + (who == "ben" and n < 3)))
            for who in ("ana", "ben")
            for n in range(12)
        ]
    )
    assert "95% interval" in rated_twice
    (told,) = [one for one in sure_section(made, rated_twice, "")[0].items if one.startswith("Intervals: ")]
    assert "by t interval for averages and changes; by Bonett interval for Hedges' g" in told
    assert "by percentile bootstrap, which resamples whole learners, for how far markers agree" in told
    for without in (
        None,
        Withheld("fewer than 10 people"),
        "2 people: weighted kappa 1.00 (no interval can be given)",
    ):
        assert "bootstrap" not in sure_section(made, without, "")[0].items[1]
    alone = sure_section(measure([], compiled()).cohort, rated_twice, "")[0].items[1]
    assert alone.startswith("Intervals: 95%, by percentile bootstrap")


def test_an_average_of_two_is_not_said_to_be_what_everybody_does(report):
    level = Estimate(2.2, 1.6, 2.8, 10, "t interval")
    few = Withheld("fewer than 10 people")
    cell = CriteriaCell("equity", "Equity", "equity.reflection", "event", "Event", 10, (few,) * 4, level)
    found = CriteriaByDimension((("equity", "Equity"),), (("event", "Event"),), (cell,), "")
    made = replace(report.record.cohort, criteria=found)
    told = words(Shown(criteria_section(made, compiled(), Album(made))))
    assert "What the class does" not in told
    assert "on average" in told
    assert "2.2 (1.6 to 2.8)" in told


def test_tasks_are_not_counted_as_texts(report):
    told = words(report.next_week())
    assert " texts, lowest" not in told
    assert re.search(r"Average level \d\.\d in (\w+ \(n = \d+\)|\d tasks, lowest in)", told)
    assert "may be chance" in told


def test_the_n_of_a_picture_is_not_the_number_who_agreed(report):
    assert learners(report.record.cohort).endswith("of those who agreed to this use")


def rated(rater, learner, item, level, criterion="event"):
    return Rating(rater=rater, learner=learner, item=item, criterion=criterion, level=level, at=AT)


def test_a_learner_s_texts_are_drawn_again_together():
    items = ("equity.reflection", "respect.reflection", "advocacy.reflection")
    given = [
        rated(who, f"l{n}", item, min(3, n % 4 + (who == "ben" and n < 3)))
        for who in ("ana", "ben")
        for n in range(12)
        for item in items
    ]
    three = said_of(given)
    one = said_of([r for r in given if r.item == items[0]])
    interval = slice(three.index("("), None)
    assert "all criteria and tasks combined" in three
    # The same answers three times over are no more evidence than once.
    assert (
        three[three.index("kappa") : three.index(", where")] == one[one.index("kappa") : one.index(", where")]
    )
    assert "95%" in three[interval]


def test_pooled_agreement_is_not_taken_for_one_criterion_s():
    given = [
        rated(who, f"l{n}", "equity.reflection", (n + (who == "ben" and n == 1)) % 4, c)
        for who in ("ana", "ben")
        for n in range(12)
        for c in ("event", "action")
    ]
    assert "all criteria and tasks combined" in said_of(given)


def test_three_markers_need_not_have_marked_the_same_texts():
    given = [rated(w, f"l{n}", "equity.reflection", n % 4) for n in range(12) for w in ("ana", "ben")]
    given[0] = given[0].model_copy(update={"rater": "cleo"})
    assert "At least two of 3 people marked" in said_of(given)
