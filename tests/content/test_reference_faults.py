"""An id that names nothing, or stands twice, is told by line."""

from __future__ import annotations

import shutil

import pytest

FRAMEWORK, CASE, ITEMS = (
    "case_studies/framework.yaml",
    "case_studies/ms_novak/case.yaml",
    "case_studies/ms_novak/items.yaml",
)
RUBRIC = "case_studies/rubric.yaml"


def test_law_row_that_does_not_exist(only):
    only(FRAMEWORK, "law: [notice]", "law: [notices]", "'notices'", "law.yaml")


def test_application_of_no_strategy(course):
    line = course.edit(CASE, "strategy: talk.listen", "strategy: talk.listens")
    faults = course.faults()
    assert f"{CASE}:{line}: there is no strategy 'talk.listens' in framework.yaml" in faults[1].split("; ")[0]
    assert "strategy 'talk.listen' has no application in this case" in faults[0]


def test_strategy_under_another_dimension(course):
    course.edit(FRAMEWORK, "id: talk.listen", "id: respect.listen")
    assert any(
        "'respect.listen' is listed under 'talk'; begin its id with talk." in f for f in course.faults()
    )


def test_scale_that_does_not_exist(only):
    only(ITEMS, "scale: chances", "scale: chance", "scale 'chance'", "use one of chances")


def test_notebook_that_does_not_exist(course):
    line = course.edit(ITEMS, "notebook: 00_start_here", "notebook: 00_start")
    assert any(
        f.startswith(f"{ITEMS}:{line}: 'consent.use' names notebook '00_start'") for f in course.faults()
    )


def test_assignment_that_does_not_exist(only):
    only(
        ITEMS,
        "assignment: start\n",
        "assignment: begin\n",
        "assignment 'begin'",
        "use one of meeting, respect, start",
    )


def test_an_assignment_marked_by_a_rubric_that_is_not_there(course):
    text = (course.root / RUBRIC).read_text("utf-8")
    (course.root / RUBRIC).write_text(text[: text.index("plan:\n")], "utf-8")
    told = "\n".join(course.faults())
    assert "'meeting' is marked as a plan, but rubric.yaml has no criteria for that; add plan:" in told


def test_a_criterion_of_the_plan_that_stands_twice(course, only):
    # Whole marked texts are optional; they would miss the criterion that is renamed.
    shutil.rmtree(course.root / "case_studies" / "marking")
    only(RUBRIC, "- id: plan_access", "- id: plan_open", "'plan_open' is used twice")


def test_levels_of_the_plan_out_of_order(course):
    text = (course.root / RUBRIC).read_text("utf-8")
    head, plan = text.split("plan:\n", 1)
    swapped = plan.replace("level: 0", "level: 9", 1).replace("level: 1", "level: 0", 1)
    (course.root / RUBRIC).write_text(head + "plan:\n" + swapped.replace("level: 9", "level: 1", 1), "utf-8")
    (fault,) = course.faults()
    assert "the levels of 'plan_open' are out of order; put them in the order 0, 1, 2, 3" in fault


def test_a_vignette_without_its_pair(course):
    course.edit(ITEMS, "    kind: vignette\n", "    kind: prose\n")
    assert any("there are 1 vignettes; write two" in fault for fault in course.faults())


def test_rating_under_another_name(course):
    course.edit(ITEMS, "strategy: respect.strengths", "strategy: talk.listen")
    told = "\n".join(course.faults())
    assert "'rate.respect.strengths' rates 'talk.listen'; give it the id rate.talk.listen" in told
    assert "strategy 'respect.strengths' has no self-rating" in told


def test_item_twice(course):
    course.edit(ITEMS, "id: rate.talk.listen", "id: rate.respect.strengths")
    assert any("'rate.respect.strengths' is used twice" in fault for fault in course.faults())


def test_card_without_its_bin(course):
    course.edit(ITEMS, "bin: respect", "bin: respects")
    assert any("goes in bin 'respects', which doesn't exist" in fault for fault in course.faults())


def test_graded_item_must_be_markable(only):
    only(
        ITEMS,
        "graded: respect.reflection",
        "graded: respect.plan",
        "'respect.plan' can't be the marked item of 'respect'",
    )


def test_a_station_of_no_dimension(only):
    only(CASE, "dimensions: [respect, talk]", "dimensions: [respect, walk]", "dimension 'walk'")


@pytest.mark.parametrize("field", ["practices", "carries"])
def test_an_item_that_names_no_strategy(course, field):
    line = course.edit(
        ITEMS, "  - id: respect.plan\n", f"  - id: respect.plan\n    {field}: [respect.wealth]\n"
    )
    wrong = "there is no strategy 'respect.wealth' in framework.yaml; use one that is there"
    assert course.faults() == [f"{ITEMS}:{line + 1}: {wrong}"]


def test_a_term_of_the_glossary_that_stands_twice(course):
    term = "  - {id: law, term: school, says: Where one learns.}\n"
    glossary = course.root / "case_studies/glossary.yaml"
    glossary.write_text(f"schema_version: 1\nterms:\n{term}{term}", "utf-8")
    assert course.faults() == [
        "case_studies/glossary.yaml:4: 'law' is used twice; give each entry its own id"
    ]


def test_a_then_test_without_words_of_its_own(only):
    only(
        ITEMS,
        "    then_stem:",
        "    # then_stem:",
        "has no then_stem for the then-test",
        "add one that asks about the time before the course",
        line=-2,
    )
