"""Words that no person is called, and a child who is never the problem; marked examples are let be."""

from __future__ import annotations

import re

from courses import ROOT

from kit.content.wording_checks import WordList, pattern
from kit.content.yaml_files import read_as

RESPECT = "notebooks/text/01_respect.md"
CASE, ITEMS = "case_studies/ms_novak/case.yaml", "case_studies/ms_novak/items.yaml"
LAW, RUBRIC, WORDS = "case_studies/law.yaml", "case_studies/rubric.yaml", "case_studies/wording.yaml"


def told(said: list[str], first: int, what: str) -> list[str]:
    return [f"{RESPECT}:{line}: “{words}” {what}" for line, words in enumerate(said, first)]


def test_words_that_nobody_is_called(course):
    said = ["at-risk family", "At risk families", "hard to reach", "hard-to-reach", "broken homes"]
    said += ["low-functioning", "low functioning", "don’t care"]
    lines = "".join(f"Say {words} here.\n" for words in said)
    line = course.edit(RESPECT, "## Your plan\n", f"## Your plan\n\n{lines}")
    found = [fault.split("; ")[0] for fault in course.faults()]
    assert found == told(said, line + 2, "is wording that the course doesn't use about anyone")


def test_word_over_the_end_of_a_line(course):
    line = course.edit(RESPECT, "## Your plan\n", "## Your plan\n\nThey are not hard\nto reach.\n")
    (fault,) = course.faults()
    assert fault.startswith(f"{RESPECT}:{line + 2}: “hard to reach”")


def test_word_in_the_case(only):
    only(
        CASE,
        "text: She speaks Czech.",
        "text: She is hard to reach.",
        "“hard to reach”",
        "what the school has tried",
    )


def test_word_in_the_law_or_a_callout(course):
    course.edit(RESPECT, "{{ callout Ask | ", "{{ callout Ask | Is he low functioning? ")
    course.edit(LAW, "notice: >-\n", "notice: >-\n  It is for low-functioning people.\n")
    assert [fault.split(":")[0] for fault in course.faults()] == [LAW, RESPECT]


def test_words_that_only_look_alike_are_let_be(course):
    course.edit(
        RESPECT,
        "## Your plan\n",
        "## Your plan\n\nWork at raised risk. The form is hard to read. A broken chair. They care.\n",
    )
    assert course.faults() == []


def test_table_of_marked_examples_is_let_be(course):
    assert "low-functioning" in (course.root / RESPECT).read_text("utf-8")
    row = '| **A.** From a report: "She is'
    line = course.edit(
        RESPECT, row, "| a | b |\n| **D.** A broken home, a hard-to-reach family. | x |\n" + row
    )
    assert course.faults() == []
    course.edit(RESPECT, "| Marked example: wording to change", "| Wording to change")
    assert [fault.split(": ")[0] for fault in course.faults()] == [
        f"{RESPECT}:{line + below}" for below in (1, 1, 2, 3)
    ]


def test_below_the_table_words_count_again(course):
    line = course.edit(RESPECT, "Hold yours against these.", "Not a broken home. Hold yours against these.")
    (fault,) = course.faults()
    assert fault.startswith(f"{RESPECT}:{line}: “broken home”")


def test_anchor_of_level_0_is_let_be_and_no_other(course):
    course.edit(RUBRIC, "Good teachers keep their door open", "Some are an at-risk family")
    assert course.faults() == []
    course.edit(RUBRIC, "It made me think.", "They are an at-risk family.")
    assert any(fault.startswith(f"{RUBRIC}:") and "“at-risk family”" in fault for fault in course.faults())


def test_item_on_the_list_is_let_be(course):
    course.edit(ITEMS, "title: What comes first?", "title: From a broken home?")
    assert len(course.faults()) == 1
    course.edit(WORDS, "marked_examples: []", "marked_examples: [card.strength]")
    assert course.faults() == []


def test_list_names_no_item(only):
    only(WORDS, "marked_examples: []", "marked_examples: [card.strengths]", "no item 'card.strengths'")


def test_author_adds_a_word(course):
    course.edit(WORDS, "instead:\n", "instead:\n  - words: [riff-raff]\n    write: say who it was\n")
    line = course.edit(RESPECT, "## Your plan\n", "## Your plan\n\nRiff raff, all of them.\n")
    assert course.faults() == [
        f"{RESPECT}:{line + 2}: “Riff raff” is wording that the course doesn't use about anyone; "
        "say who it was"
    ]


def test_list_is_missing_or_wrong(course):
    course.edit(WORDS, "instead:", "insted:")
    assert any("unknown key 'insted'" in fault for fault in course.faults())
    (course.root / WORDS).unlink()
    (fault,) = course.faults()
    assert fault.startswith(f"{WORDS}:1: the file is missing")


def test_the_courses_own_list_knows_what_it_should():
    _, listed, _ = read_as(ROOT / WORDS, ROOT, WordList, needed="write it")
    known = re.compile("|".join(pattern(one.words) for one in listed.instead), re.IGNORECASE)
    said = ["non-compliant", "suffers from", "wheelchair-bound", "undocumented", "illegal immigrants"]
    said += [
        "culturally deprived",
        "low functioning",
        "handicapped",
        "parents don’t care",
        "at risk families",
    ]
    assert [words for words in said if not known.search(f"Say {words} here.")] == []
    assert not known.search("The form is hard to read. It suffers. An illegal turn. Work at raised risk.")


def test_child_is_never_the_problem(course):
    said = ["Jana fails", "Jana often struggles", "Jana disrupts"]
    said += ["Jana lacks", "Jana can’t", "Jana still cannot"]
    said += ["Jana has been struggling", "Jana is a problem", "Her daughter is a problem"]
    said += ["Jana's outbursts", "Jana’s many deficits"]
    lines = "".join(f"In math {words}.\n" for words in said)
    line = course.edit(RESPECT, "## Your plan\n", f"## Your plan\n\n{lines}")
    found = [fault.split("; ")[0] for fault in course.faults()]
    assert found == told(said, line + 2, "makes a child the problem")


def test_child_in_an_item(course):
    course.edit(ITEMS, "Write a few sentences.", "Jana struggles. Write a few sentences.")
    (fault,) = course.faults()
    assert fault.startswith(f"{ITEMS}:")


def test_what_a_child_may_do(course):
    course.edit(
        RESPECT,
        "## Your plan\n",
        "## Your plan\n\nJana asks, and the school fails. What helps Jana? The team can't say. "
        "Jana said that the team lacks a plan. Jana needs time. Jana is definitely in. "
        "Jana can't be asked to interpret. Jana can't wait to tell.\n",
    )
    assert course.faults() == []
