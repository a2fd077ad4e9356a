"""Levels given at the desk: kept at once, undone, in the gradebook soon, nothing written over unseen."""

from __future__ import annotations

import sqlite3

import pytest
from desk_course import WORDS, hand_in
from marking_page import mark
from nbgrader.api import Gradebook

from kit.desk import Desk, Sitting
from kit.desk.desk import Moved
from kit.desk.left_as_is import in_codes
from kit.desk.shown import told
from kit.desk.texts import codes_of, read_text, readable
from kit.grading.counting import marks_that_count
from kit.grading.gradebook import from_gradebook, take_over, to_gradebook
from kit.model import NotFound
from kit.ratings import open_ratings

ITEM = "equity.reflection"
NEW = "01JDZZZZZZZZZZZZZZZZZZZZZ9"


def scores(course, learner="amy"):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gb:
        (notebook,) = gb.find_submission("equity", learner).notebooks
        return {
            g.name.removeprefix("equity_"): (g.manual_score, g.needs_manual_grade)
            for g in notebook.grades
            if g.max_score
        }


def levels(course):
    found = {}
    for one in marks_that_count(course).marks:
        found[one["learner"], one["criterion"]] = one["level"]
    return found


def give(desk, learner, criterion, level, **more):
    code = desk.code_of[learner]
    return desk.give(code, criterion, level, desk.shown(code).text.revision, **more)


def counted(moved):
    return moved.written, moved.unchanged, moved.put_back


def test_a_level_is_kept_at_once_and_reaches_the_gradebook(desk, course):
    shown = give(desk, "amy", "event", 2)
    with open_ratings(course, create=False) as other:
        (kept,) = other.ratings()
    assert (kept.rater, kept.learner, kept.criterion, kept.level, kept.primary) == (
        "ana",
        "amy",
        "event",
        2,
        True,
    )
    assert kept.revision == shown.text.revision
    assert shown.standing["event"].own == 2
    assert shown.open == 4
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (2.0, False)
    assert scores(course)["action"] == (None, True)


def test_another_level_of_ones_own_counts_and_the_first_is_kept(desk, course):
    give(desk, "amy", "event", 2)
    give(desk, "amy", "event", 3)
    give(desk, "amy", "event", 3)
    assert [one.level for one in desk.marks.ratings.ratings()] == [2, 3]
    assert desk.delivery.wait(20)
    assert levels(course) == {("amy", "event"): 3}
    assert scores(course)["event"] == (3.0, False)


def test_each_step_is_undone_to_what_stood_before(desk, course):
    give(desk, "amy", "event", 2)
    give(desk, "amy", "event", 3)
    assert desk.delivery.wait(20)
    shown, criterion = desk.undo()
    assert (criterion, shown.standing["event"].own) == ("event", 2)
    shown, _ = desk.undo()
    assert shown.standing["event"].own is None
    assert shown.open == 5
    # The gradebook may still have the level that was taken back, which is nobody's mark.
    assert desk.shown(desk.code_of["amy"]).standing["event"].open
    assert desk.undo() is None
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (None, True)
    assert levels(course) == {}
    give(desk, "amy", "event", 1)
    assert desk.delivery.wait(20)
    assert levels(course) == {("amy", "event"): 1}


def test_a_reason_is_kept_with_the_level_and_undone(desk, course):
    shown = give(desk, "amy", "event", 2)
    code, revision = shown.code, shown.text.revision
    with pytest.raises(Moved, match="level first"):
        desk.say_why(code, "action", revision, "No.")
    assert desk.say_why(code, "event", revision, "He is placed.").standing["event"].reason == "He is placed."
    (counting,) = desk.marks.ratings.ratings(primary=True)
    assert (counting.level, counting.reason) == (2, "He is placed.")
    # Of another text than the marker saw, that it changed is what is said.
    with pytest.raises(Moved, match=f"Text {code} has changed .* press R"):
        desk.say_why(code, "event", "01JDZZZZZZZZZZZZZZZZZZZZZ9", "No.")
    shown, _ = desk.undo()
    assert (shown.standing["event"].own, shown.standing["event"].reason == "He is placed.") == (2, False)
    desk.undo()
    assert desk.delivery.wait(20)
    assert levels(course) == {}


