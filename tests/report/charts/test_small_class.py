"""Charts of a class of fourteen as `kit.measures.cohort` gives it: much withheld, still readable."""

import random

import pytest

from kit.content import compiled
from kit.measures.cohort import measure
from kit.report.charts.change import change_drawn, shift_drawn
from kit.report.charts.criteria import criteria_drawn
from kit.report.charts.missing import missing_drawn
from kit.report.charts.self_ratings import cohort_drawn
from kit.report.charts.vignettes import vignettes_drawn

OCCASIONS = {"pre": 0.0, "post": 0.8, "then": -0.4, "follow_up": 0.6}


@pytest.fixture(scope="module")
def small():
    content, chance = compiled(), random.Random(3)  # noqa: S311 - made-up answers
    items = [i.id for case in content.cases.values() for i in case.items.items if i.kind == "rating"]
    rows, marks = [], []
    for n in range(14):
        learner = f"learner_{n}"
        for occasion, step in OCCASIONS.items():
            for item in items if occasion != "follow_up" or n % 6 else ():
                gap = chance.random() < 0.05
                value = None if gap else min(4, max(0, round(chance.gauss(1.6 + step, 0.8))))
                row = {"course": "x", "learner": learner, "case": "ms_perez", "occasion": occasion}
                told = {"value": value, "missing": "no_chance" if gap else None}
                rows.append({**row, "item": item, **told, "at": "2026-01-01T00:00:00+00:00"})
        graded = {
            a.graded: content.rubric.criteria_of(a.rubric)
            for case in content.cases.values()
            for a in case.items.assignments
            if a.graded
        }
        texts = {**graded, "vignette.a": content.rubric.criteria, "vignette.b": content.rubric.criteria}
        for item, criteria in texts.items():
            for criterion in criteria:
                level = chance.choice([0, 1, 1, 2, 2, 3])
                marks.append(
                    {
                        "course": "x",
                        "learner": learner,
                        "item": item,
                        "criterion": criterion.id,
                        "level": level,
                    }
                )
    return measure(rows, content, marks).cohort


@pytest.mark.slow
@pytest.mark.parametrize(
    "draw",
    [
        cohort_drawn,
        lambda c: cohort_drawn(c, kind="item"),
        change_drawn,
        lambda c: change_drawn(c, kind="item"),
        shift_drawn,
        missing_drawn,
        criteria_drawn,
        vignettes_drawn,
    ],
)
def test_every_chart_of_a_small_class_can_be_read(small, draw, unreadable):
    drawn = draw(small)
    assert not unreadable(drawn.figure)
    for told in (drawn.alt, drawn.table_html):
        assert told.count("it would reveal something about fewer than 10 people") <= 2
