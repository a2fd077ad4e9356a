"""Decision tables, anchors, practices, whole texts and comments: what does not fit is told by line."""

from __future__ import annotations

FRAMEWORK = "case_studies/framework.yaml"
RUBRIC = "case_studies/rubric.yaml"
ITEMS = "case_studies/ms_novak/items.yaml"
TEXTS = "case_studies/marking/texts.yaml"
COMMENTS = "case_studies/marking/comments.yaml"


def test_a_table_of_more_than_five_questions(course):
    one = "      - {ask: Is there any of it?, if_no: 0}\n"
    course.edit(RUBRIC, one, one * 5)
    (fault,) = course.faults()
    assert "'table' is" in fault
    assert "write fewer entries" in fault


def test_a_table_that_never_reaches_a_level(course):
    course.edit(RUBRIC, "Can the reader tell who and when?, if_no: 1", "Can the reader tell who?, if_no: 0")
    (fault,) = course.faults()
    assert "no answer in the table of 'event' gives level 1; each level needs at least one answer" in fault


def test_a_question_that_leads_nowhere_or_both_ways(course):
    course.edit(RUBRIC, "Is there any of it?, if_no: 0", "Is there any of it?, if_yes: 1, if_no: 0")
    (fault,) = course.faults()
    assert "of 'event' must give a level; write only if_yes or only if_no" in fault


def test_a_table_that_ends_without_a_level(course):
    course.edit(RUBRIC, "Is there more than that?, if_yes: 3, if_no: 2", "Is there more?, if_no: 2")
    (fault,) = course.faults()
    assert "both answers to the last question of 'event' must give a level; write if_yes and if_no" in fault


def test_an_anchor_about_no_dimension(course):
    line = course.edit(RUBRIC, "        dimension: talk", "        dimension: walk")
    faults = course.faults()
    assert faults == [
        f"{RUBRIC}:{line}: there is no dimension 'walk' in framework.yaml; use one of respect, talk",
    ]


def test_a_practice_of_another_dimension(course):
    course.edit(
        FRAMEWORK, "{strategy: respect.strengths, text: A letter", "{strategy: talk.listen, text: A letter"
    )
    (fault,) = course.faults()
    assert "'talk.listen' isn't a strategy of respect; use one of respect.strengths" in fault


def test_marks_of_another_rubric(only):
    only(TEXTS, "    rubric: plan\n", "    dimension: respect\n", "'plan_one'", "event, action", line=2)


def test_a_reflection_of_no_dimension(course):
    course.edit(TEXTS, "    dimension: respect\n", "")
    (fault,) = course.faults()
    assert "text 'respect_weak' is a reflection; write dimension: with its dimension" in fault


def test_a_criterion_without_comments_and_comments_on_nothing(course):
    line = course.edit(COMMENTS, "  plan_open:", "  plan_opening:")
    assert course.faults() == [
        f"{COMMENTS}:2: there are no comments on 'plan_open'; "
        "add plan_open: with comments on levels 0, 1, 2 and 3",
        f"{COMMENTS}:{line}: there is no criterion 'plan_opening' in rubric.yaml; "
        "use one of event, action, plan_open, plan_access",
    ]


def test_a_level_without_a_comment(course):
    course.edit(COMMENTS, "[Who was there?]", "[]")
    assert any("write more entries" in fault for fault in course.faults())


def test_a_place_in_a_comment_that_nobody_fills(course):
    course.edit(COMMENTS, "[Who was there?]", "['You write {quote}. Who was {name}?']")
    told = "\n".join(course.faults())
    assert "{name} can't be filled in; write {quote} for the learner's words" in told


def test_a_folder_of_which_one_file_is_missing(course):
    (course.root / COMMENTS).unlink()
    assert any(fault.startswith(f"{COMMENTS}:1: the file is missing") for fault in course.faults())