def test_a_mark_of_the_marking_page_is_shown_and_not_written_over_unseen(desk, course):
    url = f"sqlite:///{course / 'gradebook.db'}"
    give(desk, "amy", "event", 2)
    assert desk.delivery.wait(20)
    mark(url, "equity", "amy", "event", 1)
    # Given on a screen that does not show it yet.
    give(desk, "amy", "event", 3)
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (1.0, False)
    left, remedy = in_codes(desk)["left"]
    assert left == f"Text {desk.code_of['amy']}: Event is 1 in the gradebook and 3 here."
    assert "--ours or --theirs" in remedy
    assert desk.shown(desk.code_of["amy"]).standing["event"].gradebook == "1"
    give(desk, "amy", "event", 2, seen="1")
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (2.0, False)
    assert in_codes(desk)["left"] == []
    assert desk.shown(desk.code_of["amy"]).standing["event"].gradebook is None


@pytest.mark.parametrize(
    ("before", "level", "arrived"),
    [(1, 0, True), (1, 1, True), (1, 0, False), (None, 3, True), (None, 0, True), (None, 3, False)],
)
def test_a_mark_of_the_marking_page_that_a_level_replaced_is_brought_back(
    desk, course, monkeypatch, before, level, arrived
):
    if arrived:
        monkeypatch.setattr("kit.desk.delivery._PAUSE", 0.02)
    if before is not None:
        give(desk, "amy", "event", before)
    assert desk.delivery.wait(20)
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 3)
    code = desk.code_of["amy"]
    as_it_was = desk.shown(code)
    assert as_it_was.standing["event"].gradebook == "3"
    for _ in range(2):
        give(desk, "amy", "event", level, seen="3")
        assert not arrived or desk.delivery.wait(20)
        assert not arrived or scores(course)["event"] == (level, False)
        shown, _ = desk.undo()
        assert shown.standing == as_it_was.standing
        assert not arrived or desk.delivery.wait(20)
    assert desk.delivery.wait(20)
    assert desk.shown(code).standing == as_it_was.standing
    assert scores(course)["event"] == (3.0, False)
    assert levels(course) == {("amy", "event"): 3}
    left = [f"Text {code}: Event is 3 in the gradebook and {before} here."]
    assert in_codes(desk)["left"][:1] == ([] if before is None else left)
    # Another desk's start leaves it there, too, and it is replaced by whoever sees it.
    desk.delivery.send(None)
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (3.0, False)
    give(desk, "amy", "event", 2, seen="3")
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (2.0, False)


def test_what_one_key_decided_stays_decided_as_the_next_is_undone(desk, course):
    give(desk, "amy", "event", 1)
    assert desk.delivery.wait(20)
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 3)
    # The page may not have heard yet of what the first of two quick keys did.
    for level in (0, 2):
        give(desk, "amy", "event", level, seen="3")
    desk.undo()
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (0.0, False)
    # What somebody changed since is not put back over.
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 2)
    desk.undo()
    assert desk.delivery.wait(20)
    assert scores(course)["event"] == (2.0, False)
    standing = desk.shown(desk.code_of["amy"]).standing["event"]
    assert (standing.own, standing.gradebook) == (1, "2")


