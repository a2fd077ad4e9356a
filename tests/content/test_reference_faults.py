"""An id that names nothing, or stands twice, is told by line."""

from __future__ import annotations

import shutil

import pytest
from courses import is_fault

from kit.model import Fault

FRAMEWORK, CASE, ITEMS = (
    "case_studies/framework.yaml",
    "case_studies/ms_novak/case.yaml",
    "case_studies/ms_novak/items.yaml",
)
RUBRIC = "case_studies/rubric.yaml"


def test_law_row_that_does_not_exist(only):
    only(FRAMEWORK, "law: [notice]", "law: [notices]", "content.no_law_row", name="notices")


def test_application_of_no_strategy(course):
    line = course.edit(CASE, "strategy: talk.listen", "strategy: talk.listens")
    assert course.told("content.no_strategy", name="talk.listens") == [(CASE, line)]
    assert len(course.told("content.application_missing", strategy="talk.listen", case="ms_novak")) == 1
    assert len(course.faults()) == 2


def test_strategy_under_another_dimension(course):
    line = course.edit(FRAMEWORK, "id: talk.listen", "id: respect.listen")
    facts = {"strategy": "respect.listen", "dimension": "talk"}
    assert course.told("content.strategy_elsewhere", **facts) == [(FRAMEWORK, line)]


def test_scale_that_does_not_exist(only):
    facts = {"key": "scale", "name": "chance", "known": ("chances",)}
    only(ITEMS, "scale: chances", "scale: chance", "content.item_names", **facts)


def test_notebook_that_does_not_exist(course):
    line = course.edit(ITEMS, "notebook: 00_start_here", "notebook: 00_start")
    facts = {"item": "consent.use", "key": "notebook", "name": "00_start"}
    assert course.told("content.item_names", **facts) == [(ITEMS, line)]


def test_assignment_that_does_not_exist(only):
    facts = {"key": "assignment", "name": "begin", "known": ("meeting", "respect", "start")}
    only(ITEMS, "assignment: start\n", "assignment: begin\n", "content.item_names", **facts)


def test_an_assignment_marked_by_a_rubric_that_is_not_there(course):
    text = (course.root / RUBRIC).read_text("utf-8")
    (course.root / RUBRIC).write_text(text[: text.index("plan:\n")], "utf-8")
    assert len(course.told("content.assignment_rubric", assignment="meeting", rubric="plan")) == 1


def test_a_criterion_of_the_plan_that_stands_twice(course, only):
    # Whole marked texts are optional; they would miss the criterion that is renamed.
    shutil.rmtree(course.root / "case_studies" / "marking")
    only(RUBRIC, "- id: plan_access", "- id: plan_open", "content.repeated", name="plan_open")


def test_levels_of_the_plan_out_of_order(course):
    text = (course.root / RUBRIC).read_text("utf-8")
    head, plan = text.split("plan:\n", 1)
    swapped = plan.replace("level: 0", "level: 9", 1).replace("level: 1", "level: 0", 1)
    (course.root / RUBRIC).write_text(head + "plan:\n" + swapped.replace("level: 9", "level: 1", 1), "utf-8")
    (fault,) = course.faults()
    assert is_fault(fault, "content.levels_order", criterion="plan_open")


def test_a_vignette_without_its_pair(course):
    course.edit(ITEMS, "    kind: vignette\n", "    kind: prose\n")
    assert len(course.told("content.vignettes_number", number=1)) == 1


def test_rating_under_another_name(course):
    course.edit(ITEMS, "strategy: respect.strengths", "strategy: talk.listen")
    facts = {"item": "rate.respect.strengths", "strategy": "talk.listen"}
    assert len(course.told("content.rating_id", **facts)) == 1
    assert len(course.told("content.rating_missing", strategy="respect.strengths")) == 1


def test_item_twice(course):
    line = course.edit(ITEMS, "id: rate.talk.listen", "id: rate.respect.strengths")
    assert course.told("content.repeated", name="rate.respect.strengths") == [(ITEMS, line)]


def test_card_without_its_bin(course):
    course.edit(ITEMS, "bin: respect", "bin: respects")
    assert len(course.told("content.rule", says="goes in bin 'respects'")) == 1


def test_graded_item_must_be_markable(only):
    only(
        ITEMS,
        "graded: respect.reflection",
        "graded: respect.plan",
        "content.assignment_item",
        item="respect.plan",
        assignment="respect",
    )


def test_a_station_of_no_dimension(only):
    line = ("dimensions: [respect, talk]", "dimensions: [respect, walk]")
    only(CASE, *line, "content.no_dimension", name="walk", known=("respect", "talk"))


@pytest.mark.parametrize("field", ["practices", "carries"])
def test_an_item_that_names_no_strategy(course, field):
    line = course.edit(
        ITEMS, "  - id: respect.plan\n", f"  - id: respect.plan\n    {field}: [respect.wealth]\n"
    )
    assert course.faults() == [Fault(ITEMS, line + 1, "content.no_strategy", name="respect.wealth")]


def test_a_term_of_the_glossary_that_stands_twice(course):
    term = "  - {id: law, term: school, says: Where one learns.}\n"
    glossary = course.root / "case_studies/glossary.yaml"
    glossary.write_text(f"schema_version: 1\nterms:\n{term}{term}", "utf-8")
    assert course.faults() == [Fault("case_studies/glossary.yaml", 4, "content.repeated", name="law")]


def test_a_then_test_without_words_of_its_own(only):
    only(
        ITEMS,
        "    then_stem:",
        "    # then_stem:",
        "content.then_stem",
        scale="chances",
        at=-2,
    )


def test_a_prompt_that_makes_no_sense_on_paper(only):
    prompt = "    prompt: Write a few sentences.\n"
    told = "    prompt: After Done, your first answer appears.\n"
    only(ITEMS, prompt, told, "content.printed", at=0, item="start.hopes", word="Done")


def test_a_prompt_that_has_its_words_for_paper(course):
    prompt = "    prompt: Write a few sentences.\n"
    course.edit(ITEMS, prompt, "    prompt: After Done, your first answer appears.\n    printed: Write.\n")
    assert course.faults() == []
