"""A week with hours: what is free in it, and what `kit check` says where an author's week does not hold."""

from __future__ import annotations

import json
import shutil

import pytest
from courses import ROOT, is_fault

from kit.content import compiled
from kit.content.checking import load, texts_of
from kit.content.content_lock import ids_of
from kit.content.directives import Source
from kit.content.earlier import as_answered, kept_wordings
from kit.content.times import parts_of
from kit.content.week_words import hours_in_words
from kit.model import VOICES
from kit.model.schedules import Hours, minute, windows

ITEMS, TEXT = "case_studies/ms_novak/items.yaml", "notebooks/text/01_respect.md"
WEEKS = json.loads((ROOT / "tests" / "data" / "weeks.json").read_text("utf-8"))
WEEK = """\
  - id: respect.week
    kind: schedule
    title: Which times do you offer?
    notebook: 01_respect
    assignment: respect
    days: [mon, tue]
    minutes: 60
    least: 2
    layers:
      - id: shop
        label: Her shop
        ask: When is the shop open?
        line: respect.call
        hours:
          a: [{days: [mon, tue], from: "22:00", to: "06:00"}]
          b: [{days: [mon, tue], from: "09:00", to: "17:00"}]
          c: []
      - id: school
        label: The school
        ask: When is there school?
        told: From eight to two.
        hours: [{days: [mon, tue], from: "08:00", to: "14:00"}]
  - id: respect.today
"""


@pytest.fixture
def course(course):
    """The small course, whose case speaks, with a week in its first notebook."""
    shutil.copytree(ROOT / "tests" / "data" / "speaking_case", course.root, dirs_exist_ok=True)
    shutil.rmtree(course.root / "case_studies" / "ms_novak" / "scenes")
    course.edit(TEXT, "{{ scene first_talk }}\n", "")
    course.edit("case_studies/ms_novak/case.yaml", "provenance: illustration", "provenance: source")
    course.edit(ITEMS, "  - id: respect.today\n", WEEK)
    call = 'course.schedule("respect.week")'
    course.edit(
        TEXT,
        'course.plan("respect.plan")',
        f'{call}\n```\n\n```{{code-cell}} ipython3\n{"course.plan"}("respect.plan")',
    )
    return course


@pytest.fixture
def fault(course):
    """The one fault that comes of a change in the items."""

    def of(old, new):
        course.edit(ITEMS, old, new)
        (one,) = course.faults()
        return one

    return of


@pytest.mark.parametrize("week", WEEKS, ids=[one["says"] for one in WEEKS])
def test_what_is_free(week):
    hours = [Hours.model_validate(one) for one in week["hours"]]
    found = windows(week["days"], hours, week["minutes"])
    wanted = [
        (day, minute(begin), 1440 if end == "24:00" else minute(end)) for day, begin, end in week["free"]
    ]
    assert list(found) == wanted


def test_a_week_that_holds_is_clean_and_its_line_counts_as_shown(course):
    assert course.faults() == []
    content = load(course.root)
    (text,) = (one for one in texts_of(course.root) if one.stem == "01_respect")
    (part,) = (
        one for one in parts_of(text, Source(content, "ms_novak")) if "course.schedule" in one.piece.text
    )
    assert "Line a, respect.call." in part.shown
    assert part.minutes > part.words / 200, "asking and offering take time, too"