@pytest.mark.parametrize("blind", [False, True])
def test_the_level_of_an_earlier_text_is_brought_back_with_its_note(desk, course, blind):
    give(desk, "amy", "event", 2)
    assert desk.delivery.wait(20)
    hand_in(course, "amy", "A newer text.", step="autograded", id=NEW, seq=9)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gb:
        # As autograding a new text does.
        gb.find_grade("equity_event", "equity", "equity", "amy").needs_manual_grade = True
        gb.db.commit()
    with open_ratings(course) as store:
        again = Desk(Sitting(course, "equity", rater="ben" if blind else "ana", blind=blind), store)
        as_it_was = again.shown(again.code_of["amy"]).standing["event"]
        assert as_it_was.open
        assert as_it_was.earlier == (None if blind else 2)
        give(again, "amy", "event", 0)
        assert again.delivery.wait(20)
        assert scores(course)["event"] == (0.0, False)
        shown, _ = again.undo()
        assert shown.standing["event"] == as_it_was
        assert again.delivery.wait(20)
        assert scores(course)["event"] == (2.0, True)
        (counting,) = store.ratings(ITEM, "amy", primary=True)
        assert (counting.rater, counting.level, counting.revision != NEW) == ("ana", 2, True)
        again.close()


def test_a_mark_taken_over_from_the_gradebook_counts_again_once_ones_own_is_taken_back(
    desk, course, monkeypatch
):
    monkeypatch.setattr("kit.desk.delivery._PAUSE", 0.02)
    url = f"sqlite:///{course / 'gradebook.db'}"
    give(desk, "amy", "event", 1)
    assert desk.delivery.wait(20)
    mark(url, "equity", "amy", "event", 3)
    from_gradebook(desk.marks.ratings, course, "equity", counts=True)
    code = desk.code_of["amy"]
    as_it_was = desk.shown(code).standing["event"]
    assert (as_it_was.own, as_it_was.counts.level) == (1, 3)
    desk.say_why(code, "event", desk.shown(code).text.revision, "He is placed.")
    assert desk.shown(code).standing["event"].counts.level == 3
    desk.undo()
    for level in (0, 1):
        give(desk, "amy", "event", level)
        assert desk.delivery.wait(20)
        assert scores(course)["event"] == (level, False)
        shown, _ = desk.undo()
        assert shown.standing["event"] == as_it_was
        assert desk.delivery.wait(20)
        assert scores(course)["event"] == (3.0, False)


def test_a_mark_that_goes_back_is_there_though_the_desk_is_killed(desk, course, monkeypatch):
    give(desk, "amy", "event", 1)
    assert desk.delivery.wait(20)
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 3)
    give(desk, "amy", "event", 0, seen=desk.shown(desk.code_of["amy"]).standing["event"].gradebook)
    assert desk.delivery.wait(20)
    # As if it had been killed right after the level was taken back.
    desk.marks.undo()
    # Until the gradebook has heard of it, nobody is told the level that was taken back.
    assert levels(course) == {}
    (waits,) = marks_that_count(course).unsettled
    assert (
        "amy: the mark for event of equity was taken back, but the gradebook still says 0" in waits.sentence
    )
    with open_ratings(course) as store:
        noted = store.note_seen

        def killed(*_, **__):
            raise KeyboardInterrupt

        # And the next one between the gradebook and the ratings.
        monkeypatch.setattr(store, "note_seen", killed)
        with pytest.raises(KeyboardInterrupt):
            to_gradebook(store, course, "equity")
        assert scores(course)["event"] == (3.0, False)
        monkeypatch.setattr(store, "note_seen", noted)
        moved = to_gradebook(store, course, "equity")
        (left,) = moved.of
        assert (left.why, left.mark, left.level) == ("changed", "3", 1)
        assert counted(moved) == (0, 0, 0), "the one that was killed had changed it"
    assert scores(course)["event"] == (3.0, False)
    assert levels(course) == {("amy", "event"): 3}


def test_a_first_level_that_is_taken_back_counts_nowhere_though_the_desk_is_killed(desk, course):
    give(desk, "amy", "event", 2)
    assert desk.delivery.wait(20)
    desk.marks.undo()
    assert scores(course)["event"] == (2.0, False), "the gradebook has not heard of it"
    assert levels(course) == {}
    assert marks_that_count(course).unsettled
    with open_ratings(course) as store:
        assert counted(to_gradebook(store, course, "equity")) == (0, 0, 1)
        assert counted(to_gradebook(store, course, "equity")) == (0, 0, 0)
    assert scores(course)["event"] == (None, True)
    assert levels(course) == {}
    assert not marks_that_count(course).unsettled


