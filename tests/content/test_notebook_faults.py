"""A notebook's text: headings in order, marks that name something, one call a cell, no long stretch."""

from __future__ import annotations

import pytest
from refused import refused

ITEMS = "case_studies/ms_novak/items.yaml"
LAW = "case_studies/law.yaml"
START, RESPECT = "notebooks/text/00_start_here.md", "notebooks/text/01_respect.md"


def test_heading_of_ones_own(only):
    only(RESPECT, "## Your plan", "## Your plans", "no heading 'Your plans'", "Your plan")


def test_headings_out_of_order(course):
    course.edit(RESPECT, "## Your plan", "## Soon")
    course.edit(RESPECT, "## Your reflection", "## Your plan")
    line = course.edit(RESPECT, "## Soon", "## Your reflection")
    assert [f.split("; ")[0] for f in course.faults()] == [
        f"{RESPECT}:{line}: 'Your reflection' comes too late"
    ]


def test_heading_two_levels_down(only):
    only(RESPECT, "## Your plan\n", "## Your plan\n\n#### Soon\n", "'#### Soon' breaks the order", line=2)


def test_second_title(only):
    only(RESPECT, "## Your plan\n", "## Your plan\n\n# Soon\n", "'# Soon' breaks the order", line=2)


def test_no_heading_of_a_step(course):
    path = course.root / RESPECT
    path.write_text(path.read_text("utf-8").replace("\n## ", "\n### "), "utf-8")
    assert any(one.startswith(f"{RESPECT}:1: this notebook has no ## heading; ") for one in course.faults())


def test_the_first_notebook_has_its_own_list(only):
    only(START, "## Hand in", "## Your plan", "no heading 'Your plan'")


def test_mark_of_no_kind(only):
    only(RESPECT, "{{ rubric }}", "{{ rubrics }}", "there is no directive 'rubrics'", "dimension, strategy")


def test_mark_that_names_nothing(only):
    only(
        RESPECT,
        "{{ strategy respect.strengths }}",
        "{{ strategy respect.wealth }}",
        "'respect.wealth'",
        "respect.strengths",
    )


def test_mark_not_closed(only):
    only(RESPECT, "{{ rubric }}", "{{ rubric", "isn't closed")


def test_callout_of_no_kind(only):
    only(RESPECT, "{{ callout Ask |", "{{ callout Hint |", "no callout 'Hint'", "Stretch")


STRETCH = "{{ callout Stretch | Nothing here is required. }}\n\n"


@pytest.mark.parametrize(
    ("cell", "item", "right"),
    [
        ('```{code-cell} ipython3\ncourse.choose("respect.note")', "respect.note", "for it in items.yaml"),
        ("{{ scene first_talk }}", "scene.first_talk", "for it in its scene"),
    ],
)
def test_what_is_required_stands_in_no_stretch(course, cell, item, right):
    at = course.edit(RESPECT, cell, STRETCH + cell) + (STRETCH + cell).count("\n")
    said = [one for one in course.faults() if f"{item!r} is required" in one]
    assert len(said) == 1
    assert said[0].startswith(f"{RESPECT}:{at}: ")
    assert right in said[0]


def test_what_may_be_left_out_stands_in_a_stretch_and_the_next_part_is_required(course):
    course.edit("case_studies/ms_novak/scenes/first_talk.yaml", "start: hello", "start: hello\nstretch: true")
    course.edit(RESPECT, "{{ scene first_talk }}", STRETCH + "{{ scene first_talk }}")
    assert course.faults() == []


def test_cell_with_two_lines(only):
    only(RESPECT, "course.growth()", "x = 1\ncourse.growth()", "must be a single call")


def test_cell_of_no_item(course):
    line = course.edit(RESPECT, '"respect.habit"', '"respect.habits"')
    told = course.faults()
    assert (
        f"{RESPECT}:{line}: there is no item 'respect.habits' in items.yaml; use the id of one that is there"
        in told
    )
    assert any("'respect.habit' belongs to this notebook, but no cell shows it" in fault for fault in told)


def test_what_is_laid_beside_an_answer_is_a_text(course):
    table = 'course.table("respect.helps")'
    course.edit(RESPECT, table, 'course.look_back("respect.helps", beside="respect.first_thought")')
    assert course.faults() == []
    course.edit(RESPECT, 'beside="respect.first_thought"', 'beside="respect.helps"')
    assert "course.look_back can't show one; give it an item of kind prose" in course.faults()[0]


def test_item_of_another_kind(course):
    course.edit(RESPECT, 'course.plan("respect.plan")', 'course.reflect("respect.plan")')
    assert "course.reflect can't show one; give it an item of kind prose" in course.faults()[0]


def test_hand_in_of_no_assignment(only):
    only(
        RESPECT,
        'course.hand_in("respect")',
        'course.hand_in("respects")',
        "no assignment 'respects'",
        "start, respect",
    )


def test_recall_that_says_it_stands_elsewhere(only):
    told = "course.recall doesn't name the notebook it is in"
    only(RESPECT, 'here="01_respect"', 'here="02_meeting"', told, 'write course.recall(here="01_respect")')


def test_rating_on_no_occasion(only):
    only(START, 'course.rate("pre")', 'course.rate("before")', "'before' isn't an occasion")


def test_case_not_opened(only):
    only(
        RESPECT,
        'open_course("ms_novak")',
        'open_course("mr_cho")',
        "doesn't open one of the course's cases",
        line=-2,
    )


def test_a_text_that_is_not_utf8_is_named(course):
    (course.root / RESPECT).write_bytes(b"# Caf\xe9")
    with refused("file.not_text"):
        course.faults()
