"""How a page looks, and what one looks up: fonts, lines, explained words, what stands beside the text."""

from __future__ import annotations

import pytest
from course_window import SEEN, go
from playwright.sync_api import expect

LINES = """p => {
  const line = document.createRange();
  line.selectNodeContents(p);
  const tops = new Set(Array.from(line.getClientRects(), one => Math.round(one.top)));
  return { letters: p.textContent.length / tops.size, size: getComputedStyle(p).fontSize };
}"""
LOADED = "Array.from(document.fonts).filter(one => one.status === 'loaded').map(one => one.family)"


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
def test_the_column_is_readable_in_the_courses_fonts(page, served, width):
    page.set_viewport_size({"width": width, "height": 900})
    go(page, served, "00_start_here", "whole-page")
    long = page.locator(".kit-text > p:visible").evaluate_all(
        "all => all.findIndex(one => one.textContent.length > 150)"
    )
    facts = page.locator(".kit-text > p:visible").nth(long).evaluate(LINES)
    assert facts["size"] == "18px"
    assert facts["letters"] <= 72
    # The last line of a paragraph may be short; all lines together still tell a narrow column.
    assert width < 1280 or facts["letters"] >= 50
    assert {"Source Serif 4", "Source Sans 3"} <= {one.strip('"') for one in page.evaluate(LOADED)}


def test_a_word_tells_what_it_means_by_keyboard_under_the_pointer_and_at_a_tap(page, served):
    go(page, served, "02_respect", "what-you-will-do")
    word = page.locator("a.kit-term:visible", has_text="special education")
    tip = page.get_by_role("tooltip")
    word.focus()
    expect(tip).to_contain_text("It costs the family nothing.", **SEEN)
    assert page.locator(f"#{word.get_attribute('aria-describedby')}").inner_text() == tip.inner_text()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("a.kit-term:visible", has_text="interpreter").hover()
    expect(tip).to_contain_text("adding nothing")
    # One can go to what is explained, and it stays.
    tip.hover()
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.locator(".kit-step h2:visible").hover()
    expect(tip).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 900})
    before = page.url
    page.locator("a.kit-term:visible").first.click()
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.url == before


@pytest.mark.slow
def test_what_one_looks_up_stands_beside_the_text_where_there_is_room(page, served):
    go(page, served, "06_iep_meeting", "what-her-no-does")
    beside = page.get_by_role("complementary", name="To look up")
    expect(beside.locator("details", has_text="The law").first).to_be_visible()
    expect(page.locator(".kit-step details.kit-callout-law:visible")).to_have_count(0)
    expect(beside.locator("[aria-current=step]")).to_have_text("What her no does")
    go(page, served, "01_equity", "your-reflection")
    expect(beside.locator("details")).to_contain_text(["How it is marked"])
    expect(page.locator(".kit-step details.kit-callout-rubric:visible")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".kit-step details.kit-callout-rubric:visible")).to_have_count(1)
    expect(page.locator(".kit-side")).to_be_hidden()


@pytest.mark.slow
def test_a_slash_is_typed_in_a_field_and_searches_elsewhere(page, served):
    go(page, served, "02_respect", "a-reply")
    page.locator(".kit-form textarea:visible").first.press_sequentially("and/or")
    expect(page.locator(".kit-search")).to_have_count(0)
    page.locator(".kit-step h2:visible").click()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search the course")).to_be_visible()