def test_what_moves_is_counted_once_as_what_it_is(desk, course):
    """Another level for one criterion, an undone one of another, and a third that stays."""
    for criterion in ("event", "assumption", "action"):
        give(desk, "amy", criterion, 2)
    assert desk.delivery.wait(20)
    give(desk, "amy", "event", 3)
    assert desk.delivery.wait(20)
    # As if it had been killed before the gradebook heard of what comes now.
    desk.marks.undo()
    desk.marks.give("amy", "assumption", 0, desk.shown(desk.code_of["amy"]).text.revision)
    with open_ratings(course) as store:
        assert counted(to_gradebook(store, course, "equity")) == (1, 1, 1)
        assert [scores(course)[one][0] for one in ("event", "assumption", "action")] == [2, 0, 2]
        assert counted(to_gradebook(store, course, "equity")) == (0, 3, 0)


def test_a_level_that_is_undone_and_decided_again_changes_nothing_there(desk, course):
    give(desk, "amy", "event", 1)
    assert desk.delivery.wait(20)
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 3)
    code = desk.code_of["amy"]
    give(desk, "amy", "event", 0, seen=desk.shown(code).standing["event"].gradebook)
    assert desk.delivery.wait(20)
    desk.marks.undo()
    desk.marks.give("amy", "event", 0, desk.shown(code).text.revision)
    with open_ratings(course) as store:
        assert counted(take_over(store, course, "equity")) == (0, 1, 0)
    assert scores(course)["event"] == (0.0, False)


def test_a_level_that_is_given_again_counts_while_the_gradebook_has_not_heard_of_the_undo(desk, course):
    give(desk, "amy", "event", 2)
    assert desk.delivery.wait(20)
    desk.marks.undo()
    code = desk.code_of["amy"]
    desk.marks.give("amy", "event", 2, desk.shown(code).text.revision)
    assert levels(course) == {("amy", "event"): 2}
    assert not marks_that_count(course).unsettled


def test_what_was_decided_is_said_no_more(desk, course):
    for criterion in ("event", "action"):
        give(desk, "amy", criterion, 2)
    assert desk.delivery.wait(20)
    for criterion in ("event", "action"):
        mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", criterion, 3)
    desk.delivery.send("amy")
    assert desk.delivery.wait(20)
    assert "Event" in in_codes(desk)["left"][0]
    give(desk, "amy", "event", 0, seen="3")
    assert "Event" not in in_codes(desk)["left"][0]
    assert "Action" in in_codes(desk)["left"][0]


def test_a_number_that_is_no_level_is_shown_and_replaced_once_seen(desk, course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gb:
        grade = gb.find_grade("equity_event", "equity", "equity", "amy")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 2.0, 1.0, False
        gb.db.commit()
    standing = desk.shown(desk.code_of["amy"]).standing["event"]
    assert standing.gradebook == "2 with 1 extra credit"
    assert standing.open
    give(desk, "amy", "event", 2, seen=standing.gradebook)
    assert desk.delivery.wait(20)
    assert levels(course) == {("amy", "event"): 2}


def test_a_number_that_is_no_level_waits_though_a_level_was_given_before(desk, course):
    for criterion in desk.marks.criteria:
        give(desk, "amy", criterion, 2)
    assert desk.delivery.wait(20)
    assert desk.shown(desk.code_of["amy"]).open == 0
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 2.5)
    shown = desk.shown(desk.code_of["amy"])
    assert [name for name, one in shown.standing.items() if one.open] == ["event"]
    assert told(shown)["criteria"]["event"]["gradebook"] == "2.5"
    give(desk, "amy", "event", 2, seen="2.5")
    assert desk.delivery.wait(20)
    assert desk.shown(desk.code_of["amy"]).open == 0
    assert scores(course)["event"] == (2.0, False)


