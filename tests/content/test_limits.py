"""Words, minutes, grade, repeats and practice are held to their limits, once the course says so."""

from __future__ import annotations

import re

import pytest
from typed import kit

from kit.content.checking import not_held
from kit.content.loader import read

CASE, ITEMS = "case_studies/ms_novak/case.yaml", "case_studies/ms_novak/items.yaml"
LAW, WORDING = "case_studies/law.yaml", "case_studies/wording.yaml"
START, RESPECT, MEETING = (
    f"notebooks/text/{stem}.md" for stem in ("00_start_here", "01_respect", "02_meeting")
)
LIMITS = """\
limits:
  held: true
  words: {each: 2000}
  words_together: 5000
  minutes: {each: 50}
  sitting: 30
  grade: 8.0
  law_grade: 9.0
  may_repeat: []
"""
BOTH = "[respect.strengths, talk.listen]"
GRADE_8_4 = "The teacher asks the family about the meeting every day. " * 3
SENTENCE = "We say this one sentence of twelve words in every notebook here."


@pytest.fixture
def kept(course):
    """The small course with limits that it keeps."""
    course.edit(ITEMS, "  - id: consent.use\n", "  - id: consent.use\n    wins: neither\n")
    course.edit(ITEMS, "  - id: respect.note\n", "  - id: respect.note\n    wins: other\n")
    course.edit(ITEMS, "  - id: meeting.plan\n", f"  - id: meeting.plan\n    practices: {BOTH}\n")
    course.edit(ITEMS, "  - id: respect.plan\n", f"  - id: respect.plan\n    carries: {BOTH}\n")
    course.edit(RESPECT, "{{ callout Ask", "{{ strategy talk.listen }}\n\n{{ callout Ask")
    with (course.root / WORDING).open("a", encoding="utf-8") as file:
        file.write(LIMITS)
    assert course.faults() == []
    return course


def told(course, *parts):
    (fault,) = course.faults()
    for part in parts:
        assert part in fault, fault


def test_words_of_a_notebook(kept):
    kept.edit(WORDING, "each: 2000", "each: 2000, 02_meeting: 20")
    told(kept, f"{MEETING}:1: a learner reads ", "words here; shorten it to at most 20")


def test_words_together(kept):
    kept.edit(WORDING, "words_together: 5000", "words_together: 300")
    told(kept, f"{START}:1: the notebooks have ", "words in total; shorten them to at most 300")


def test_minutes_of_the_core(kept):
    kept.edit(ITEMS, "words: {least: 20, most: 150}", "words: {least: 600, most: 600}")
    told(kept, f"{RESPECT}:1: the core takes ", "minutes; shorten it to at most 50")


def test_a_stretch_is_not_core(kept):
    kept.edit(ITEMS, "  - id: respect.habit\n", "  - id: respect.habit\n    stretch: true\n")
    kept.edit(ITEMS, "    lane: private\n", "    lane: private\n    words: {least: 2000, most: 2000}\n")
    assert kept.faults() == []


def test_a_long_core_has_sittings(kept):
    kept.edit(WORDING, "minutes: {each: 50}", "minutes: {each: 50, 01_respect: 60}")
    kept.edit(ITEMS, "words: {least: 20, most: 150}", "words: {least: 300, most: 300}")
    told(kept, "minutes in one sitting", "{{ so_far sitting }} where a sitting of at most 30 minutes ends")
    kept.edit(RESPECT, "## Your reflection\n", "{{ so_far sitting }}\n\n## Your reflection\n")
    told(kept, f"{RESPECT}:1: sitting 2 takes ", "takes at most 30")
    kept.edit(RESPECT, "## Your plan\n", "{{ so_far sitting }}\n\n## Your plan\n")
    assert kept.faults() == []


def test_grade_of_a_text(kept):
    line = kept.edit(RESPECT, "## Your plan\n", f"## Your plan\n\n{GRADE_8_4}\n")
    told(kept, f"{RESPECT}:{line}: 'Your plan' reads at grade 8.", "to 8.0 at most")


def test_the_law_may_read_a_grade_higher(kept):
    found = re.search(r"(?m)^    says: .*$", (kept.root / LAW).read_text("utf-8"))
    assert found
    kept.edit(LAW, found[0], f"    says: {GRADE_8_4}")
    assert not any("reads at grade" in fault for fault in kept.faults())


