"""Decision tables, anchors, practices, whole texts and comments: what does not fit is told by line."""

from __future__ import annotations

from courses import is_fault

from kit.model import Fault

FRAMEWORK = "case_studies/framework.yaml"
RUBRIC = "case_studies/rubric.yaml"
ITEMS = "case_studies/ms_novak/items.yaml"
TEXTS = "case_studies/marking/texts.yaml"
COMMENTS = "case_studies/marking/comments.yaml"


def test_a_table_of_more_than_five_questions(course):
    one = "      - {ask: Is there any of it?, if_no: 0}\n"
    course.edit(RUBRIC, one, one * 5)
    (fault,) = course.faults()
    assert is_fault(fault, "content.list_too_long", key="table")


def test_a_table_that_never_reaches_a_level(course):
    course.edit(RUBRIC, "Can the reader tell who and when?, if_no: 1", "Can the reader tell who?, if_no: 0")
    (fault,) = course.faults()
    assert is_fault(fault, "content.rule", says="no answer in the table of 'event' gives level 1")


def test_a_question_that_leads_nowhere_or_both_ways(course):
    course.edit(RUBRIC, "Is there any of it?, if_no: 0", "Is there any of it?, if_yes: 1, if_no: 0")
    (fault,) = course.faults()
    assert is_fault(
        fault, "content.rule", says="of 'event' must give a level; write only if_yes or only if_no"
    )


def test_a_table_that_ends_without_a_level(course):
    course.edit(RUBRIC, "Is there more than that?, if_yes: 3, if_no: 2", "Is there more?, if_no: 2")
    (fault,) = course.faults()
    assert is_fault(fault, "content.rule", says="both answers to the last question of 'event'")


def test_an_anchor_about_no_dimension(course):
    line = course.edit(RUBRIC, "        dimension: talk", "        dimension: walk")
    known = ("respect", "talk")
    assert course.faults() == [Fault(RUBRIC, line, "content.no_dimension", name="walk", known=known)]


def test_a_practice_of_another_dimension(course):
    course.edit(
        FRAMEWORK, "{strategy: respect.strengths, text: A letter", "{strategy: talk.listen, text: A letter"
    )
    (fault,) = course.faults()
    facts = {"strategy": "talk.listen", "dimension": "respect", "known": ("respect.strengths",)}
    assert is_fault(fault, "content.practice_strategy", **facts)


def test_marks_of_another_rubric(only):
    facts = {"text": "plan_one", "criteria": ("event", "action")}
    only(TEXTS, "    rubric: plan\n", "    dimension: respect\n", "content.text_marks", at=2, **facts)


def test_a_reflection_of_no_dimension(course):
    course.edit(TEXTS, "    dimension: respect\n", "")
    (fault,) = course.faults()
    assert is_fault(fault, "content.rule", says="text 'respect_weak' is a reflection; write dimension:")


def test_a_criterion_without_comments_and_comments_on_nothing(course):
    line = course.edit(COMMENTS, "  plan_open:", "  plan_opening:")
    known = ("event", "action", "plan_open", "plan_access")
    assert course.faults() == [
        Fault(COMMENTS, 2, "content.comments_missing", criterion="plan_open"),
        Fault(COMMENTS, line, "content.no_criterion", name="plan_opening", known=known),
    ]


def test_a_level_without_a_comment(course):
    line = course.edit(COMMENTS, "[Who was there?]", "[]")
    assert course.told("content.list_too_short") == [(COMMENTS, line)]


def test_a_place_in_a_comment_that_nobody_fills(course):
    course.edit(COMMENTS, "[Who was there?]", "['You write {quote}. Who was {name}?']")
    says = "{name} can't be filled in; write {quote} for the learner's words"
    assert len(course.told("content.rule", says=says)) == 1


def test_a_folder_of_which_one_file_is_missing(course):
    (course.root / COMMENTS).unlink()
    assert course.told("content.no_file") == [(COMMENTS, 1)]
