"""Released ids stay: the lock takes new ones in, and gives none out."""

from __future__ import annotations

import shutil

import pytest
from typed import kit

from kit.content.content_lock import lock, unlocked
from kit.content.loader import read
from kit.model import ContentFault

LOCK, ITEMS = "case_studies/content.lock", "case_studies/ms_novak/items.yaml"
PLAN = "notebooks/text/01_respect.md"


def test_lock_holds_every_kind_of_id(small):
    text = (small / LOCK).read_text("utf-8")
    for line in (
        "ms_novak/respect.reflection prose",
        "ms_novak/consent.use/no option",
        "ms_novak/start.sort/proud card",
        "ms_novak/start.sort/respect bin",
        "ms_novak/scale:chances/never stored_as_0",
        "ms_novak/scale:chances/no_chance missing",
        "ms_novak/assignment:respect assignment",
    ):
        assert f"\n{line}\n" in text


def test_released_item_is_gone(course):
    course.edit(ITEMS, "id: card.two", "id: card.the_two")
    (fault,) = course.faults()
    assert fault.startswith(f"{LOCK}:")
    assert "'ms_novak/card.two' was released and is now missing; put it back" in fault


def test_released_item_is_of_another_kind(course):
    course.edit(ITEMS, "kind: plan\n    title: One if–then", "kind: prose\n    title: One if–then")
    course.edit(PLAN, 'course.plan("respect.plan")', 'course.reflect("respect.plan")')
    (fault,) = course.faults()
    assert "'ms_novak/respect.plan' was released as plan but is now prose" in fault
    assert "give the new question a new id" in fault


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: short", "id: shorter", "'ms_novak/respect.note/short' was released and is now missing"),
        ("id: proud", "id: prouder", "'ms_novak/start.sort/proud' was released and is now missing"),
        ("value: 1}", "value: 5}", "released as stored_as_1 but is now stored_as_5"),
    ],
)
def test_released_choice_card_or_point_changes(course, old, new, told):
    course.edit(ITEMS, old, new)
    (fault,) = course.faults()
    assert told in fault


def test_new_id_is_no_fault_and_is_added(course):
    lock(course.root)
    course.edit(ITEMS, "  - id: card.two", NEW + "  - id: card.two")
    assert course.faults() == []
    told = kit("check", course.root)
    assert told.returncode == 0
    assert told.stdout.startswith("No faults found in the content.\n")
    assert "Ids that are new since the last release: 1." in told.stderr
    assert "Added to content.lock: 1" in kit("check", course.root, "--lock").stdout
    assert unlocked(read(course.root)) == []
    assert "\nms_novak/card.new card\n" in (course.root / LOCK).read_text("utf-8")
    course.edit(ITEMS, NEW, "")
    (fault,) = course.faults()
    assert "'ms_novak/card.new' was released and is now missing" in fault


def test_lock_refuses_what_is_gone(course):
    before = (course.root / LOCK).read_text("utf-8")
    course.edit(ITEMS, "  - id: card.two", NEW + "  - id: card.the_two")
    with pytest.raises(ContentFault, match="was released and is now missing"):
        lock(course.root)
    told = kit("check", course.root, "--lock")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert (course.root / LOCK).read_text("utf-8") == before


def test_lock_is_made_where_there_is_none(course):
    (course.root / LOCK).unlink()
    assert course.faults() == []
    assert len(lock(course.root)) == 43
    shutil.copy(course.root / LOCK, course.root / "again")
    assert lock(course.root) == []
    assert (course.root / "again").read_bytes() == (course.root / LOCK).read_bytes()


def test_line_that_is_no_id(course):
    with (course.root / LOCK).open("a", encoding="utf-8") as file:
        file.write("ms_novak/respect.plan\n")
    (fault,) = course.faults()
    assert "'ms_novak/respect.plan' isn't an id with its kind" in fault


NEW = (
    "  - id: card.new\n    kind: card\n    title: What is new?\n    notebook: 00_start_here\n"
    "    answer: This card.\n"
)
