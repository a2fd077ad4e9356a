"""A week of the course on paper."""

from __future__ import annotations

import pytest
from browser.paper import prints_on_nine_sheets
from course_window import HABIT, SEEN, go
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from kit.content import compiled
from kit.journal import update_workspace


def test_a_week_prints_on_nine_sheets_whichever_step_is_on_the_screen(page, served):
    """Before anything is written, and with the letter of the three that is longest."""
    update_workspace(served[1], voice="b", alone=False)
    go(page, served, step="private-pause")
    prints_on_nine_sheets(page)


@pytest.mark.parametrize(
    "name",
    [
        "06_iep_meeting",
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("03_communication", "04_advocacy")),
    ],
)
def test_the_longest_weeks_print_on_nine_sheets(page, served, name):
    update_workspace(served[1], voice="a")
    go(page, served, name, "whole-page")
    assert len(PdfDocument(page.pdf(format="Letter"))) <= 9


def test_a_scene_not_played_yet_is_a_line_on_paper_and_a_private_form_says_so(page, served):
    go(page, served, "06_iep_meeting", "at-the-table")
    scene = page.locator(".kit-form[data-kind=scene]").first
    line, turn = scene.locator(".kit-on-paper"), scene.locator(".kit-turn")
    expect(turn).to_be_visible(**SEEN)
    expect(line).to_be_hidden()
    page.emulate_media(media="print")
    expect(line).to_be_visible()
    expect(turn).to_be_hidden()
    said = "getComputedStyle(document.querySelector('[data-kind=scene] .kit-who'), '::before').content"
    assert compiled().words["paper.private"] in page.evaluate(said)


def test_on_paper_the_law_is_unfolded_and_each_dimension_keeps_its_edge(page, served):
    go(page, served, "00_start_here", "whole-page")
    edge = "getComputedStyle(document.querySelector('.kit-dimension-equity')).borderLeft"
    assert page.evaluate(edge) == "4px solid rgb(31, 95, 168)"
    go(page, served, step="whole-page")
    law = page.locator(".kit-course details.kit-callout-law p").first
    expect(law).to_be_hidden()
    page.emulate_media(media="print")
    expect(law).to_be_visible()


def test_a_private_answer_says_so_on_paper(page, served):
    go(page, served, step="private-pause")
    form, other = page.locator(HABIT), page.locator(".kit-form[data-items='equity.today']")
    form.get_by_role("textbox").fill("I forgot to call.")
    form.get_by_role("button", name="Done", exact=True).click()
    state = form.locator(".kit-state")
    expect(state).to_contain_text("Only you", **SEEN)
    page.emulate_media(media="print")
    expect(state).to_be_visible()
    expect(other.locator(".kit-state")).to_be_hidden()


@pytest.mark.parametrize("name", ["index", "01_equity"])
def test_on_paper_nothing_lies_over_the_text_or_beside_the_sheet(page, served, name):
    go(page, served, name)
    page.emulate_media(media="print")
    # The width of a Letter sheet between its margins.
    page.set_viewport_size({"width": 748, "height": 1000})
    fixed = """[...document.querySelectorAll('body *')].filter(one => one.checkVisibility()
      && ['fixed', 'sticky'].includes(getComputedStyle(one).position)).map(one => one.className)"""
    assert page.evaluate(fixed) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 748
