"""``process.yaml``: its steps name rows that exist, and ``{{ process }}`` shows them folded."""

from __future__ import annotations

import pytest

from kit.content.checking import load
from kit.content.directives import DirectiveFault, Source, expand

PROCESS = "case_studies/process.yaml"
STEP = (
    "  - {{id: {id}, title: Somebody {id}, text: She writes., starts: The parent., decides: The school., "
    "parent_may: Ask., citation: Test Code 9, law: [{law}]}}\n"
)
TEXT = (
    "schema_version: 1\ntitle: Step by step\nnote: Made up for tests.\nsteps:\n"
    + STEP.format(id="asks", law="notice")
    + STEP.format(id="answers", law="interpreter")
)


@pytest.fixture
def process(course):
    """The small course with a way of two steps."""
    (course.root / PROCESS).write_text(TEXT, "utf-8")
    return course


def test_each_step_says_who_begins_and_who_decides(process):
    assert process.faults() == []
    shown = expand("{{ process }}", Source(load(process.root), "ms_novak"))
    assert shown.startswith('<details class="kit-callout kit-callout-law">')
    assert "2. **Somebody answers.** She writes. *Begins with:* The parent. *Decides:* The school." in shown
    assert "*Made up for tests.*" in shown


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[interpreter]", "[interpreters]", 6, "there is no row 'interpreters' in law.yaml"),
        ("id: answers", "id: asks", 6, "'asks' is used twice"),
        ("starts: The parent., ", "", 5, "'starts' is missing"),
        (STEP.format(id="answers", law="interpreter"), "", 4, "more entries"),
    ],
)
def test_a_way_that_is_not_whole(process, old, new, line, words):
    process.edit(PROCESS, old, new)
    faults = process.faults()
    assert any(one.startswith(f"{PROCESS}:{line}: ") and words in one for one in faults), faults


def test_a_course_without_one_cannot_show_it(course):
    with pytest.raises(DirectiveFault, match=r"this course has no process\.yaml"):
        expand("{{ process }}", Source(load(course.root), "ms_novak"))