def test_a_sentence_in_three_notebooks(kept):
    for name, heading in ((START, "Hand in"), (RESPECT, "Your plan")):
        kept.edit(name, f"## {heading}\n", f"## {heading}\n\n{SENTENCE}\n")
    assert kept.faults() == []
    line = kept.edit(MEETING, "## Looking back\n", f"## Looking back\n\nNot new. *{SENTENCE}*\n")
    told(
        kept,
        f"{MEETING}:{line + 2}: 3 notebooks say “We say this one sentence of twelve words …”",
        "may_repeat",
    )
    kept.edit(WORDING, "may_repeat: []", f'may_repeat: ["{SENTENCE}"]')
    assert kept.faults() == []


def test_an_exception_without_a_use(kept):
    kept.edit(WORDING, "may_repeat: []", f'may_repeat: ["{SENTENCE}"]')
    told(kept, "may_repeat in wording.yaml lists “We say this", "remove it from the list")


def test_cards_are_recalled_once(kept):
    recall = '```{code-cell} ipython3\ncourse.recall(here="02_meeting")\n```\n'
    line = kept.edit(MEETING, "## Looking back\n", f"## Looking back\n\n{recall}")
    told(kept, f"{MEETING}:{line + 3}: this notebook has a second course.recall", "keep only one")


@pytest.mark.parametrize(
    "model",
    ["| Ask | Why |\n|---|---|\n| a | b |", "> She says so.", "- one\n- two", "1. one", "{{ known }}"],
)
def test_a_model_waits_for_the_answer(kept, model):
    before = 'course.reflect("respect.habit")\n```\n'
    line = kept.edit(RESPECT, before, f"{before}\nNow read.\n\n{model}\n")
    told(
        kept,
        f"{RESPECT}:{line + 5}: learners can see a model answer to 'respect.habit'",
        "{{ after respect.habit }}",
    )
    kept.edit(RESPECT, model, f"{{{{ after respect.habit }}}}\n\n{model}\n\n{{{{ end }}}}")
    assert kept.faults() == []


def test_a_list_of_another_matter_has_its_own_heading(kept):
    before = 'course.reflect("respect.habit")\n```\n'
    kept.edit(RESPECT, before, f"{before}\n### Next\n\n- one\n- two\n")
    assert kept.faults() == []


def test_a_choice_says_why_its_best_answer_is_right(kept):
    line = kept.edit(ITEMS, "  - id: respect.note\n    wins: other\n", "  - id: respect.note\n")
    told(
        kept,
        f"{ITEMS}:{line}: 'respect.note' doesn't say why",
        "or, if no choice is better, wins: neither",
    )


def test_asking_wins_in_half_of_the_choices_at_most(kept):
    kept.edit(ITEMS, "wins: neither", "wins: asking")
    assert kept.faults() == [], "one and one"
    kept.edit(ITEMS, "wins: other", "wins: asking")
    told(kept, "asking the family is the best answer in 2 choices, something else in only 0", "at least half")


@pytest.mark.parametrize(
    ("file", "old", "new", "columns"),
    [
        (RESPECT, "{{ strategy talk.listen }}", "", ["taught"]),
        (ITEMS, f"carries: {BOTH}", "carries: [respect.strengths]", ["carried"]),
        (ITEMS, f"practices: {BOTH}", "practices: [respect.strengths]", ["assessed", "practiced"]),
    ],
)
def test_a_gap_in_the_table_of_strategies(kept, file, old, new, columns):
    kept.edit(file, old, new)
    said = [fault.partition("; ")[0].partition(": ")[2] for fault in kept.faults()]
    assert said == [f"strategy 'talk.listen' is nowhere {column}" for column in columns]


def test_what_is_a_stretch_fills_no_gap(kept):
    kept.edit(ITEMS, "  - id: respect.plan\n", "  - id: respect.plan\n    stretch: true\n")
    assert sum("is nowhere carried" in fault for fault in kept.faults()) == 2


@pytest.mark.parametrize("field", ["practices", "carries"])
def test_a_strategy_that_is_not_there(course, field):
    course.edit(ITEMS, "  - id: respect.plan\n", f"  - id: respect.plan\n    {field}: [respect.wealth]\n")
    told(course, "there is no strategy 'respect.wealth' in framework.yaml")


def test_limits_that_are_not_held_are_printed_and_let_pass(kept):
    kept.edit(WORDING, "held: true", "held: false")
    kept.edit(WORDING, "words_together: 5000", "words_together: 300")
    assert kept.faults() == []
    (over,) = not_held(read(kept.root))
    assert "words in total; shorten them to at most 300" in over
    said = kit("check", kept.root).stdout
    assert "Over the limits, which are not enforced yet: 1." in said
    assert over not in said
    assert re.search(r"(?m)^together +\d+ +300 ", said)
    assert re.search(r"(?m)^talk\.listen +1 +1 +1 +1 +1 +1$", said)
    assert over in kit("check", "--words", kept.root).stdout
