"""Comments of markers: every one kept, any step undone, nobody else's changed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

pytest.importorskip("sqlalchemy")

from kit.model import NotFound
from kit.ratings import RatingFault, open_ratings
from kit.ratings.comments import Comments, MarkerComment

REVISION = "01JDZZZZZZZZZZZZZZZZZZZZZ1"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    sqlite = request.param == "sqlite"
    with open_ratings(
        tmp_path / "ratings.db" if sqlite else request.getfixturevalue("postgresql_address")
    ) as opened:
        yield Comments(opened.database)


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
    one = store.record(passage(text="Say <b>more</b> — “é”."))
    assert store.record(one) == one
    assert store.standing() == [one]
    assert one.at.utcoffset() == timedelta(0)
    with pytest.raises(RatingFault, match="have the id"):
        store.record(one.model_copy(update={"text": "Other."}))


def test_a_change_keeps_what_was_there_and_each_step_is_undone(store):
    first = store.record(fields())
    changed = store.record(fields(text="Who spoke?", replaces=first.id))
    gone = store.withdraw(changed.id, "ana")
    assert (gone.withdrawn, texts(store)) == (True, [])
    again = store.undo(gone.id, "ana")
    assert texts(store) == ["Who spoke?"]
    back = store.undo(again.id, "ana")
    assert (back.withdrawn, texts(store)) == (True, [])
    assert [one.id for one in store.history("equity", "amy")][:2] == [first.id, changed.id]
    assert len(store.history("equity", "amy")) == 5


def test_undoing_a_change_gives_the_words_before_and_of_a_new_one_nothing(store):
    first = store.record(fields())
    changed = store.record(fields(text="Who spoke?", replaces=first.id))
    store.undo(changed.id, "ana")
    assert texts(store) == ["Who was there?"]
    new = store.record(fields(text="New."))
    store.undo(new.id, "ana")
    assert texts(store) == ["Who was there?"]


def test_steps_are_taken_back_one_after_the_other_unless_another_window_came_between(store):
    first = store.record(fields())
    changed = store.record(fields(text="Who spoke?", replaces=first.id))
    gone = store.withdraw(changed.id, "ana")
    said = []
    for step in (gone, changed, first):
        store.undo(step.id, "ana")
        said.append(texts(store))
    assert said == [["Who spoke?"], ["Who was there?"], []]
    one = store.record(fields(text="One."))
    store.record(fields(text="Elsewhere.", replaces=one.id))
    with pytest.raises(RatingFault, match="another window"):
        store.undo(one.id, "ana")
    assert texts(store) == ["Elsewhere."]


def test_of_a_closing_line_and_one_thing_to_try_the_latest_stands(store):
    for kind in ("closing", "one_thing"):
        for text in ("First.", "Second."):
            store.record(fields(kind=kind, criterion=None, text=f"{kind} {text}"))
    store.record(fields(kind="closing", criterion=None, text="Ben's.", rater="ben"))
    store.record(fields(kind="closing", criterion=None, text="For bo.", learner="bo"))
    assert texts(store, learner="amy", rater="ana") == ["closing Second.", "one_thing Second."]
    assert texts(store, assignment="equity") == [
        "closing Second.", "one_thing Second.", "Ben's.", "For bo."
    ]  # fmt: skip
    assert texts(store, assignment="respect") == []


def test_nobody_changes_what_another_marker_wrote_or_what_was_changed_elsewhere(store):
    first = store.record(fields())
    with pytest.raises(RatingFault, match="ana's"):
        store.record(fields(rater="ben", replaces=first.id))
    with pytest.raises(RatingFault, match="ana's"):
        store.withdraw(first.id, "ben")
    with pytest.raises(RatingFault, match="another rater, text or kind"):
        store.record(fields(learner="bo", replaces=first.id))
    store.record(fields(text="In one window.", replaces=first.id))
    with pytest.raises(RatingFault, match="another window"):
        store.record(fields(text="In the other.", replaces=first.id))
    with pytest.raises(NotFound, match="no comment"):
        store.withdraw(REVISION, "ana")
    assert texts(store) == ["In one window."]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (passage(end=2), "needs its position"),
        (passage(quote=None), "needs its position"),
        (fields(start=1, end=2, quote="a"), "is not on a passage"),
        (fields(criterion=None), "needs its id"),
        (fields(text=" \n"), "an empty comment"),
        (fields(text="x" * 4001), "4,000 characters"),
        (passage(quote="x" * 2001), "selects more than 2,000"),
        (fields(rater="two  blanks"), "rater cannot be"),
        (fields(kind="praise"), "kind cannot be"),
        (fields(stars=5), "no field stars"),
        (passage(start=-1), "start cannot be"),
    ],
)
def test_what_cannot_be_kept_is_one_sentence_and_changes_nothing(store, wrong, said):
    with pytest.raises(RatingFault, match=said) as fault:
        store.record(wrong)
    assert "\n" not in str(fault.value)
    assert store.standing() == []


def test_what_no_database_keeps_is_replaced(store):
    assert store.record(fields(text="a\0b \ud83d c")).text == "a\ufffdb ? c"
    assert texts(store) == ["a\ufffdb ? c"]


def test_a_learner_can_be_forgotten(store):
    one = store.record(fields())
    store.withdraw(one.id, "ana")
    store.record(fields(learner="bo"))
    assert store.forget("amy") == 2
    assert store.history("equity", "amy") == []
    assert texts(store) == ["Who was there?"]


def test_a_database_from_before_comments_gets_its_table_with_the_first(tmp_path):
    with open_ratings(tmp_path / "ratings.db") as opened:
        assert opened.ratings() == []
    with sqlite3.connect(tmp_path / "ratings.db") as raw:
        raw.execute("drop table kit_comment")
    with open_ratings(tmp_path / "ratings.db", create=False) as opened:
        store = Comments(opened.database)
        assert (store.standing(), store.forget("amy"), store.history("equity", "amy")) == ([], 0, [])
        with pytest.raises(NotFound):
            store.withdraw(REVISION, "ana")
        store.record(fields())
        assert texts(store) == ["Who was there?"]


def test_two_windows_never_change_one_comment_twice(tmp_path):
    with open_ratings(tmp_path / "ratings.db") as opened:
        store = Comments(opened.database)
        first = store.record(fields())
        store.record(fields(replaces=first.id))
        late = MarkerComment(**fields(replaces=first.id))
    with sqlite3.connect(tmp_path / "ratings.db") as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(
            "insert into kit_comment (id, rater, learner, assignment, kind, text, at, replaces, withdrawn) "
            "values (?, 'ana', 'amy', 'equity', 'criterion', 'x', '2026-11-25 10:00:00', ?, 0)",
            [late.id, first.id],
        )
