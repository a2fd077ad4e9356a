"""Who has finished: by the same rule as a learner's own record, read from what was handed in."""

from __future__ import annotations

from datetime import date

import pytest

pytest.importorskip("nbgrader")

from finished_class import FOLLOW_UP, NEEDED, WEEKS, class_of, hand_in

from kit.certificates.finished import class_standing
from kit.classroom import Member, write_roster
from kit.content import compiled, item_hash
from kit.grading.handed import collected
from kit.grading.learners_file import write_table
from kit.grading.whose import Table
from kit.handin.weeks import course_weeks
from kit.journal import make_workspace, open_journal, update_workspace
from kit.model import NotFound
from kit.pages.workbook import Chosen, gathered


def only(root, **more):
    (one,) = class_standing(root, **more).learners
    return one


@pytest.fixture
def root(tmp_path):
    return class_of(tmp_path / "fall", {"maria": "María Pérez"})


def test_who_has_finished_has_the_same_tasks_and_minutes_in_their_own_record(root, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    hand_in(root, "maria", WEEKS)
    workspace = make_workspace(tmp_path / "course", "maria")
    journal = open_journal(workspace)
    for week in course_weeks():
        for one in sorted(week.asks):
            item = compiled().cases[one.case].item(one.item)
            more = {"case": one.case, "item_hash": item_hash(item), "lane": "shared"}
            journal.save(one.item, "Words.", occasion=one.occasion, **more)
    update_workspace(workspace, alone=True)
    book, _ = gathered(workspace, Chosen())
    standing = only(root)
    assert standing.has_finished
    assert standing.minutes == sum(week.minutes for week in course_weeks())
    assert (book.completion.done, book.completion.minutes) == (book.completion.tasks, standing.minutes)


def test_all_weeks_but_the_follow_up_are_needed_and_the_follow_up_adds_its_minutes(root):
    hand_in(root, "maria")
    first = only(root)
    hand_in(root, "maria", [FOLLOW_UP])
    assert first.has_finished
    assert only(root).minutes - first.minutes == WEEKS[FOLLOW_UP].minutes
    hand_in(root, "maria", [FOLLOW_UP], without={"follow_up.change"})
    assert only(root) == first


def test_an_answer_that_is_not_in_the_hand_in_keeps_a_week_from_counting_until_vouched_for(root):
    hand_in(root, "maria", without={"equity.today", "equity.ladder"})
    assert only(root).missing == (("Equity", 2),)
    assert only(root, vouched=["maria"]).has_finished
    hand_in(root, "maria", ["start"], without={"start.five"})
    assert dict(only(root).missing) == {"Equity": 2, "Start here": 1}


def test_what_starts_private_and_either_of_two_stories_are_as_in_the_record(root):
    asked = {one.item for week in course_weeks() for one in week.asks}
    assert not asked & {"equity.habit", "scene.first_call", "start.comes_back"}
    hand_in(root, "maria", instead={"vignette.a": "vignette.b"})
    assert b"vignette.b" in (root / "submitted/maria/start/responses.jsonl").read_bytes()
    assert only(root).has_finished


def test_whatever_a_week_asks_for_travels_with_its_hand_in():
    assignments = {one.id: one for one in compiled().assignments}
    for id, week in WEEKS.items():
        for one in week.asks:
            item = compiled().cases[one.case].item(one.item)
            assert assignments[id].takes(item, one.occasion), one
            assert item.lane == "shared"


def test_a_week_that_was_not_handed_in_counts_for_nobody(root):
    hand_in(root, "maria", [one for one in NEEDED if one != "respect"])
    assert only(root, vouched=["maria"]).missing == (("Respect", None),)


def test_what_turned_out_to_be_somebody_elses_counts_for_nobody(root):
    hand_in(root, "maria")
    # From another course folder than the rest.
    hand_in(root, "maria", ["equity"])
    one = collected(root / "submitted/maria/equity", "equity", "maria")
    one.upload.decision = "not theirs"
    write_table(root, Table(schema=2, uploads=[one.upload]))
    assert only(root).missing == (("Equity", None),)


def test_who_left_is_not_in_it_and_who_is_not_in_the_class_cannot_be_vouched_for(root):
    hand_in(root, "maria")
    write_roster(root, [Member("maria", left=date(2026, 11, 1)), Member("ben")])
    assert [one.learner for one in class_standing(root).learners] == ["ben"]
    with pytest.raises(NotFound, match="nobody in the class has the id 'maria'"):
        class_standing(root, ["maria"])


def test_a_hand_in_that_cannot_be_read_is_named_and_the_others_count(root, tmp_path):
    hand_in(root, "maria")
    file = root / "submitted/maria/equity/responses.jsonl"
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    found = class_standing(root)
    assert dict(found.learners[0].missing) == {"Equity": None}
    assert "is a link to another file" in found.problems[0]
