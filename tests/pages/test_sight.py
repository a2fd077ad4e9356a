"""What somebody who sees little, hears a page or is made ill by motion meets on it."""

from __future__ import annotations

import re

import pytest
from browser.access import (
    MOVING,
    RINGS_CUT,
    UNTITLED,
    WEEKS,
    WIDER,
    in_other_theme,
    in_wrong_voice,
    violations,
)
from course_window import SEEN, STICKS_OUT, go, window
from playwright.sync_api import expect

from kit.content import compiled
from kit.journal import update_workspace

NAMES = [week["notebook"].removesuffix(".ipynb") for week in WEEKS]
ALWAYS = {"index", "01_equity"}


def some(names, always):
    """Pages for a test; the others than ``always`` are for ``.ci/full``."""
    return [pytest.param(one, marks=() if one in always else pytest.mark.slow) for one in names]


@pytest.mark.parametrize("name", some(["index", *NAMES], ALWAYS))
def test_axe_finds_nothing_in_light_and_dark_and_nothing_sticks_out_of_a_phone(served, chromium, name):
    with window(chromium) as page:
        # A scene's lines fade in one after the other, and one that is half seen has too little contrast.
        page.emulate_media(reduced_motion="reduce")
        go(page, served, name, "" if name == "index" else "whole-page")
        assert page.evaluate(UNTITLED) == []
        cut = page.evaluate(RINGS_CUT)
        assert violations(page) == []
        in_other_theme(page, dark=True)
        assert violations(page, contrast=True) == []
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_timeout(300)
            assert page.evaluate(STICKS_OUT, width) == []
            assert (cut, page.evaluate(RINGS_CUT)) == ([], [])


HOLES = """[...document.querySelectorAll('.kit-cell.kit-look + .kit-look:not(.kit-look-first)')]
  .filter(one => one.checkVisibility() && one.previousElementSibling.checkVisibility())
  .filter(one => {
    const above = one.previousElementSibling.getBoundingClientRect().bottom;
    return Math.abs(one.getBoundingClientRect().top - above) > .5;
  }).map(one => one.textContent.trim().slice(0, 40))"""
"""Cells of a story, an activity or marked work whose edge or paper doesn't join that of the cell above."""


@pytest.mark.slow
@pytest.mark.parametrize("name", some(NAMES, {"06_iep_meeting"}))
@pytest.mark.parametrize("width", [1280, 390])
def test_the_edges_of_an_activity_have_no_holes(page, served, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    go(page, served, name, "whole-page")
    assert page.locator(".kit-look-activity:visible, .kit-look-story:visible").count() > 0
    assert page.evaluate(HOLES) == []


@pytest.mark.parametrize("name", some(["index", *NAMES], {"index", "02_respect"}))
def test_at_200_and_at_400_percent_nothing_is_wider_than_the_window(page, served, name):
    go(page, served, name, "" if name == "index" else "whole-page")
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 450})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (width, page.evaluate(WIDER, width)) == (width, [])
        for where in page.locator(".kit-bar-where:visible").all():
            assert where.evaluate("node => node.scrollWidth <= node.clientWidth"), "where one is shows whole"
    page.set_viewport_size({"width": 320, "height": 225})
    page.evaluate("window.scrollTo(0, 600)")
    bar = page.locator(".kit-top").bounding_box()
    assert bar["y"] + bar["height"] <= 0, "where a few lines show, nothing lies over them"


def test_nothing_moves_where_less_motion_is_asked_for(chromium, served):
    with window(chromium, reduced_motion="reduce") as page:
        go(page, served, "02_respect", "four-cards")
        page.locator(".kit-face:visible").first.wait_for()
        assert page.evaluate(MOVING) == []
        page.emulate_media(reduced_motion="no-preference")
        assert "kit-face" in page.evaluate(MOVING), "elsewhere the card is seen turning"


def test_every_text_says_its_language_where_the_interface_is_spanish(page, served):
    try:
        go(page, served, "02_respect", "a-reply")
        page.get_by_role("button", name="Help").click()
        page.get_by_role("button", name="Español").click()
        expect(page.locator(".kit-form:visible").first).to_contain_text("Su respuesta", **SEEN)
        for name in ("02_respect", "index"):
            go(page, served, name)
            wrong, seen = in_wrong_voice(page)
            assert wrong == []
            assert seen == {"en", "es"}
            leads = page.locator(".kit-step-end:visible .kit-main, .kit-home-go .kit-main")
            assert re.match(r"(Siguiente|Continuar): [A-Z]", leads.inner_text())
    finally:
        update_workspace(served[1], language="en")


FIELD = re.compile(r"- (textbox|radio|combobox|slider|spinbutton)")


@pytest.mark.parametrize("name", some(NAMES, {"01_equity"}))
def test_a_screen_reader_is_told_who_will_see_an_answer_before_its_field(page, served, name):
    words = compiled().words
    lane = [words[f"lane.{one}"] for one in ("only_you", "shared", "not_handed_in")]
    go(page, served, name, "whole-page")
    fields = 0
    for form in page.locator(".kit-form").all():
        told = form.aria_snapshot()
        assert not re.search(r"- textbox(:|$)", told, re.M), "a field has a name"
        if field := FIELD.search(told):
            fields += 1
            before = told[: field.start()]
            assert re.search(r"\b(group|region)\W+\w", before), "what is asked has a name"
            assert any(one in before for one in lane), told
    assert fields >= 3
