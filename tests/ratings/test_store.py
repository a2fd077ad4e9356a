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
from decided import decided

pytest.importorskip("sqlalchemy")

from kit.model import NotFound, Rating
from kit.ratings import RatingFault, open_ratings
from kit.ratings.database import Database
from kit.ratings.tables import counting

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
    return [(r.rater, r.level) for r in store.ratings(**which)]


def counts(store):
    return [(r.rater, r.criterion, r.level) for r in counting(store.ratings()).values()]


def test_what_is_recorded_comes_back_the_same(store):
    one = rating(
        at=AT.astimezone(timezone(timedelta(hours=-5))), revision="01JDZZZZZZZZZZZZZZZZZZZZZZ", reason="hm"
    )
    store.record([one])
    assert store.ratings() == [one]
    assert store.ratings()[0].at.utcoffset() == timedelta(0)
    # The database itself refuses a second one of the same id.
    with pytest.raises(RatingFault):
        store.record([rating(), one])
    assert store.ratings() == [one]


def test_every_rating_is_kept_and_the_latest_of_who_gave_one_first_counts(store):
    store.record([rating(level=None), rating(), rating(rater="ben", level=3), rating(level=1)])
    assert levels(store) == [("ana", None), ("ana", 2), ("ben", 3), ("ana", 1)]
    assert counts(store) == [("ana", "event", 1)]
    assert levels(store, rater="ben") == [("ben", 3)]
    assert levels(store, item="vignette.b") == levels(store, learner="bo") == []
    store.record([rating(level=None)])
    assert counts(store) == [("ben", "event", 3)], "who took it back has none"


def test_another_counts_only_by_a_decision_with_its_reason(store):
    ana, ben = rating(), rating(rater="ben", level=3)
    store.record([ana, ben, rating(criterion="action")])
    for wrong, why in ((ben, " "), (rating(), "Never recorded."), (rating(level=None), "No level.")):
        with pytest.raises(RatingFault):
            store.settle(wrong, why, by="mo")
    assert (counts(store)[0], store.settled()) == (("ana", "event", 2), {})
    first = store.settle(ben, "Names the occasion.", by="mo")
    assert counts(store) == [("ben", "event", 3), ("ana", "action", 2)]
    second = store.settle(ana, "Agreed after talking.", by="mo")
    assert counts(store)[0] == ("ana", "event", 2)
    store.unsettle(second, by="mo")
    assert counts(store)[0] == ("ben", "event", 3)
    with pytest.raises(RatingFault):
        store.unsettle(second, by="mo")
    # Ben's later level counts too.
    store.record([rating(rater="ben", level=1)])
    assert (counts(store)[0], store.settled().keys()) == (
        ("ben", "event", 1),
        {("amy", "vignette.a", "event")},
    )
    store.unsettle(first, by="mo")
    assert (counts(store)[0], store.settled()) == (("ana", "event", 2), {})
    with pytest.raises(NotFound):
        store.unsettle(99, by="mo")
    assert decided(store) == [
        ("mo", "Names the occasion."),
        ("mo", "Agreed after talking."),
        ("mo", "The decision was taken back."),
        ("mo", "The decision was taken back."),
    ]


def test_a_decision_from_before_decisions_had_a_table_is_found(store, tmp_path):
    ana, ben = rating(), rating(rater="ben", level=3)
    store.record([ana, ben])
    with sqlite3.connect(tmp_path / "ratings.db") as db:
        row = "insert into kit_primary_change (learner, item, criterion, earlier, rating, by, at, reason) "
        for earlier, now in ((ana, ben), (ben, ben)):
            at = f"2026-11-2{5 + (earlier is now)} 10:00:00.000000"
            about = ["amy", "vignette.a", "event", earlier.id, now.id, "mo", at, "So."]
            db.execute(row + "values (?, ?, ?, ?, ?, ?, ?, ?)", about)
    assert store.settled() == {("amy", "vignette.a", "event"): datetime(2026, 11, 26, 10, tzinfo=UTC)}


WRITER = """
import sys
from datetime import UTC, datetime
from kit.model import Rating
from kit.ratings import open_ratings
rater, place, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_ratings(place) as store:
    for n in range(count):
        store.record([Rating(rater=rater, learner=f"learner{n % 7}", item="vignette.a",
                             criterion="event", level=n % 4, at=datetime.now(UTC))])
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
    assert {who for who, _, _ in counting(kept)} == {f"learner{n}" for n in range(7)}


def test_a_writer_killed_in_the_middle_leaves_all_or_nothing(tmp_path):
    place = tmp_path / "ratings.db"
    many = WRITER.replace("for n in range(count):\n        store.record([", "store.record([").replace(
        "))])", ")) for n in range(count)])"
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
        store.record([rating()])
    other.close()
    store.record([rating()])


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
        store.record([rating()])
        with store.database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    assert stat.S_IMODE((tmp_path / "ratings.db").stat().st_mode) == 0o600


def test_the_database_itself_refuses_two_that_were_decided_for(tmp_path, store):
    store.record([rating(), rating(level=3)])
    with sqlite3.connect(tmp_path / "ratings.db") as db, pytest.raises(sqlite3.IntegrityError):
        db.execute('update kit_rating set "primary" = 1')
