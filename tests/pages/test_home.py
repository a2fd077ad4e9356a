"""Home: what a learner puts there, what waits there, and whether they take the course alone."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from browser.access import violations
from course_window import SEEN, go, ready
from playwright.sync_api import expect

from kit.content import compiled
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Comment, Feedback
from kit.journal import open_journal, read_workspace, update_workspace
from kit.pages.requests import HOME

DROP = """(node, [name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const type of ["dragover", "drop"]) {
    node.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""
WATCH = """
window.named = [];
const look = () => {
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (!/instructor/i.test(data) || !parentElement || parentElement.closest('script, style')) continue;
    if (!parentElement.checkVisibility({ visibilityProperty: true })) continue;
    window.named.push(`${parentElement.closest('[class]').className}: ${data.trim().slice(0, 90)}`);
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Keep what names an instructor and can be seen, in every frame while a page opens and afterwards."""


def named(page):
    return sorted(set(page.evaluate("window.named")))


@pytest.fixture
def private_data(served, monkeypatch):
    """The folder of private answers that the running course uses."""
    monkeypatch.setenv("KIT_DATA", str(served[1].parent / "data"))


@pytest.mark.parametrize(
    "week",
    [
        "01_equity",
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("00_start_here", "06_iep_meeting")),
    ],
)
def test_nobody_alone_reads_of_an_instructor(page, served, week):
    update_workspace(served[1], alone=True)
    page.add_init_script(WATCH)
    go(page, served, week, "whole-page")
    page.wait_for_timeout(500)
    assert named(page) == []
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible(**SEEN)
    for asked in ("consent.use", "consent.quote"):
        expect(page.locator(f"[data-items='{asked}']")).to_be_hidden()
    expect(page.locator("[data-kind=feedback]")).to_be_hidden()
    expect(page.get_by_role("button", name="Hand in", exact=True)).to_have_count(0)
    go(page, served, HOME)
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("instructor")
    page.wait_for_timeout(500)
    expect(page.locator(".kit-search li")).to_have_count(0)
    update_workspace(served[1], alone=None)


@pytest.mark.parametrize(("width", "height"), [(390, 660), (320, 660), (1280, 720)])
def test_home_begins_on_the_first_screen_and_its_stations_are_in_order(page, served, width, height):
    page.set_viewport_size({"width": width, "height": height})
    go(page, served, HOME)
    begin = page.locator(".kit-home-go .kit-main")
    expect(begin).to_be_in_viewport(ratio=1)
    boxes = [one.bounding_box() for one in page.locator(".kit-year-station").all()]
    rows = [(width < 760 and one["y"], one["x"]) for one in boxes]
    assert len(rows) == 8
    assert rows == sorted(rows)
    for words in (".kit-year-title", ".kit-year-month"):
        assert all(one.is_visible() for one in page.locator(words).all())
    if width < 760:
        expect(page.locator(".kit-year-way")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_alone_or_with_a_class_is_asked_where_something_is_handed_in_and_changed_on_home(page, served):
    workspace = served[1]
    update_workspace(workspace, alone=None)
    asked = page.get_by_role("region", name=re.compile("^Are you taking this course"))
    go(page, served, "00_start_here", "what-you-will-do")
    expect(asked).to_have_count(0)
    go(page, served, "01_equity", "what-you-made-this-week")
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
    expect(drop).to_contain_text("An invitation to a class", **SEEN)
    page.get_by_role("button", name="I'm taking it with a class now").click()
    expect(line).to_be_focused()
    expect(line).to_have_text(re.compile("^You're taking this course with a class"))
    expect(drop).to_contain_text("A file from your instructor")
    page.get_by_role("button", name="I'm taking it by myself now").click()
    expect(line).to_have_text(re.compile("^You're taking this course by yourself"), **SEEN)
    expect(drop).to_contain_text("An invitation to a class")
    assert read_workspace(workspace)["alone"] is True
    update_workspace(workspace, alone=False, sent={"equity": {}})
    go(page, served, HOME)
    expect(page.locator(".kit-changed")).to_have_text(re.compile("A file of yours was sent"), **SEEN)
    expect(page.locator(".kit-changed button")).to_have_count(0)
    update_workspace(workspace, alone=None, sent=None)


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


def test_feedback_and_an_invitation_are_put_there(page, served):
    workspace = served[1]
    go(page, served, HOME)
    place = page.locator(".kit-drop-place")
    record = Feedback(
        learner="amy",
        workspace=read_workspace(workspace)["id"],
        assignment="equity",
        revision=None,
        levels={one.id: 1 for one in compiled().rubric.criteria},
        comments=(Comment(text="When was that?", quote="I asked her."),),
        closing="Thank you.",
    )
    place.evaluate(DROP, ["equity.html", feedback_page(record)])
    expect(place).to_contain_text("This is feedback on Equity.", **SEEN)
    expect(page.locator(".kit-waiting")).to_contain_text("Feedback has come on Equity")
    place.get_by_role("link", name="Read it in Equity").click()
    expect(page).to_have_url(re.compile(r"01_equity\.html#"))
    form = page.locator("[data-kind=feedback]")
    expect(page.frame_locator(".kit-form iframe").locator("h1")).to_contain_text("Equity", **SEEN)
    expect(form.locator("h3").first).to_be_focused()
    expect(form.locator("h3").first).to_be_in_viewport(ratio=1)
    page.locator(".kit-bar-home").click()
    expect(page.locator(".kit-weeks")).to_be_visible()
    expect(page.locator(".kit-waiting").get_by_text("Feedback has come")).to_have_count(0)
    ready(page)
    page.get_by_role("button", name="With a class").click()
    expect(page.locator(".kit-taken-line")).to_be_visible()
    invitation = {"learner": "amy", "course": "<b>EDU</b> 210", "due": {"equity": "2027-01-15"}}
    page.locator("#kit-drop-file").set_input_files(
        {
            "name": "invitation.json",
            "mimeType": "application/json",
            "buffer": json.dumps(invitation).encode(),
        }
    )
    expect(place).to_contain_text("This is an invitation for amy.", **SEEN)
    expect(place).to_contain_text("Class: <b>EDU</b> 210")
    assert read_workspace(workspace)["learner"] is None
    place.get_by_role("button", name="Yes, join the class").click()
    expect(place.get_by_role("status")).to_contain_text("with your class", **SEEN)
    expect(page.locator(".kit-taken-line")).to_have_count(0)
    expect(place.get_by_role("status")).to_be_focused()
    assert read_workspace(workspace)["learner"] == "amy"
