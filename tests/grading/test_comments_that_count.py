"""Which comments reach a learner, and where on the page they stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("nbgrader")

import make_submissions as make

from kit.grading.comments_that_count import Said, comments_that_count
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Comment, Feedback
from kit.model import Response
from kit.ratings.comments import MarkerComment

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
FIRST, SECOND = "01JDZZZZZZZZZZZZZZZZZZZZZ1", "01JDZZZZZZZZZZZZZZZZZZZZZ2"
TEXT = "She came. She came late. I had not asked her."


def marks(**raters):
    return [
        {"learner": "amy", "item": "equity.reflection", "criterion": criterion, "level": 2}
        | {"rater": rater, "at": rater and AT + timedelta(hours=n)}
        for n, (criterion, rater) in enumerate(raters.items())
    ]


def written(text, kind="criterion", rater="ana", **more):
    fields = {"rater": rater, "learner": "amy", "assignment": "equity", "kind": kind, "text": text}
    return MarkerComment(**fields, **({"criterion": "event"} if kind == "criterion" else {}) | more)


def passage(quote, text="Hm.", revision=FIRST, start=None, **more):
    start = TEXT.index(quote) if start is None else start
    place = {"start": start, "end": start + len(quote), "quote": quote}
    return written(text, "passage", revision=revision, **place, **more)


def told(*args, **more):
    return [one.text for one in comments_that_count(*args, FIRST, **more).comments]


def page(comments, revision=FIRST, text=TEXT):
    said = comments_that_count(marks(event="ana"), comments, revision)
    whose = {"learner": "amy", "workspace": None, "assignment": "equity", "revision": revision}
    record = Feedback(**whose, levels={"event": 2}, comments=said.comments)
    return feedback_page(record, Response.model_validate_json(make.line(text, id=revision)))


def test_the_comments_of_whoever_gave_the_levels_that_count():
    standing = [
        written("Ana on event."),
        written("Ben on event.", rater="ben"),
        written("Ana on action.", criterion="action"),
        written("Ben on action.", rater="ben", criterion="action"),
        written("Ana's end.", "closing"),
        written("Ben's end.", "closing", rater="ben"),
        written("Ben's step.", "one_thing", rater="ben"),
    ]
    said = comments_that_count(marks(event="ana", action="ben", strategy="ana"), standing, FIRST)
    assert {one.text for one in said.comments} == {"Ana on event.", "Ben on action."}
    assert (said.closing, said.one_thing) == ("Ana's end.", None)
    by_ben = comments_that_count(marks(event="ben", action="ben"), standing, FIRST)
    assert (by_ben.closing, by_ben.one_thing) == ("Ben's end.", "Ben's step.")
    assert comments_that_count(marks(event="cleo"), standing, FIRST) == Said()


def test_of_as_many_levels_whoever_decided_last_closes():
    standing = [written("Ana's end.", "closing"), written("Ben's end.", "closing", rater="ben")]
    assert comments_that_count(marks(event="ana", action="ben"), standing, FIRST).closing == "Ben's end."


def test_a_level_typed_into_the_marking_page_leaves_the_comments_of_the_only_marker():
    ana = [written("Ana."), passage("She came late", "Also Ana.")]
    for nobody in (marks(event=None), marks(event="gradebook"), []):
        assert told(nobody, ana) == ["Ana.", "Also Ana."]
        assert told(nobody, [*ana, written("Ben.", rater="ben")]) == []
    assert told(marks(event=None, action="ana"), [*ana, written("Ben.", rater="ben")]) == [
        "Ana.",
        "Also Ana.",
    ]


def test_a_comment_stands_beside_its_own_words_also_where_they_come_twice():
    shown = page([passage("She came", "Twice.", start=10)])
    assert "She came. <mark>She came</mark><sup>1</sup> late." in shown


def test_a_comment_on_an_earlier_text_is_found_by_its_words_or_has_no_place():
    once, twice = passage("I had not asked her", "Found."), passage("She came", "Twice.")
    gone = passage("in the hall", "Gone.", start=3)
    shown = page([once, twice, gone], revision=SECOND)
    assert "<mark>I had not asked her</mark><sup>1</sup>." in shown
    assert shown.count("<mark>") == 1
    assert "<blockquote>She came</blockquote><p>Twice.</p>" in shown
    assert "<blockquote>in the hall</blockquote><p>Gone.</p>" in shown


def test_no_letter_of_a_learner_turns_the_words_that_follow_round():
    quote = "She came\u202e late."
    noted = written("A note.", "passage", revision=FIRST, start=10, end=10 + len(quote), quote=quote)
    shown = page([noted], text=f"She came. {quote} I had\u2067 not asked her.")
    body = shown[shown.index("<body") :]
    assert "<mark>She came late.</mark><sup>1</sup>" in body
    assert "I had not asked her." in body
    shown = page([noted])
    assert "<blockquote>She came late.</blockquote>" in shown


def test_what_a_marker_or_a_learner_typed_is_text_on_the_page():
    hostile = passage("She came late", make.HOSTILE, criterion="event")
    shown = page([hostile, written(make.HOSTILE)])
    body = shown[shown.index("<body") :]
    for wrong in ("<script", "<img", "<svg", "<iframe", "<form", 'href="'):
        assert wrong not in body, wrong


def test_the_same_comments_in_another_order_are_the_same():
    standing = [passage("She came late", "B."), passage("She came late", "A.")]
    one = comments_that_count(marks(event="ana"), standing, FIRST)
    assert isinstance(one.comments[0], Comment)
    assert set(one.comments) == set(comments_that_count(marks(event="ana"), standing[::-1], FIRST).comments)


@pytest.mark.parametrize("turn", ["\u202e", "\u2066"])
def test_a_comment_turns_round_no_words_after_it(turn):
    made = page([written(f"On {turn}event."), passage("She came late.", f"On {turn}words.")])
    assert "On event." in made
    assert "On words." in made
    assert turn not in made.partition("<body")[2]
