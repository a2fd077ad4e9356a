"""Levels given at the desk: the first marker's are the marks in nbgrader's gradebook, and all are kept."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from desk_course import WORDS, autograded_again, hand_in
from marking_page import mark
from nbgrader.api import Gradebook
from typed import kit

from kit.classroom.settings import read_settings
from kit.desk import Desk, Sitting
from kit.desk.desk import Moved
from kit.desk.moderation import differing, settle, unsettle
from kit.desk.shown import told
from kit.desk.texts import codes_of, read_text, readable
from kit.grading.counting import marks_that_count
from kit.grading.gradebook import ChangedThere
from kit.grading.gradebook_opening import GradebookFault
from kit.model import KitError, NotFound, Rating
from kit.ratings import open_ratings

ITEM = "equity.reflection"
NEW = "01JDZZZZZZZZZZZZZZZZZZZZZ9"


def url(course):
    return f"sqlite:///{course / 'gradebook.db'}"


def scores(course, learner="amy"):
    with Gradebook(url(course)) as gb:
        (notebook,) = gb.find_submission("equity", learner).notebooks
        return {
            g.name.removeprefix("equity_"): (g.manual_score, g.needs_manual_grade)
            for g in notebook.grades
            if g.max_score
        }


def levels(course):
    return {(one["learner"], one["criterion"]): one["level"] for one in marks_that_count(course).marks}


def raters(course):
    return {one["rater"] for one in marks_that_count(course).marks}


def give(desk, learner, criterion, level):
    code = desk.code_of[learner]
    return desk.give(code, criterion, level, desk.shown(code).text.revision)


def standing(desk, criterion="event", learner="amy"):
    return desk.shown(desk.code_of[learner]).standing[criterion]


def test_a_level_is_kept_and_in_the_gradebook_at_once(desk, course):
    shown = give(desk, "amy", "event", 2)
    with open_ratings(course, create=False) as other:
        (kept,) = other.ratings()
    assert (kept.rater, kept.learner, kept.criterion, kept.level) == ("ana", "amy", "event", 2)
    assert kept.revision == shown.text.revision
    assert (shown.standing["event"].own, shown.open) == (2, 4)
    assert scores(course)["event"] == (2.0, False)
    assert scores(course)["action"] == (None, True)
    assert read_settings(course).first_marker == "ana"
    assert (levels(course), raters(course)) == ({("amy", "event"): 2}, {"ana"})


def test_another_level_of_ones_own_is_the_mark_and_the_first_is_kept(desk, course):
    for level in (2, 3, 3):
        give(desk, "amy", "event", level)
    assert [one.level for one in desk.marks.ratings.ratings()] == [2, 3]
    assert levels(course) == {("amy", "event"): 3}


def test_each_step_is_undone_to_what_stood_before(desk, course):
    give(desk, "amy", "event", 2)
    give(desk, "amy", "event", 3)
    shown, criterion = desk.undo()
    assert (criterion, shown.standing["event"].own) == ("event", 2)
    assert levels(course) == {("amy", "event"): 2}
    shown, _ = desk.undo()
    assert (shown.standing["event"].own, shown.open) == (None, 5)
    assert desk.undo() is None
    assert scores(course)["event"] == (None, True)
    assert levels(course) == {}
    give(desk, "amy", "event", 1)
    assert levels(course) == {("amy", "event"): 1}


def test_a_reason_is_kept_with_the_level_and_undone(desk, course):
    shown = give(desk, "amy", "event", 2)
    code, revision = shown.code, shown.text.revision
    with pytest.raises(Moved):
        desk.say_why(code, "action", revision, "No.")
    assert desk.say_why(code, "event", revision, "He is placed.").standing["event"].reason == "He is placed."
    with pytest.raises(Moved):
        desk.say_why(code, "event", NEW, "No.")
    shown, _ = desk.undo()
    assert (shown.standing["event"].own, shown.standing["event"].reason == "He is placed.") == (2, False)
    desk.undo()
    assert levels(course) == {}


def test_a_level_changed_in_formgrader_is_the_mark_and_the_desk_shows_it(desk, course):
    give(desk, "amy", "event", 2)
    mark(url(course), "equity", "amy", "event", 3)
    # Given on a screen that does not show it yet.
    revision = read_text(course, "amy", "equity", ITEM).revision
    with pytest.raises(ChangedThere):
        desk.give(desk.code_of["amy"], "event", 1, revision)
    now = standing(desk)
    assert (now.counts.level, now.counts.rater, now.gradebook, now.open) == (3, None, "3", False)
    assert (levels(course), raters(course)) == ({("amy", "event"): 3}, {None})
    give(desk, "amy", "event", 1)
    assert scores(course)["event"] == (1.0, False)
    assert standing(desk).gradebook is None
    desk.undo()
    assert scores(course)["event"] == (3.0, False)


def test_an_undo_leaves_a_mark_that_was_changed_since(desk, course):
    give(desk, "amy", "event", 1)
    mark(url(course), "equity", "amy", "event", 3)
    desk.undo()
    assert scores(course)["event"] == (3.0, False)


def test_a_number_that_is_no_level_is_shown_and_replaced(desk, course):
    for criterion in desk.marks.criteria:
        give(desk, "amy", criterion, 2)
    mark(url(course), "equity", "amy", "event", 2.5)
    shown = desk.shown(desk.code_of["amy"])
    assert [name for name, one in shown.standing.items() if one.open] == ["event"]
    assert told(shown)["criteria"]["event"]["gradebook"] == "2.5"
    give(desk, "amy", "event", 2)
    assert desk.shown(desk.code_of["amy"]).open == 0
    assert scores(course)["event"] == (2.0, False)


def test_a_gradebook_in_use_saves_nothing_and_the_next_press_does(desk, course):
    desk.all_shown()
    holds = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    holds.execute("begin immediate")
    revision = read_text(course, "amy", "equity", ITEM).revision
    with pytest.raises(GradebookFault, match="is in use by another program"):
        desk.give(desk.code_of["amy"], "event", 2, revision)
    assert desk.marks.ratings.ratings() == []
    holds.execute("rollback")
    holds.close()
    give(desk, "amy", "event", 2)
    assert scores(course)["event"] == (2.0, False)


def test_killed_between_the_rating_and_the_mark_it_is_open_and_given_again(desk, course, monkeypatch):
    record = desk.marks.ratings.record

    def killed(ratings):
        record(ratings)
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.marks.ratings, "record", killed)
    with pytest.raises(KeyboardInterrupt):
        give(desk, "amy", "event", 2)
    desk.gradebook.close()
    assert (levels(course), scores(course)["event"]) == ({}, (None, True))
    with open_ratings(course) as store:
        again = Desk(Sitting(course, "equity", rater="ana"), store)
        assert (standing(again).own, standing(again).open) == (2, True)
        give(again, "amy", "event", 2)
        assert not standing(again).open
        again.close()
    assert levels(course) == {("amy", "event"): 2}


def test_another_markers_levels_stay_beside_the_marks_until_one_key_settles_them(desk, course):
    give(desk, "amy", "event", 2)
    with open_ratings(course) as store:
        ben = Desk(Sitting(course, "equity", rater="ben", blind=True), store)
        assert (standing(ben).counts, standing(ben).open) == (None, True)
        give(ben, "amy", "event", 0)
        assert not standing(ben).open
        ben.close()
    assert (levels(course), raters(course)) == ({("amy", "event"): 2}, {"ana"})
    (one,) = differing(desk)
    assert [(its["rater"], its["level"], its["counts"]) for its in one["levels"]] == [
        ("ana", 2, True),
        ("ben", 0, False),
    ]
    settle(desk, one["code"], "event", one["levels"][1]["rating"], "No day is named.")
    assert (levels(course), raters(course)) == ({("amy", "event"): 0}, {"ben"})
    assert differing(desk) == []
    assert unsettle(desk) == {"code": one["code"], "criterion": "event"}
    assert (levels(course), len(differing(desk))) == ({("amy", "event"): 2}, 1)


def test_a_second_marker_who_is_not_blind_sees_the_mark_and_writes_none(desk, course):
    give(desk, "amy", "event", 2)
    with open_ratings(course) as store:
        ben = Desk(Sitting(course, "equity", rater="ben"), store)
        assert (standing(ben).counts.level, standing(ben).open) == (2, False)
        give(ben, "amy", "action", 3)
        ben.close()
    assert levels(course) == {("amy", "event"): 2}
    assert standing(desk, "action").open


def test_a_revised_text_asks_to_be_looked_at_again(desk, course):
    for criterion in desk.marks.criteria:
        give(desk, "amy", criterion, 2)
    code = desk.code_of["amy"]
    before = desk.shown(code).text.revision
    hand_in(course, "amy", "A newer text.", step="autograded", id=NEW, seq=9)
    autograded_again(course, "amy")
    shown = desk.shown(code)
    assert (told(shown)["again"], shown.open) == (True, 5)
    assert {one.earlier for one in shown.standing.values()} == {2}
    with pytest.raises(Moved):
        desk.give(code, "event", 3, before)
    give(desk, "amy", "event", 3)
    assert levels(course) == {("amy", "event"): 3}
    desk.undo()
    assert (levels(course), scores(course)["event"]) == ({}, (2.0, True))


def test_the_same_level_for_a_newer_text_is_not_said_to_be_by_who_gave_it_the_earlier_one(desk, course):
    give(desk, "amy", "event", 2)
    hand_in(course, "amy", "A newer text.", step="autograded", id=NEW, seq=9)
    mark(url(course), "equity", "amy", "event", 2)
    assert (levels(course), raters(course)) == ({("amy", "event"): 2}, {None})


def test_a_level_of_an_earlier_text_is_not_settled_as_the_mark_of_the_new_one(desk, course):
    give(desk, "amy", "event", 2)
    with open_ratings(course) as store:
        ben = Desk(Sitting(course, "equity", rater="ben", blind=True), store)
        give(ben, "amy", "event", 0)
        ben.close()
    hand_in(course, "amy", "A newer text.", step="autograded", id=NEW, seq=9)
    autograded_again(course, "amy")
    (chosen,) = desk.marks.ratings.ratings(rater="ben")
    with pytest.raises(KitError):
        settle(desk, desk.code_of["amy"], "event", chosen.id, "No day is named.")
    assert (scores(course)["event"], desk.marks.ratings.settled()) == ((2.0, True), {})


def test_a_decision_by_command_is_in_the_gradebook_or_nowhere(desk, course):
    give(desk, "amy", "event", 2)
    revision = read_text(course, "amy", "equity", ITEM).revision
    of = {"item": ITEM, "criterion": "event", "rater": "ben", "level": 0, "at": datetime.now(UTC)}
    whose = ({"learner": "amy", "revision": revision}, {"learner": "gone"})
    desk.marks.ratings.record(Rating(**of, **one) for one in whose)

    def settle_for(who):
        why = ("--rater", "ben", "--by", "ana", "--reason", "No day is named.")
        return kit("marks", "settle", course, who, ITEM, "event", *why).returncode

    assert (settle_for("gone"), levels(course)) == (2, {("amy", "event"): 2})
    assert desk.marks.ratings.settled() == {}
    mark(url(course), "equity", "amy", "event", 0)
    assert "ana 2, ben 0*" in kit("marks", "differ", course).stdout
    assert settle_for("amy") == 0
    assert (levels(course), raters(course)) == ({("amy", "event"): 0}, {"ben"})


def test_unmarked_texts_come_first_in_an_order_of_the_markers_own(desk):
    first = desk.order()
    for criterion in desk.marks.criteria:
        give(desk, first[0], criterion, 2)
    assert [one.learner for one in desk.all_shown()] == [*first[1:], first[0]]
    many = {f"l{n}" for n in range(40)}
    assert len(set(codes_of(many, "equity"))) == 40


def test_nothing_handed_in_and_an_unknown_assignment_are_one_sentence(course):
    with open_ratings(course) as store:
        with pytest.raises(NotFound, match="no text of respect to mark"):
            Desk(Sitting(course, "respect"), store)
        with pytest.raises(Exception, match="isn't a marked assignment"):
            Desk(Sitting(course, "start"), store)


def test_without_a_gradebook_no_desk_opens(course):
    (course / "gradebook.db").unlink()
    with open_ratings(course) as store, pytest.raises(NotFound):
        Desk(Sitting(course, "equity"), store)
    assert not (course / "gradebook.db").exists()


def test_a_learners_words_are_shown_without_what_hides_or_turns_them():
    typed = "a\u202eb\x1b[2J\ud83d\r\nc\rd"
    assert readable(typed).replace("\u200b", "") == "ab[2J�\nc\nd"
    assert len(readable(typed)) == len(typed)
    assert readable(WORDS) == WORDS
