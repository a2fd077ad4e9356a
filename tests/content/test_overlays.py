"""A state's additions to the ledger: merged beside the federal rows, and checked."""

from __future__ import annotations

import pytest
from refused import refused

from kit.content import compiled
from kit.content.checking import load

STATE = "case_studies/overlays/example_state.yaml"


def test_a_state_adds_and_replaces_nothing(course):
    content = load(course.root)
    law = content.law_for("example_state")
    federal = [row for row in law.rows if row in content.law.rows]
    assert federal == list(content.law.rows)
    added = [row for row in law.rows if row not in content.law.rows]
    assert len(added) == len(content.overlays["example_state"].rows)
    ids = [row.id for row in law.rows]
    assert ids[ids.index("notice") + 1] == "example_days"
    assert all(row.topic.startswith("Example State (made up): ") for row in added)
    assert law.notice.startswith(content.law.notice.strip())
    assert "Example State (made up): " in law.notice


def test_a_row_beside_no_federal_one_stands_at_the_end(course):
    assert load(course.root).law_for("example_state").rows[-1].id == "example_language"


def test_the_federal_ledger_is_as_it_was(course):
    content = load(course.root)
    assert not any("Example State" in row.topic for row in content.law.rows)


def test_a_state_without_overlay(course):
    with refused("content.no_overlay", state="oh", known=("example_state",)):
        load(course.root).law_for("oh")


def test_the_courses_example_says_that_it_is_made_up():
    overlay = compiled().overlays["example_state"]
    assert overlay.made_up
    assert overlay.notice_days.days == 10
    assert all(row.citation.startswith("Made up") and row.checked_on is None for row in overlay.rows)


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        ("citation: Made up, Example Code 1-10\n    ", "", "missing_key", {"key": "citation"}),
        (
            "does_not_say: It does not say who",
            "says_not: It does not say who",
            "unknown_key",
            {"key": "says_not"},
        ),
        ("adds_to: notice\n", "adds_to: notices\n", "no_federal_row", {"name": "notices"}),
        ("- id: example_days", "- id: notice", "federal_row", {"row": "notice"}),
        ("- id: example_language", "- id: example_days", "repeated", {"name": "example_days"}),
        (
            "school days, row: example_days",
            "school days, row: nothing",
            "no_overlay_row",
            {"name": "nothing"},
        ),
        ("made_up: true", "made_up: false", "rule", {"says": "is not the two-letter code of a state"}),
        ("state: example_state", "state: tx", "rule", {"says": "real state but made_up is true"}),
        (
            "state: example_state",
            "state: other_state",
            "other_id",
            {"key": "state", "right": "example_state"},
        ),
        (
            "citation: Made up, Example Rules 2-20",
            "citation: Rules 2-20",
            "rule",
            {"says": "begin each citation"},
        ),
        ("days: 10", "days: 0", "out_of_range", {"key": "days", "value": "0"}),
        ("counted: school days", "counted: moons", "none_of", {"key": "counted", "value": "'moons'"}),
    ],
)
def test_faults(course, old, new, code, facts):
    course.edit(STATE, old, new)
    found = course.told(f"content.{code}", **facts)
    assert {file for file, _ in found} == {STATE}, course.faults()


def test_an_overlay_is_held_to_the_reading_grade(course):
    hard = "Notification obligations necessitate considerable administrative prioritization of parental " * 3
    course.edit(STATE, "says: The school must send the notice ten", f"says: {hard}")
    assert {file for file, _ in course.told("content.too_hard")} == {STATE}
