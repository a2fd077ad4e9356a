"""A course of two cases, from its build to the feedback: made, answered, handed in, collected, marked."""

from __future__ import annotations

import json

import pytest
from courses import small_course, standing_for_the_course

from kit.build import build
from kit.content import compiled
from kit.content.checking import load
from kit.journal import open_journal
from kit.ratings import open_ratings
from kit.ratings.tables import counting

ASSIGNMENTS = {"start", "respect", "meeting", "trust"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The small course with its second case, built, and standing where the package finds its content."""
    root = small_course(tmp_path_factory.mktemp("course"), second_case=True)
    build(root)
    with standing_for_the_course(root):
        yield root


@pytest.fixture(scope="module")
def year(course, tmp_path_factory, year_without_report):
    """Two learners' year in both cases."""
    return year_without_report(tmp_path_factory.mktemp("year"), 2)


def test_both_cases_are_built(course):
    assert compiled() == load(course)
    assert {path.stem for path in course.glob("assignments/release/*/*.ipynb")} == ASSIGNMENTS
    text = (course / "notebooks/03_trust.ipynb").read_text("utf-8")
    assert text.count("kit-callout kit-callout-case") == 2
    assert "**With Mr. Diallo**" in text


def test_answers_to_one_id_in_two_cases_stay_apart(year):
    person = year.people[0]
    journal = open_journal(year.places.workspace(person.id))
    (novak,) = journal.heads("start.hopes", case="ms_novak")
    (diallo,) = journal.heads("start.hopes", case="mr_diallo")
    assert (novak.case, diallo.case) == ("ms_novak", "mr_diallo")
    assert novak.id != diallo.id


def test_each_hand_in_holds_its_own_case(year):
    for assignment, case in (("start", "ms_novak"), ("trust", "mr_diallo")):
        for handed in year.places.workspaces.glob(f"*/handin/{assignment}/responses.jsonl"):
            lines = [json.loads(line) for line in handed.read_text("utf-8").splitlines()]
            assert {line["case"] for line in lines} == {case}
            assert {line["item"] for line in lines} >= {"consent.use", "rate.talk.listen"}


def test_both_are_marked_and_the_feedback_is_back(year):
    with open_ratings(year.places.course, create=False) as store:
        marked = {(item, criterion) for _, item, criterion in counting(store.ratings())}
    assert {
        (item, c) for item in ("respect.reflection", "trust.reflection") for c in ("event", "action")
    } <= marked
    for person in year.people:
        feedback = {path.stem for path in year.places.workspace(person.id).glob("feedback/*.html")}
        assert feedback == {"respect", "meeting", "trust"}