def test_a_line_that_a_week_says_belongs_to_its_notebook(course):
    path = course.root / "case_studies/ms_novak/voices.yaml"
    path.write_text(path.read_text("utf-8").replace("notebook: 01_respect", "notebook: 02_meeting"), "utf-8")
    facts = {"line": "respect.call", "notebook": "02_meeting"}
    assert [file for file, _ in course.told("content.line_elsewhere", **facts)] == [TEXT]


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        ("line: respect.call", "line: respect.nothing", "schedule_line", {"line": "respect.nothing"}),
        (
            "line: respect.call",
            "line: meeting.no",
            "line_elsewhere",
            {"line": "meeting.no", "notebook": "02_meeting"},
        ),
        ("          c: []\n", "", "rule", {"says": "layer 'shop' has no hours for voice c"}),
        ('from: "09:00"', 'from: "nine"', "no_id", {"key": "from", "value": "'nine'"}),
        ('to: "17:00"', 'to: "24:30"', "no_id", {"key": "to", "value": "'24:30'"}),
        ('to: "17:00"', 'to: "09:00"', "rule", {"says": "hours go from 09:00 to 09:00"}),
        (
            "told: From eight to two.\n",
            "line: respect.call\n        told: At two.\n",
            "rule",
            {"says": "layer 'school' needs exactly one of line and told"},
        ),
        ("id: school\n", "id: shop\n", "repeated", {"name": "shop"}),
        (
            "days: [mon, tue]\n    minutes",
            "minutes",
            "rule",
            {"says": "item 'respect.week' has kind: schedule and no days"},
        ),
    ],
)
def test_a_week_that_does_not_hold(fault, old, new, code, facts):
    assert is_fault(fault(old, new), f"content.{code}", **facts)


def test_every_voice_leaves_enough_times(course):
    course.edit(ITEMS, "least: 2\n    layers", "least: 4\n    layers")
    course.edit(
        ITEMS,
        'b: [{days: [mon, tue], from: "09:00", to: "17:00"}]',
        'b: [{days: [mon, tue], from: "13:00", to: "08:30"}]',
    )
    (fault,) = course.faults()
    facts = {"voice": "b", "item": "respect.week", "times": 1, "least": 4}
    assert is_fault(fault, "content.schedule_times", **facts)


def test_one_list_of_hours_is_for_every_voice(course):
    shop, school = load(course.root).cases["ms_novak"].item("respect.week").layers
    assert [one.end for one in shop.hours["b"]] == ["17:00"]
    assert shop.hours["c"] == ()
    assert all(school.hours[voice] == school.hours["a"] for voice in VOICES)


def test_what_may_be_asked_about_is_locked(course):
    locked = ids_of(load(course.root))
    assert locked["ms_novak/respect.week/shop"] == "layer"
    assert locked["ms_novak/respect.week"] == "schedule"


def test_what_was_asked_about_keeps_its_name_after_a_release(course):
    content = load(course.root)
    item = content.cases["ms_novak"].item("respect.week")
    kept = json.loads(kept_wordings(course.root, content))
    (said,) = (one for one in kept.values() if one["id"] == "respect.week")
    assert said["layers"] == {"shop": "Her shop", "school": "The school"}
    then = item.model_copy(update={"layers": item.layers[:1]})
    assert [one.id for one in as_answered("x", item, {"x": then}).layers] == ["shop"]


def test_the_three_of_the_course_leave_the_times_that_their_letters_name():
    week = compiled().cases["ms_perez"].item("advocacy.scheduler")
    left = {
        voice: windows(week.days, [one for layer in week.layers for one in layer.hours[voice]], week.minutes)
        for voice in VOICES
    }
    named = {
        "a": (("mon", "tue", "wed", "thu", "fri"), "15:30"),
        "b": (("mon", "fri"), "07:15"),
        "c": (("tue",), "16:00"),
    }
    for voice, (days, clock) in named.items():
        begin = minute(clock)
        fits = {w.day for w in left[voice] if w.begin <= begin and begin + week.minutes <= w.end}
        assert set(days) <= fits, voice
    thursday = [w for voice in VOICES for w in left[voice] if w.day == "thu"]
    assert not any(w.begin <= minute("10:00") < w.end for w in thursday), "nobody is offered Thursday at ten"


def test_hours_in_words():
    words = compiled().words
    hours = [
        Hours(days=("sun", "mon", "tue"), begin="22:00", end="06:30"),
        Hours(days=("tue", "thu"), begin="12:00", end="00:00"),
    ]
    assert hours_in_words(hours, words) == [
        "Sunday to Tuesday, 10:00 p.m. to 6:30 a.m.",
        "Tuesday, Thursday, noon to midnight",
    ]
