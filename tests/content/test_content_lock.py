"""Released ids stay: the lock takes new ones in, and gives none out."""

from __future__ import annotations

import shutil

import pytest
from courses import is_fault
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
    assert fault.file == LOCK
    assert is_fault(fault, "content.lock_missing", id="ms_novak/card.two")


def test_released_item_is_of_another_kind(course):
    course.edit(ITEMS, "kind: plan\n    title: One if–then", "kind: prose\n    title: One if–then")
    course.edit(PLAN, 'course.plan("respect.plan")', 'course.reflect("respect.plan")')
    (fault,) = course.faults()
    facts = {"id": "ms_novak/respect.plan", "kind": "plan", "now": "prose"}
    assert is_fault(fault, "content.lock_kind", **facts)


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        ("id: short", "id: shorter", "lock_missing", {"id": "ms_novak/respect.note/short"}),
        ("id: proud", "id: prouder", "lock_missing", {"id": "ms_novak/start.sort/proud"}),
        ("value: 1}", "value: 5}", "lock_kind", {"kind": "stored_as_1", "now": "stored_as_5"}),
    ],
)
def test_released_choice_card_or_point_changes(course, old, new, code, facts):
    course.edit(ITEMS, old, new)
    (fault,) = course.faults()
    assert is_fault(fault, f"content.{code}", **facts)


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
    assert is_fault(fault, "content.lock_missing", id="ms_novak/card.new")


def test_lock_refuses_what_is_gone(course):
    before = (course.root / LOCK).read_text("utf-8")
    course.edit(ITEMS, "  - id: card.two", NEW + "  - id: card.the_two")
    with pytest.raises(ContentFault) as error:
        lock(course.root)
    assert [one.code for one in error.value.faults] == ["content.lock_missing"]
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
    assert is_fault(fault, "content.lock_line", text="ms_novak/respect.plan")


NEW = (
    "  - id: card.new\n    kind: card\n    title: What is new?\n    notebook: 00_start_here\n"
    "    answer: This card.\n"
)
