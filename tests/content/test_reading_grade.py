"""Texts that are too hard to read are named with their line."""

from __future__ import annotations

from kit.content.reading_grade import grade, plain

ITEMS = "case_studies/ms_novak/items.yaml"
RESPECT = "notebooks/text/01_respect.md"
HARD = (
    "Institutional accountability necessitates comprehensive interdisciplinary collaboration regarding "
    "multidimensional communicative accommodations, and organizational restructuring facilitates equitable "
    "participation opportunities notwithstanding administrative impediments or procedural complications that "
    "characteristically accompany individualized educational programming responsibilities, irrespective of "
    "professional preferences concerning representation. "
)


def test_hard_piece_of_yaml(course):
    line = course.edit(ITEMS, "prompt: >-\n", f"prompt: >-\n      {HARD}\n")
    assert (ITEMS, line - 3) in course.told("content.too_hard", part="'consent.use'")


def test_hard_section_of_a_notebook(course):
    line = course.edit(RESPECT, "## Your plan\n", f"## Your plan\n\n{HARD * 3}\n")
    assert course.told("content.too_hard", part="'Your plan'") == [(RESPECT, line)]


def test_known_grades():
    # Counted by hand: 6 words, 1 sentence, 6 syllables → .39·6 + 11.8·1 − 15.59.
    assert grade("The cat sat on the mat.") == -1.4
    # 10 words, 1 sentence, 17 syllables, "every" heard as three.
    assert grade("The teacher asks the family about the meeting every day.") == 8.4


def test_plain_leaves_what_is_read():
    text = "## Head\n\n- one **two** [three](http://x.y)\n\n```{code-cell}\nx = 1\n```\n\n"
    text += "![alt](a.svg)<b>four</b>"
    assert plain(text).split() == ["Head", "one", "two", "three", "four"]
