"""A second case: items may share an id with another case's, assignments and marked texts may not."""

from __future__ import annotations

import pytest
from courses import is_fault, small_course

from kit.content.checking import check, load
from kit.content.content_lock import ids_of

ITEMS = "case_studies/mr_diallo/items.yaml"


@pytest.fixture
def two(tmp_path):
    return small_course(tmp_path, second_case=True)


def change(root, old, new):
    path = root / ITEMS
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return check(root)


def test_two_cases_with_items_of_the_same_id(two):
    assert check(two) == []
    novak, diallo = load(two).cases.values()
    assert diallo.item("start.hopes") != novak.item("start.hopes")
    assert {"ms_novak/start.hopes", "mr_diallo/start.hopes"} <= ids_of(load(two)).keys()


def test_an_assignment_of_the_same_id_is_refused(two):
    faults = change(two, "id: trust\n", "id: respect\n")
    facts = {"case": "mr_diallo", "assignment": "respect"}
    assert any(is_fault(one, "content.assignment_twice", **facts) for one in faults), faults
    faults = change(two, "id: respect\n", "id: trust\n")
    assert faults == []


def test_a_marked_text_of_the_same_id_is_refused(two):
    faults = change(two, "trust.reflection", "respect.reflection")
    facts = {"case": "mr_diallo", "item": "respect.reflection"}
    assert any(is_fault(one, "content.marked_twice", **facts) for one in faults), faults
