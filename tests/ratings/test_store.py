"""Ratings in a database: every one kept, exactly one of a criterion counts, nothing is lost."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest

pytest.importorskip("sqlalchemy")

from kit.model import NotFound, Rating
from kit.ratings import RatingFault, open_ratings
from kit.ratings.database import Database

AT = datetime(2026, 11, 25, 10, 30, 1, 250, tzinfo=UTC)


def rating(**more):
    fields = {
        "rater": "ana",
        "learner": "amy",
        "item": "vignette.a",
        "criterion": "event",
        "level": 2,
        "at": AT,
    }
    return Rating(**{**fields, **more})


@pytest.fixture
def store(tmp_path):
    with open_ratings(tmp_path / "ratings.db") as opened:
        yield opened


def levels(store, **which):
    return [(r.rater, r.level, r.primary) for r in store.ratings(**which)]


def test_what_is_recorded_comes_back_the_same(store):
    one = rating(
        at=AT.astimezone(timezone(timedelta(hours=-5))), revision="01JDZZZZZZZZZZZZZZZZZZZZZZ", reason="hm"
    )
    assert store.record(one) == [one.model_copy(update={"primary": True})]
    assert store.ratings() == [one.model_copy(update={"primary": True})]
    assert store.ratings()[0].at.utcoffset() == timedelta(0)


def test_every_rating_is_kept_and_the_first_level_counts(store):
    store.record([rating(level=None), rating(), rating(rater="ben", level=3), rating(level=1)])
    assert levels(store) == [("ana", None, False), ("ana", 2, True), ("ben", 3, False), ("ana", 1, False)]
    assert levels(store, primary=True) == [("ana", 2, True)]
    assert levels(store, rater="ben") == [("ben", 3, False)]
    assert levels(store, item="vignette.b") == levels(store, learner="bo") == []


def test_recording_the_same_again_keeps_one(store):
    one = rating()
    store.record(one)
    store.record([one, one])
    assert len(store.ratings()) == 1
    with pytest.raises(RatingFault, match=r"two different ratings have the id"):
        store.record(one.model_copy(update={"level": 3}))


def test_another_counts_only_for_a_reason_which_is_kept(store):
    store.record(rating())
    with pytest.raises(RatingFault, match="already has a rating that counts; give a reason"):
        store.record([rating(learner="bo"), rating(rater="ben", level=3, primary=True)])
    assert levels(store) == [("ana", 2, True)]
    store.record(rating(rater="ben", level=3, primary=True, reason="Names the occasion."))
    assert levels(store) == [("ana", 2, False), ("ben", 3, True)]
    ana = store.ratings(rater="ana")[0]
    with pytest.raises(RatingFault, match="write one"):
        store.make_primary(ana, " ", by="mo")
    assert store.make_primary(ana, "Agreed after talking.", by="mo").primary
    assert store.make_primary(ana, "Again.", by="mo").primary
    assert levels(store) == [("ana", 2, True), ("ben", 3, False)]
    assert [(c.by, c.reason, c.rating == ana.id) for c in store.changes()] == [
        ("ben", "Names the occasion.", False),
        ("mo", "Agreed after talking.", True),
    ]


def test_within_one_batch_too_exactly_one_counts_and_the_change_is_kept(store):
    store.record([rating(), rating(level=3, primary=True, reason="Read again."), rating(criterion="action")])
    assert [(r.criterion, r.level) for r in store.ratings(primary=True)] == [("event", 3), ("action", 2)]
    assert [c.reason for c in store.changes(learner="amy")] == ["Read again."]


def test_a_rating_without_a_level_or_never_recorded_cannot_count(store):
    (without,) = store.record(rating(level=None))
    with pytest.raises(RatingFault, match="no level"):
        store.make_primary(without, "why not", by="mo")
    with pytest.raises(RatingFault, match="record it first"):
        store.make_primary(rating(), "why not", by="mo")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"level": 4}, "4 is not a level; give 0, 1, 2 or 3, or none."),
        ({"level": 2.5}, "2.5 is not a level"),
        ({"level": True}, "True is not a level"),
        ({"level": "2"}, "'2' is not a level"),
        ({"criterion": "beauty"}, "'beauty' is not a criterion of vignette.a; use one of event, assumption"),
        ({"item": "meeting.plan"}, "'event' is not a criterion of meeting.plan; use one of plan_concerns"),
        ({"item": "equity.habit"}, "'equity.habit' is not marked by people"),
        ({"at": datetime(2026, 1, 1)}, "is not a time with a time zone; give one"),  # the fault itself
        ({"rater": "ana\nben"}, "is not a rater's name"),
        ({"learner": ""}, "is not a learner's id"),
        ({"colour": "red"}, "no field colour"),
        ({"level": None, "primary": True}, "cannot be primary"),
    ],
)
def test_what_is_no_rating_is_refused_in_one_sentence(store, wrong, sentence):
    fields = {k: v for k, v in rating().model_dump().items() if k != "id"}
    with pytest.raises(RatingFault) as fault:
        store.record([rating(), {**fields, **wrong}])
    assert sentence in str(fault.value)
    assert "\n" not in str(fault.value)
    assert store.ratings() == []


WRITER = """
import sys
from datetime import UTC, datetime
from kit.ratings import open_ratings
rater, place, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_ratings(place) as store:
    for n in range(count):
        store.record({"rater": rater, "learner": f"learner{n % 7}", "item": "vignette.a",
                      "criterion": "event", "level": n % 4, "at": datetime.now(UTC)})
