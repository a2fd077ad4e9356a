"""A file that does not follow its schema is told by line, with what right looks like."""

from __future__ import annotations

import pytest
from courses import is_fault
from refused import refused

from kit.content import sentence_of
from kit.content.checking import load
from kit.model import ContentFault, Fault

FRAMEWORK, CASE, ITEMS = (
    "case_studies/framework.yaml",
    "case_studies/ms_novak/case.yaml",
    "case_studies/ms_novak/items.yaml",
)
LAW, RUBRIC = "case_studies/law.yaml", "case_studies/rubric.yaml"


def test_small_course_is_clean(course):
    assert course.faults() == []


def test_unknown_key(only):
    only(
        FRAMEWORK,
        "    meaning:",
        "    meening: x\n    meaning:",
        "content.unknown_key",
        key="meening",
        known=("id", "name", "meaning", "strategies", "practices"),
    )


def test_missing_key_stands_at_its_entry(only):
    only(FRAMEWORK, "    name: Respect\n", "", "content.missing_key", key="name", at=-1)


def test_law_row_without_citation(only):
    only(LAW, "    citation: Test Code 12(a)\n", "", "content.missing_key", key="citation", at=-1)


def test_law_row_with_empty_citation(only):
    facts = {"key": "citation", "value": "''"}
    only(LAW, "    citation: Test Code 12(a)\n", '    citation: ""\n', "content.no_word", **facts)


def test_law_row_whose_citation_cannot_be_looked_up(only):
    new = "citation: special education law\n"
    only(LAW, "citation: Test Code 12(a)\n", new, "content.citation", citation="special education law")


def test_id_with_capitals(only):
    only(ITEMS, "id: start.hopes", "id: Start.Hopes", "content.no_id", key="id", value="'Start.Hopes'")


def test_unknown_kind(only):
    only(ITEMS, "kind: choice", "kind: quiz", "content.none_of", key="kind", value="'quiz'")


def test_known_fact_without_provenance(only):
    only(
        CASE,
        "    provenance: illustration\n",
        "",
        "content.rule",
        says="no provenance; write provenance: source, illustration or voice.a",
        at=-3,
    )


def test_half_missing(course):
    course.edit(CASE, "      all_families:", "      some_families:")
    (fault,) = course.faults()
    assert is_fault(fault, "content.rule", says="two halves, all_families and ms_novak")


def test_evidence_not_in_anchor(course):
    course.edit(RUBRIC, "          - Something happened", "          - Nothing happened")
    (fault,) = course.faults()
    assert is_fault(fault, "content.rule", says="copy its words exactly from the anchor")


def test_date_that_is_none(only):
    only(LAW, "checked_on: null", "checked_on: soon", "content.no_day", key="checked_on", value="'soon'")


@pytest.mark.parametrize(
    ("compared", "code", "key"),
    [
        ("{day: 2026-11-26}", "content.missing_key", "copies"),
        ("{day: 2026-11-26, copies: ''}", "content.no_word", "copies"),
        ("{day: soon, copies: a page}", "content.no_day", "day"),
        ("{day: 2026-11-26, copies: a page, live: true}", "content.unknown_key", "live"),
        ("a page", "content.no_keys", "compared"),
    ],
)
def test_law_row_compared_with_nothing_that_can_be_named(only, compared, code, key):
    only(LAW, "    checked_on: null", f"    compared: {compared}\n    checked_on: null", code, key=key)


def test_law_row_compared_on_a_day_to_come(only):
    compared = "    compared: {day: 2999-01-02, copies: a page}\n    checked_on: null"
    only(LAW, "    checked_on: null", compared, "content.compared_day", row="notice")


def test_not_yaml(course):
    course.edit(LAW, "notice: >-", "notice: [")
    assert [file for file, _ in course.told("content.not_yaml", says="expected ',' or ']'")] == [LAW]


def test_a_character_that_no_text_has(course):
    course.edit(LAW, "notice: >-", "notice: a\x07 bell")
    assert [
        file for file, _ in course.told("content.not_yaml", says="the character 0x07 can't be in a text")
    ] == [LAW]


def test_key_twice(only):
    only(
        FRAMEWORK,
        "    name: Respect\n",
        "    name: Respect\n    name: Respect\n",
        "content.not_yaml",
        says="name",
        at=1,
    )


def test_not_utf8(course):
    (course.root / LAW).write_bytes(b"notice: \xff")
    assert course.faults() == [Fault(LAW, 1, "content.not_utf8")]


def test_file_missing(course):
    (course.root / RUBRIC).unlink()
    assert course.faults()[0] == Fault(RUBRIC, 1, "content.no_file")


def test_case_in_a_folder_of_another_name(course):
    (course.root / "case_studies" / "ms_novak").rename(course.root / "case_studies" / "other")
    assert is_fault(course.faults()[0], "content.other_id", what="case", id="ms_novak", right="other")


def test_load_lists_every_fault(course):
    course.edit(FRAMEWORK, "    name: Respect\n", "    nam: Respect\n")
    course.edit(LAW, "checked_on: null", "checked_on: soon")
    with pytest.raises(ContentFault) as told:
        load(course.root)
    assert [one.code for one in told.value.faults] == [
        "content.missing_key",
        "content.unknown_key",
        "content.no_day",
    ]
    assert len(sentence_of(told.value).splitlines()) == 3


def test_load_takes_the_folder_itself(course):
    assert load(course.root / "case_studies") == load(course.root)


def test_no_course_here(tmp_path):
    with refused("course.no_framework"):
        load(tmp_path)
