"""``due.csv`` as people and spreadsheets leave it, and ``class.json``."""

from __future__ import annotations

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kit.classroom import read_due, read_settings
from kit.classroom.due import DueFault, start_due
from kit.classroom.settings import Settings, start_settings
from kit.content import compiled
from kit.model import KitError


def due(root, *rows, separator=","):
    lines = [separator.join(row) for row in (("assignment", "learner", "due"), *rows)]
    (root / "due.csv").write_text("\n".join(lines) + "\n", "utf-8")


def day(root, learner="ben"):
    found = read_due(root).of("equity", learner)
    assert found is not None
    return found.date()


def test_a_new_table_names_every_assignment_and_no_date(tmp_path):
    assert start_due(tmp_path)
    assert not start_due(tmp_path), "one that is there stays"
    text = (tmp_path / "due.csv").read_text("utf-8-sig")
    assert text.splitlines() == ["assignment,learner,due", *(f"{a.id},," for a in compiled().assignments)]
    assert read_due(tmp_path).dates == {}


def test_an_extension_is_for_one_learner(tmp_path):
    due(tmp_path, ("equity", "", "2026-09-18"), ("equity", "maria", "2026-09-25"), ("respect", "maria", ""))
    assert day(tmp_path, "maria") == date(2026, 9, 25)
    assert day(tmp_path, "ben") == date(2026, 9, 18)
    assert read_due(tmp_path).of("respect", "maria") is None


def test_a_row_that_is_still_without_a_date_stands_in_nobodys_way(tmp_path):
    due(tmp_path, ("equity", "", ""), ("equity", "", "2026-09-18"), ("equity", "maria", ""))
    assert day(tmp_path, "maria") == date(2026, 9, 18)


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-18",
        "9/18/2026",
        "18/09/2026",
        "18.9.2026",
        "18-Sep-26",
        "18 Sep 2026",
        "Sep 18, 2026",
        "9/18/26",
    ],
)
def test_a_date_is_read_as_spreadsheets_write_it(tmp_path, written):
    # In a table of semicolons, since one of them has a comma.
    due(tmp_path, ("equity", "", written), separator=";")
    assert day(tmp_path) == date(2026, 9, 18)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-12-06 23:59", (23, 59)),
        ("2026-12-06T17:00", (17, 0)),
        ("2026-12-06 17:00:00", (17, 0)),
        ("12/6/2026 11:59 PM", (23, 59)),
        ("12/6/2026 11:59:00 p.m.", (23, 59)),
        ("12/6/26 12:05am", (0, 5)),
        ("6 Dec 2026 8:30 AM", (8, 30)),
        ("2026-12-06", (23, 59)),
    ],
)
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/Vienna"])
def test_a_time_of_day_is_in_the_zone_of_the_class(tmp_path, written, hour, zone):
    start_settings(tmp_path, Settings(time_zone=zone))
    due(tmp_path, ("equity", "", written))
    at = read_due(tmp_path).of("equity", "ben")
    assert at is not None
    assert at.replace(second=0, microsecond=0) == datetime(2026, 12, 6, *hour, tzinfo=ZoneInfo(zone))
    assert (at.second, at.microsecond) == (59, 999_999), "that minute is still on time"
    assert bool(read_due(tmp_path).remarks()) == ("/" in written), "what is guessed is said"


@pytest.mark.parametrize("zone", ["Los Angeles", "../etc", ""])
def test_a_zone_that_does_not_exist_is_named(tmp_path, zone):
    (tmp_path / "class.json").write_text(json.dumps({"schema": 1, "time_zone": zone}))
    with pytest.raises(KitError, match=r"class.json can't be read: time_zone"):
        read_settings(tmp_path)


def test_the_whole_table_says_which_is_the_month(tmp_path):
    due(tmp_path, ("equity", "", "9/10/2026"), ("respect", "", "9/17/2026"))
    assert day(tmp_path) == date(2026, 9, 10)
    due(tmp_path, ("equity", "", "9/10/2026"), ("respect", "", "17/10/2026"))
    assert day(tmp_path) == date(2026, 10, 9)
    due(tmp_path, ("equity", "", "9/10/2026"))
    with pytest.raises(DueFault, match="row 2: 9/10/2026 can be read in two ways; write the month as a word"):
        read_due(tmp_path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("equty", "", "2026-09-18"), "row 3: 'equty' is not an assignment of the course"),
        (("respect", "María", "2026-09-18"), "row 3: 'María' can't be a learner's id"),
        (("equity", "", "2026-09-18"), "row 3: equity has a second row for everyone"),
        (("respect", "", "next week"), "row 3: 'next week' isn't a date"),
        (("respect", "", "2026-02-30"), "row 3: '2026-02-30' isn't a date"),
        (("respect", "", "2026-02-03 25:00"), "row 3: '2026-02-03 25:00' isn't a date"),
        (("respect", "", "2026-02-03 13:00 PM"), "row 3: '2026-02-03 13:00 PM' isn't a date"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(tmp_path, row, said):
    due(tmp_path, ("equity", "", "2026-09-11"), row)
    with pytest.raises(DueFault, match=said):
        read_due(tmp_path)


def test_settings_stay_and_a_damaged_file_is_named(tmp_path):
    assert start_settings(tmp_path, Settings(course="María's class"))
    assert not start_settings(tmp_path, Settings(course="Another"))
    assert read_settings(tmp_path).course == "María's class"
    (tmp_path / "class.json").write_text('{"schema": 1, "double_mark": 10}')
    with pytest.raises(KitError, match=r"class.json can't be read: double_mark: .*less than"):
        read_settings(tmp_path)
