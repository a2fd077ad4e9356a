"""Comments of markers: every one kept, any step undone, nobody else's changed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

pytest.importorskip("sqlalchemy")

import sqlalchemy as sa

from kit.model import NotFound
from kit.ratings import RatingFault, open_ratings
from kit.ratings.comments import Comments, MarkerComment
from kit.ratings.tables import comment

REVISION = "01JDZZZZZZZZZZZZZZZZZZZZZ1"


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request, tmp_path):
    sqlite = request.param == "sqlite"
    place = tmp_path / "ratings.db" if sqlite else request.getfixturevalue("postgresql_address")
    with open_ratings(place) as opened:
        yield opened


@pytest.fixture
def store(opened):
    return Comments(opened.database)


def fields(**more):
    return {"rater": "ana", "learner": "amy", "assignment": "equity", "kind": "criterion"} | {
        "criterion": "event",
        "text": "Who was there?",
        **more,
    }


def passage(**more):
    words = {"kind": "passage", "criterion": None, "start": 2, "end": 8, "quote": "called"}
    return fields(**words, revision=REVISION) | more


def texts(store, **which):
    return [one.text for one in store.standing(**which)]


def test_what_is_recorded_comes_back_the_same_and_once(store):
    one = store.record(**passage(text="Say <b>more</b> — “é”."))
    assert store.standing() == [one]
    assert one.at.utcoffset() == timedelta(0)
    # The database itself refuses a second one of the same id.
    with pytest.raises(RatingFault):
        store.record(**one.model_dump())
    assert store.standing() == [one]


def test_a_change_keeps_what_was_there_and_each_step_is_undone(opened):
    store = Comments(opened.database)
    first = store.record(**fields())
    changed = store.record(**fields(text="Who spoke?", replaces=first.id))
    gone = store.withdraw(changed.id, "ana")
    assert (gone.withdrawn, texts(store)) == (True, [])
    again = store.undo(gone.id, "ana")
    assert texts(store) == ["Who spoke?"]
    back = store.undo(again.id, "ana")
    assert (back.withdrawn, texts(store)) == (True, [])
    with opened.database.reading() as connection:
        assert len(connection.execute(sa.select(comment)).all()) == 5


def test_undoing_a_change_gives_the_words_before_and_of_a_new_one_nothing(store):
    first = store.record(**fields())
    changed = store.record(**fields(text="Who spoke?", replaces=first.id))
    store.undo(changed.id, "ana")
    assert texts(store) == ["Who was there?"]
    new = store.record(**fields(text="New."))
    store.undo(new.id, "ana")
    assert texts(store) == ["Who was there?"]


def test_steps_are_taken_back_one_after_the_other_unless_another_window_came_between(store):
    first = store.record(**fields())
    changed = store.record(**fields(text="Who spoke?", replaces=first.id))
    gone = store.withdraw(changed.id, "ana")
    said = []
    for step in (gone, changed, first):
        store.undo(step.id, "ana")
        said.append(texts(store))
    assert said == [["Who spoke?"], ["Who was there?"], []]
    one = store.record(**fields(text="One."))
    store.record(**fields(text="Elsewhere.", replaces=one.id))
    with pytest.raises(RatingFault, match="another window"):
        store.undo(one.id, "ana")
    assert texts(store) == ["Elsewhere."]


def test_of_a_closing_line_and_one_thing_to_try_the_latest_stands(store):
    for kind in ("closing", "one_thing"):
        for text in ("First.", "Second."):
            store.record(**fields(kind=kind, criterion=None, text=f"{kind} {text}"))
    store.record(**fields(kind="closing", criterion=None, text="Ben's.", rater="ben"))
    store.record(**fields(kind="closing", criterion=None, text="For bo.", learner="bo"))
    assert texts(store, learner="amy", rater="ana") == ["closing Second.", "one_thing Second."]
    assert texts(store, assignment="equity") == [
        "closing Second.", "one_thing Second.", "Ben's.", "For bo."
    ]  # fmt: skip
    assert texts(store, assignment="respect") == []


def test_nobody_changes_what_another_marker_wrote_or_what_was_changed_elsewhere(store):
    first = store.record(**fields())
    for other in ({"rater": "ben"}, {"learner": "bo"}, {"kind": "closing"}):
        with pytest.raises(RatingFault):
            store.record(**fields(**other, replaces=first.id))
    with pytest.raises(RatingFault):
        store.withdraw(first.id, "ben")
    with pytest.raises(NotFound):
        store.undo(first.id, "ben")
    store.record(**fields(text="In one window.", replaces=first.id))
    with pytest.raises(RatingFault, match="another window"):
        store.record(**fields(text="In the other.", replaces=first.id))
    with pytest.raises(RatingFault):
        store.withdraw(REVISION, "ana")
    assert texts(store) == ["In one window."]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (passage(end=2), "position"),
        (passage(quote=None), "position"),
        (passage(quote=""), "position"),
        (fields(start=1, end=2, quote="a"), "position"),
        (fields(criterion=None), "needs the criterion"),
        (fields(text=" \n"), "an empty comment"),
        (fields(text="x" * 4001), "4,000 characters"),
        (passage(quote="x" * 2001), "selects more than 2,000"),
        (fields(rater="two  blanks"), "can't be saved"),
        (fields(kind="praise"), "can't be saved"),
        (fields(stars=5), "can't be saved"),
        (passage(start=-1), "can't be saved"),
    ],
)
def test_what_cannot_be_kept_is_one_sentence_and_changes_nothing(store, wrong, said):
    with pytest.raises(RatingFault, match=said) as fault:
        store.record(**wrong)
    assert "\n" not in str(fault.value)
    assert store.standing() == []


def test_what_no_database_keeps_is_replaced(store):
    assert store.record(**fields(text="a\0b \ud83d c")).text == "a\ufffdb ? c"
    assert texts(store) == ["a\ufffdb ? c"]


def test_two_windows_never_change_one_comment_twice(tmp_path):
    with open_ratings(tmp_path / "ratings.db") as opened:
        store = Comments(opened.database)
        first = store.record(**fields())
        store.record(**fields(replaces=first.id))
        late = MarkerComment(**fields(replaces=first.id))
    with sqlite3.connect(tmp_path / "ratings.db") as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(
            "insert into kit_comment (id, rater, learner, assignment, kind, text, at, replaces, withdrawn) "
            "values (?, 'ana', 'amy', 'equity', 'criterion', 'x', '2026-11-25 10:00:00', ?, 0)",
            [late.id, first.id],
        )
