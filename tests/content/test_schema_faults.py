"""A file that does not follow its schema is told by line, with what right looks like."""

from __future__ import annotations

import pytest
from refused import refused

from kit.content.checking import load
from kit.model import ContentFault

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
        "unknown key 'meening'",
        "use one of id, name, meaning",
    )


def test_missing_key_stands_at_its_entry(only):
    only(FRAMEWORK, "    name: Respect\n", "", "'name' is missing", "add `name: …`", line=-1)


def test_law_row_without_citation(only):
    only(LAW, "    citation: Test Code 12(a)\n", "", "'citation' is missing", line=-1)


def test_law_row_with_empty_citation(only):
    only(LAW, "    citation: Test Code 12(a)\n", '    citation: ""\n', "'citation' is ''")


def test_law_row_whose_citation_cannot_be_looked_up(only):
    only(LAW, "citation: Test Code 12(a)\n", "citation: special education law\n", "can't be looked up")


def test_id_with_capitals(only):
    only(ITEMS, "id: start.hopes", "id: Start.Hopes", "'Start.Hopes'", "lower-case letters")


def test_unknown_kind(only):
    only(ITEMS, "kind: choice", "kind: quiz", "'quiz'", "'choice'")


def test_known_fact_without_provenance(only):
    only(
        CASE,
        "    provenance: illustration\n",
        "",
        "no provenance",
        "source, illustration or voice.a",
        line=-3,
    )


def test_half_missing(course):
    course.edit(CASE, "      all_families:", "      some_families:")
    (fault,) = course.faults()
    assert "two halves, all_families and ms_novak" in fault


def test_evidence_not_in_anchor(course):
    course.edit(RUBRIC, "          - Something happened", "          - Nothing happened")
    (fault,) = course.faults()
    assert "copy its words exactly from the anchor" in fault


def test_date_that_is_none(only):
    only(LAW, "checked_on: null", "checked_on: soon", "'checked_on' is 'soon'", "2026-11-25")


@pytest.mark.parametrize(
    ("compared", "words"),
    [
        ("{day: 2026-11-26}", "'copies' is missing"),
        ("{day: 2026-11-26, copies: ''}", "'copies' is ''"),
        ("{day: soon, copies: a page}", "'day' is 'soon'"),
        ("{day: 2026-11-26, copies: a page, live: true}", "unknown key 'live'"),
        ("a page", "'compared' is 'a page'"),
    ],
)
def test_law_row_compared_with_nothing_that_can_be_named(only, compared, words):
    only(LAW, "    checked_on: null", f"    compared: {compared}\n    checked_on: null", words)


def test_law_row_compared_on_a_day_to_come(only):
    compared = "    compared: {day: 2999-01-02, copies: a page}\n    checked_on: null"
    only(LAW, "    checked_on: null", compared, "the day 'notice' was compared is in the future")


def test_not_yaml(course):
    course.edit(LAW, "notice: >-", "notice: [")
    assert any(fault.startswith(f"{LAW}:") and "; " in fault for fault in course.faults())


def test_key_twice(only):
    only(
        FRAMEWORK,
        "    name: Respect\n",
        "    name: Respect\n    name: Respect\n",
        "write each key once",
        line=1,
    )


def test_not_utf8(course):
    (course.root / LAW).write_bytes(b"notice: \xff")
    (fault,) = course.faults()
    assert fault == f"{LAW}:1: this file is not UTF-8; save it as plain text (UTF-8)"


def test_file_missing(course):
    (course.root / RUBRIC).unlink()
    assert course.faults()[0].startswith(f"{RUBRIC}:1: the file is missing")


def test_case_in_a_folder_of_another_name(course):
    (course.root / "case_studies" / "ms_novak").rename(course.root / "case_studies" / "other")
    assert "the case has the id 'ms_novak'; write id: other" in course.faults()[0]


def test_load_lists_every_fault(course):
    course.edit(FRAMEWORK, "    name: Respect\n", "    nam: Respect\n")
    course.edit(LAW, "checked_on: null", "checked_on: soon")
    with pytest.raises(ContentFault) as told:
        load(course.root)
    assert len(str(told.value).splitlines()) == 3


def test_load_takes_the_folder_itself(course):
    assert load(course.root / "case_studies") == load(course.root)


def test_no_course_here(tmp_path):
    with refused("course.no_framework"):
        load(tmp_path)
