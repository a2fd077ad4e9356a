"""A notebook's text: headings in order, marks that name something, one call a cell, no long stretch."""

from __future__ import annotations

ITEMS = "case_studies/ms_perez/items.yaml"
START, EQUITY = "notebooks/text/00_start_here.md", "notebooks/text/01_equity.md"
LATE = "notebooks/text/03_communication.md"


def test_heading_of_ones_own(only):
    only(EQUITY, "## Your plan", "## Your plans", "no heading 'Your plans'", "Your plan")


def test_headings_out_of_order(course):
    course.edit(EQUITY, "## Your plan", "## Soon")
    course.edit(EQUITY, "## Your reflection", "## Your plan")
    line = course.edit(EQUITY, "## Soon", "## Your reflection")
    assert [f.split("; ")[0] for f in course.faults()] == [
        f"{EQUITY}:{line}: 'Your reflection' stands too late"
    ]


def test_heading_two_levels_down(only):
    only(EQUITY, "## Your plan\n", "## Your plan\n\n#### Soon\n", "'#### Soon' breaks the order", line=2)


def test_second_title(only):
    only(EQUITY, "## Your plan\n", "## Your plan\n\n# Soon\n", "'# Soon' breaks the order", line=2)


def test_the_first_notebook_has_its_own_list(only):
    only(START, "## Hand in", "## A challenge", "no heading 'A challenge'")


def test_mark_of_no_kind(only):
    only(EQUITY, "{{ rubric }}", "{{ rubrics }}", "no mark is called 'rubrics'", "dimension, strategy")


def test_mark_that_names_nothing(only):
    only(
        EQUITY,
        "{{ strategy equity.resources }}",
        "{{ strategy equity.wealth }}",
        "'equity.wealth'",
        "equity.resources",
    )


def test_mark_not_closed(only):
    only(EQUITY, "{{ rubric }}", "{{ rubric", "not closed")


def test_callout_of_no_kind(only):
    only(EQUITY, "{{ callout Stretch |", "{{ callout Hint |", "no callout 'Hint'", "Stretch")


def test_cell_with_two_lines(only):
    only(EQUITY, "course.growth()", "x = 1\ncourse.growth()", "not one call")


def test_cell_of_no_item(course):
    line = course.edit(EQUITY, '"equity.habit"', '"equity.habits"')
    told = course.faults()
    assert (
        f"{EQUITY}:{line}: there is no item 'equity.habits' in items.yaml; name one that stands there" in told
    )
    assert any("'equity.habit' belongs to this notebook and no cell shows it" in fault for fault in told)


def test_item_of_another_kind(course):
    course.edit(EQUITY, 'course.plan("equity.plan")', 'course.reflect("equity.plan")')
    assert "which course.reflect does not show; give it an item of kind prose" in course.faults()[0]


def test_hand_in_of_no_assignment(only):
    only(
        EQUITY,
        'course.hand_in("equity")',
        'course.hand_in("equality")',
        "no assignment 'equality'",
        "start, equity",
    )


def test_recall_of_no_notebook(only):
    only(EQUITY, 'course.recall("00_start_here"', 'course.recall("start"', "notebook 'start'")


def test_recall_that_does_not_say_where_it_stands(only):
    told = "these cards do not know which notebook asks them"
    only(EQUITY, ', here="01_equity")', ")", told, 'write here="01_equity"')


def test_recall_that_says_it_stands_elsewhere(only):
    told = "these cards do not know which notebook asks them"
    only(EQUITY, 'here="01_equity"', 'here="02_respect"', told, 'write here="01_equity"')


def test_missed_cards_of_another_notebook(only):
    told = "these cards do not know which notebook asks them"
    only(
        LATE,
        'missed("03_communication")',
        'missed("02_respect")',
        told,
        'course.recall_missed("03_communication")',
    )


def test_recall_of_a_notebook_without_cards(course):
    text = (course.root / ITEMS).read_text("utf-8")
    start = text.index("  # -- retrieval cards: what 05_commitment said")
    end = text.index("\n  # -- ", start + 1)
    (course.root / ITEMS).write_text(text[:start] + text[end + 1 :], "utf-8")
    (course.root / "case_studies/content.lock").unlink()
    line = course.edit(EQUITY, 'course.recall("00_start_here"', 'course.recall("05_commitment"')
    told = [fault for fault in course.faults() if fault.startswith(f"{EQUITY}:{line}: ")]
    assert len(told) == 1
    assert "no card recalls '05_commitment'; use one of 00_start_here, " in told[0]


def test_rating_on_no_occasion(only):
    only(START, 'course.rate("pre")', 'course.rate("before")', "'before' is no occasion")


def test_case_not_opened(only):
    only(EQUITY, 'open_course("ms_perez")', 'open_course("mr_cho")', "does not open a case", line=-2)


def test_seven_hundred_words(course):
    course.edit(START, "## Hand in\n", "## Hand in\n\n" + "We ask her. " * 230 + "\n")
    (fault,) = course.faults()
    assert "words to read since the last activity; at most 700" in fault


def test_folded_law_does_not_count(course):
    course.edit(START, "## Hand in\n", "## Hand in\n" + "\n{{ law idea_interpreter }}\n" * 12)
    assert course.faults() == []
