"""``process.yaml``: its steps name rows that exist, and ``{{ process }}`` shows them folded."""

from __future__ import annotations

import pytest
from refused import refused

from kit.content.checking import load
from kit.content.directives import Source, expand

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
    ("old", "new", "line", "code", "facts"),
    [
        ("[interpreter]", "[interpreters]", 6, "no_law_row", {"name": "interpreters"}),
        ("id: answers", "id: asks", 6, "repeated", {"name": "asks"}),
        ("starts: The parent., ", "", 5, "missing_key", {"key": "starts"}),
        (STEP.format(id="answers", law="interpreter"), "", 4, "list_too_short", {"key": "steps"}),
    ],
)
def test_a_way_that_is_not_whole(process, old, new, line, code, facts):
    process.edit(PROCESS, old, new)
    assert process.told(f"content.{code}", **facts) == [(PROCESS, line)]


def test_a_course_without_one_cannot_show_it(course):
    with refused("content.process_missing"):
        expand("{{ process }}", Source(load(course.root), "ms_novak"))
