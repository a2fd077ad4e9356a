"""A notebook's text: headings in order, marks that name something, one call a cell, no long stretch."""

from __future__ import annotations

import pytest
from courses import is_fault
from refused import refused

ITEMS = "case_studies/ms_novak/items.yaml"
LAW = "case_studies/law.yaml"
START, RESPECT = "notebooks/text/00_start_here.md", "notebooks/text/01_respect.md"


def test_heading_of_ones_own(only):
    only(RESPECT, "## Your plan", "## Your plans", "content.heading_unknown", heading="Your plans")


def test_headings_out_of_order(course):
    course.edit(RESPECT, "## Your plan", "## Soon")
    course.edit(RESPECT, "## Your reflection", "## Your plan")
    line = course.edit(RESPECT, "## Soon", "## Your reflection")
    (fault,) = course.faults()
    assert (fault.file, fault.line) == (RESPECT, line)
    assert is_fault(fault, "content.heading_late", heading="Your reflection")


def test_heading_two_levels_down(only):
    new = "## Your plan\n\n#### Soon\n"
    only(RESPECT, "## Your plan\n", new, "content.heading_level", heading="#### Soon", at=2)


def test_second_title(only):
    new = "## Your plan\n\n# Soon\n"
    only(RESPECT, "## Your plan\n", new, "content.heading_level", heading="# Soon", at=2)


def test_no_heading_of_a_step(course):
    path = course.root / RESPECT
    path.write_text(path.read_text("utf-8").replace("\n## ", "\n### "), "utf-8")
    assert course.told("content.step_missing") == [(RESPECT, 1)]


def test_the_first_notebook_has_its_own_list(only):
    only(START, "## Hand in", "## Your plan", "content.heading_unknown", heading="Your plan")


def test_mark_of_no_kind(only):
    only(RESPECT, "{{ rubric }}", "{{ rubrics }}", "content.directive_unknown", name="rubrics")


def test_mark_that_names_nothing(only):
    only(
        RESPECT,
        "{{ strategy respect.strengths }}",
        "{{ strategy respect.wealth }}",
        "content.directive_name",
        kind="strategy",
        name="respect.wealth",
        known=("respect.strengths", "talk.listen"),
    )


def test_mark_not_closed(only):
    only(RESPECT, "{{ rubric }}", "{{ rubric", "content.directive_open")


def test_callout_of_no_kind(only):
    only(
        RESPECT,
        "{{ callout Ask |",
        "{{ callout Hint |",
        "content.directive_name",
        kind="callout",
        name="Hint",
    )


STRETCH = "{{ callout Stretch | Nothing here is required. }}\n\n"


@pytest.mark.parametrize(
    ("cell", "item", "code"),
    [
        ('```{code-cell} ipython3\ncourse.choose("respect.note")', "respect.note", "content.item_in_stretch"),
        ("{{ scene first_talk }}", "scene.first_talk", "content.scene_in_stretch"),
    ],
)
def test_what_is_required_stands_in_no_stretch(course, cell, item, code):
    at = course.edit(RESPECT, cell, STRETCH + cell) + (STRETCH + cell).count("\n")
    assert course.told(code, item=item) == [(RESPECT, at)]


def test_what_may_be_left_out_stands_in_a_stretch_and_the_next_part_is_required(course):
    course.edit("case_studies/ms_novak/scenes/first_talk.yaml", "start: hello", "start: hello\nstretch: true")
    course.edit(RESPECT, "{{ scene first_talk }}", STRETCH + "{{ scene first_talk }}")
    assert course.faults() == []


def test_cell_with_two_lines(only):
    only(RESPECT, "course.growth()", "x = 1\ncourse.growth()", "content.cell_call")


def test_cell_of_no_item(course):
    line = course.edit(RESPECT, '"respect.habit"', '"respect.habits"')
    assert course.told("content.cell_item", item="respect.habits") == [(RESPECT, line)]
    assert course.told("content.item_unshown", item="respect.habit") == [(RESPECT, 1)]


def test_what_is_laid_beside_an_answer_is_a_text(course):
    table = 'course.table("respect.helps")'
    course.edit(RESPECT, table, 'course.look_back("respect.helps", beside="respect.first_thought")')
    assert course.faults() == []
    course.edit(RESPECT, 'beside="respect.first_thought"', 'beside="respect.helps"')
    facts = {"item": "respect.helps", "kind": "table", "call": "look_back", "kinds": "prose"}
    assert is_fault(course.faults()[0], "content.cell_kind", **facts)


def test_item_of_another_kind(course):
    course.edit(RESPECT, 'course.plan("respect.plan")', 'course.reflect("respect.plan")')
    facts = {"item": "respect.plan", "kind": "plan", "call": "reflect", "kinds": "prose"}
    assert is_fault(course.faults()[0], "content.cell_kind", **facts)


def test_hand_in_of_no_assignment(only):
    only(
        RESPECT,
        'course.hand_in("respect")',
        'course.hand_in("respects")',
        "content.cell_assignment",
        assignment="respects",
        known=("start", "respect", "meeting"),
    )


def test_recall_that_says_it_stands_elsewhere(only):
    other = 'here="02_meeting"'
    only(RESPECT, 'here="01_respect"', other, "content.recall_here", notebook="01_respect")


def test_rating_on_no_occasion(only):
    before = 'course.rate("before")'
    only(START, 'course.rate("pre")', before, "content.cell_occasion", occasion="before")


def test_case_not_opened(only):
    only(
        RESPECT,
        'open_course("ms_novak")',
        'open_course("mr_cho")',
        "content.case_unopened",
        case="ms_novak",
        at=-2,
    )


def test_a_text_that_is_not_utf8_is_named(course):
    (course.root / RESPECT).write_bytes(b"# Caf\xe9")
    with refused("file.not_text"):
        course.faults()
