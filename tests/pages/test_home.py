"""Home: what waits there, and whether a learner takes the course alone."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from browser.access import violations
from course_window import SEEN, go
from playwright.sync_api import expect

from kit.journal import open_journal, read_workspace, update_workspace
from kit.pages.requests import HOME


@pytest.fixture
def private_data(served, monkeypatch):
    """The folder of private answers that the running course uses."""
    monkeypatch.setenv("KIT_DATA", str(served[1].parent / "data"))


def test_alone_or_with_a_class_is_asked_once_over_the_first_words_and_changed_on_home(page, served):
    workspace = served[1]
    update_workspace(workspace, alone=None)
    go(page, served, "00_start_here", "what-you-will-do")
    asked = page.get_by_role("region", name=re.compile("^Are you taking this course"))
    expect(asked).to_be_visible()
    assert asked.bounding_box()["y"] < page.locator(".kit-step h2:visible").bounding_box()["y"]
    assert violations(page) == []
    asked.get_by_role("button", name="With a class").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    line = page.locator(".kit-taken-line")
    expect(line).to_have_text(re.compile("^You're taking this course by yourself"), **SEEN)
    expect(line).to_be_focused()
    expect(asked).to_have_count(0)
    assert read_workspace(workspace)["alone"] is True
    # A class is joined without an invitation, and left until something is handed in.
    go(page, served, HOME)
    drop = page.locator(".kit-drop-place")
    expect(drop).to_contain_text("If the class has none, use the button.", **SEEN)
    page.get_by_role("button", name="I'm taking it with a class now").click()
    expect(line).to_be_focused()
    expect(line).to_have_text(re.compile("^You're taking this course with a class"))
    expect(drop).to_contain_text("A file from your instructor")
    page.get_by_role("button", name="I'm taking it by myself now").click()
    expect(line).to_have_text(re.compile("^You're taking this course by yourself"), **SEEN)
    expect(drop).to_contain_text("An invitation to a class")
    assert read_workspace(workspace)["alone"] is True
    update_workspace(workspace, alone=False)
    receipt = workspace / "handin" / "equity" / "handin.json"
    receipt.parent.mkdir(parents=True)
    receipt.write_text("{}")
    go(page, served, HOME)
    expect(page.locator(".kit-changed")).to_have_text(re.compile("You have handed in work"), **SEEN)
    expect(page.locator(".kit-changed button")).to_have_count(0)
    receipt.unlink()
    update_workspace(workspace, alone=None)


def test_a_plan_waits_from_its_day_until_one_says_otherwise(page, served, private_data):
    workspace, today = served[1], date.today()
    for item, day in (
        ("equity.plan", today),
        ("respect.plan", today),
        ("advocacy.plan", today + timedelta(1)),
    ):
        value = {"if": "the bell rings", "then": "call her", "look_back": day.isoformat()}
        open_journal(workspace).save(item, value, case="ms_perez", item_hash="-")
    go(page, served, HOME)
    waiting = page.locator(".kit-waiting li")
    equity, respect = (waiting.filter(has_text=f"your plan from {one} on") for one in ("Equity", "Respect"))
    expect(respect).to_be_visible(**SEEN)
    expect(waiting.filter(has_text="your plan from Advocacy")).to_have_count(0)
    assert "bell" not in page.locator("#kit-page").inner_text()
    assert violations(page) == []
    equity.get_by_role("button", name="Remind me in two weeks").click()
    expect(equity).to_have_count(0)
    respect.get_by_role("button", name="I have looked back at it").click()
    expect(respect).to_have_count(0)
    page.locator("h1:focus, h2:focus").wait_for()
    later = (today + timedelta(weeks=2)).isoformat()
    assert sorted(read_workspace(workspace)["plans"].values()) == [later, "looked_back"]