"""


def test_two_markers_writing_at_once_lose_nothing(tmp_path):
    place, count = tmp_path / "ratings.db", 40
    markers = [
        subprocess.Popen([sys.executable, "-c", WRITER, name, str(place), str(count)])
        for name in ("ana", "ben")
    ]
    assert [m.wait(120) for m in markers] == [0, 0]
    with open_ratings(place) as store:
        kept = store.ratings()
    assert Counter(r.rater for r in kept) == {"ana": count, "ben": count}
    assert Counter(r.learner for r in kept if r.primary) == {f"learner{n}": 1 for n in range(7)}


def test_a_writer_killed_in_the_middle_leaves_all_or_nothing(tmp_path):
    place = tmp_path / "ratings.db"
    many = WRITER.replace("for n in range(count):\n        store.record(", "store.record(").replace(
        "})", "} for n in range(count))"
    )
    for wait in (0.02, 0.1, 0.2):
        marker = subprocess.Popen([sys.executable, "-c", many, f"ana{wait}", str(place), "4000"])
        began = time.monotonic()
        while not place.exists() and time.monotonic() < began + 20:
            time.sleep(0.01)
        time.sleep(wait)
        marker.kill()
        marker.wait()
        with open_ratings(place) as store:
            assert len(store.ratings(rater=f"ana{wait}")) in (0, 4000)


def test_a_locked_database_is_one_sentence(tmp_path, store):
    other = sqlite3.connect(tmp_path / "ratings.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store.database = Database.__new__(Database)
    with pytest.raises(RatingFault, match=r"ratings\.db is in use by another program"):
        Database(tmp_path / "ratings.db", patience=0.2)
    other.execute("ROLLBACK")
    other.execute("BEGIN IMMEDIATE")
    store.database = Database(tmp_path / "ratings.db", patience=0.2)
    assert store.ratings() == []
    with pytest.raises(RatingFault, match="nothing was saved; try again in a moment"):
        store.record(rating())
    other.close()
    store.record(rating())


def test_another_version_or_another_database_is_refused(tmp_path):
    open_ratings(tmp_path).close()
    with sqlite3.connect(tmp_path / "ratings.db") as db:
        db.execute("update kit_ratings_about set value = '9'")
    with pytest.raises(RatingFault, match="has version 9, but this kit reads version 1"):
        open_ratings(tmp_path)
    with sqlite3.connect(tmp_path / "gradebook.db") as db:
        db.execute("create table course (id)")
    with pytest.raises(RatingFault, match=r"gradebook\.db is a database for something else"):
        open_ratings(tmp_path / "gradebook.db")
    (tmp_path / "text.db").write_text("This is a text and no database. " * 50)
    with pytest.raises(RatingFault, match=r"text\.db is not a database"):
        open_ratings(tmp_path / "text.db")


def test_where_ratings_may_lie(tmp_path):
    with pytest.raises(NotFound, match="there is no folder"):
        open_ratings(tmp_path / "nowhere" / "ratings.db")
    with pytest.raises(NotFound, match="there are no ratings"):
        open_ratings(tmp_path / "ratings.db", create=False)
    for address in ("mysql://host/db", "sqlite://", "://", "postgresql+nodriver://host/db"):
        with pytest.raises(RatingFault) as fault:
            open_ratings(address)
        assert "\n" not in str(fault.value)
    open_ratings(f"sqlite:///{tmp_path}/other.db").close()
    assert (tmp_path / "other.db").is_file()


def test_the_file_is_its_owners_alone_and_safe_to_the_disk(tmp_path):
    with open_ratings(tmp_path) as store:
        store.record(rating())
        with store.database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    assert stat.S_IMODE((tmp_path / "ratings.db").stat().st_mode) == 0o600


def test_the_database_itself_refuses_two_that_count(tmp_path, store):
    store.record([rating(), rating(level=3)])
    with sqlite3.connect(tmp_path / "ratings.db") as db, pytest.raises(sqlite3.IntegrityError):
        db.execute('update kit_rating set "primary" = 1')