def test_a_gradebook_in_use_is_one_sentence_and_the_level_reaches_it_later(desk, course, monkeypatch):
    monkeypatch.setattr("kit.desk.delivery._AGAIN", 0.1)
    assert desk.delivery.wait(20)
    holds = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    holds.execute("begin exclusive")
    revision = read_text(course, "amy", "equity", ITEM).revision
    desk.give(desk.code_of["amy"], "event", 2, revision)
    state = None
    for _ in range(60):
        state = desk.delivery.state()
        if state.sentence:
            break
        desk.delivery.wait(0.5)
    # The desk tries again by itself, so there is nothing for the marker to run.
    assert "is in use by another program; close the other program" in state.sentence
    assert "run" not in state.sentence.rpartition(";")[2]
    assert desk.shown(desk.code_of["amy"]).standing["event"].own == 2
    assert state.waiting is True
    assert desk.marks.ratings.ratings()[0].level == 2
    holds.execute("rollback")
    holds.close()
    assert desk.delivery.wait(30)
    assert scores(course)["event"] == (2.0, False)


def test_what_a_killed_desk_left_is_written_by_the_next(desk, course):
    # As if it had been killed right after the level was kept.
    desk.marks.give("bo", "event", 2, desk.shown(desk.code_of["bo"]).text.revision)
    with open_ratings(course) as store:
        again = Desk(Sitting(course, "equity", rater="ana"), store)
        assert again.shown(again.code_of["bo"]).standing["event"].own == 2
        assert again.delivery.wait(20)
        again.close()
    assert scores(course, "bo")["event"] == (2.0, False)


def test_a_revised_text_asks_to_be_looked_at_again(desk, course):
    for criterion in desk.marks.criteria:
        give(desk, "amy", criterion, 2)
    code = desk.code_of["amy"]
    before = desk.shown(code).text.revision
    hand_in(course, "amy", "A newer text.", step="autograded", id=NEW, seq=9)
    shown = desk.shown(code)
    assert told(shown)["again"]
    assert shown.open == 5
    assert {one.earlier for one in shown.standing.values()} == {2}
    with pytest.raises(Moved, match="has changed since"):
        desk.give(code, "event", 3, before)
    give(desk, "amy", "event", 3)
    counting = {one.criterion: one for one in desk.marks.ratings.ratings(ITEM, "amy", primary=True)}
    assert (counting["event"].level, counting["event"].revision) == (3, NEW)


def test_unmarked_texts_come_first_in_an_order_of_the_markers_own(desk, course):
    first = desk.order()
    for criterion in desk.marks.criteria:
        give(desk, first[0], criterion, 2)
    assert [one.learner for one in desk.all_shown()] == [*first[1:], first[0]]
    many = {f"l{n}" for n in range(40)}
    assert len(set(codes_of(many, "equity"))) == 40


def test_another_marker_sees_what_counts_and_a_blind_one_does_not(desk, course):
    give(desk, "amy", "event", 2)
    for blind in (False, True):
        with open_ratings(course) as store:
            other = Desk(Sitting(course, "equity", rater="ben", blind=blind), store)
            standing = other.shown(other.code_of["amy"]).standing["event"]
            assert standing.own is None
            assert (standing.counts is None, standing.open) == (blind, blind)
            if blind:
                assert "2" not in str(told(other.shown(other.code_of["amy"]))["criteria"])
                give(other, "amy", "event", 0)
            other.close()
    assert levels(course) == {("amy", "event"): 2}


def test_nothing_handed_in_and_an_unknown_assignment_are_one_sentence(course):
    with open_ratings(course) as store:
        with pytest.raises(NotFound, match="nobody has handed in respect"):
            Desk(Sitting(course, "respect"), store)
        with pytest.raises(Exception, match="isn't a marked assignment"):
            Desk(Sitting(course, "start"), store)


def test_a_learners_words_are_shown_without_what_hides_or_turns_them():
    typed = "a\u202eb\x1b[2J\ud83d\r\nc\rd"
    assert readable(typed).replace("\u200b", "") == "ab[2J�\nc\nd"
    assert len(readable(typed)) == len(typed)
    assert readable(WORDS) == WORDS
