"""How the course looks, and what one looks up: fonts, words, the column beside the text, the search."""

from __future__ import annotations

import re

import pytest
from access import MOVING, WIDER, in_other_theme, in_wrong_voice, violations
from playwright.sync_api import expect
from started import kit_starting
from test_start_page import to_step


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A running course: the address of a place in it."""
    home = tmp_path_factory.mktemp("home")
    with kit_starting(home) as start:
        first = start("--lab", "--workspace", str(home / "course")).address
        yield lambda place: re.sub(
            r"[^/?]+\.ipynb(\?[^#]*)?.*",
            rf"{place.partition('#')[0]}.ipynb\1#{place.partition('#')[2]}",
            first,
        )


@pytest.fixture(scope="module")
def open_at(chromium, address):
    """The one page of these tests, shown a place of the course in some width and theme."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")

    def open_one(place, width=1280, dark=False):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        # Loading costs most, so within a notebook one goes from step to step.
        notebook, _, step = place.partition("#")
        if f"/{notebook}.ipynb" in page.url:
            to_step(page, step)
        else:
            page.goto(address(place))
        page.locator(".kit-course h2:visible, #kit-page h1:visible").first.wait_for(timeout=60_000)
        return page

    yield open_one
    page.close()


def test_the_fonts_come_with_the_course(open_at):
    page = open_at("02_respect#what-she-sent")
    page.wait_for_function("Array.from(document.fonts).filter(one => one.status == 'loaded').length >= 2")
    text = page.locator(".kit-course p:visible").first
    used = text.evaluate("node => [getComputedStyle(node).fontFamily, getComputedStyle(node).fontSize]")
    assert used[0].startswith('"Source Serif 4"')
    assert used[1] == "18px"


def test_a_word_tells_what_it_means_by_keyboard_and_under_the_pointer(open_at):
    page = open_at("02_respect#what-you-will-do")
    # While the course opens, JupyterLab moves the focus.
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
    word = page.locator("a.kit-term:visible", has_text="special education")
    tip = page.get_by_role("tooltip")
    word.focus()
    expect(tip).to_contain_text("It costs the family nothing.")
    assert page.locator(f"#{word.get_attribute('aria-describedby')}").inner_text() == tip.inner_text()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("a.kit-term:visible", has_text="interpreter").hover()
    expect(tip).to_contain_text("adding nothing")
    # One can go to what is explained, and it stays.
    tip.hover()
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.locator(".kit-course h2:visible").hover()
    expect(tip).to_be_hidden()


@pytest.mark.slow
def test_a_word_tells_what_it_means_at_a_tap_and_leads_nowhere(open_at):
    page = open_at("02_respect#what-you-will-do", width=390)
    page.locator("a.kit-term:visible").first.click()
    box = page.get_by_role("tooltip").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.url.endswith("#what-you-will-do")


@pytest.mark.slow
def test_the_law_stands_beside_the_text_where_there_is_room(open_at):
    page = open_at("02_respect#two-pages-of-his-file")
    beside = page.get_by_role("complementary", name="To look up")
    expect(beside.locator("details", has_text="The law").first).to_be_visible()
    assert page.locator(".kit-course details.kit-callout-law:visible").count() == 0
    expect(beside.locator("[aria-current=step]")).to_have_text("Two pages of his file")


@pytest.mark.slow
def test_the_points_of_a_reflection_stand_beside_it_where_there_is_room(open_at):
    page = open_at("01_equity#what-you-will-do")
    beside = page.get_by_role("complementary", name="To look up")
    beside.get_by_role("link", name="Your reflection").click()
    expect(beside.locator("details")).to_contain_text(["How it is marked"])
    expect(page.locator(".kit-course details.kit-callout-rubric:visible")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".kit-course details.kit-callout-rubric:visible")).to_have_count(1)
    expect(page.locator(".kit-side")).to_be_hidden()


def test_a_slash_searches_the_course_and_a_hit_leads_to_its_step(open_at):
    page = open_at("02_respect#what-she-sent")
    page.locator(".kit-form textarea:visible").first.press_sequentially("and/or")
    assert page.locator(".kit-search").count() == 0
    page.locator(".kit-course h2:visible").click()
    page.keyboard.press("/")
    search = page.get_by_role("dialog", name="Search the course")
    search.get_by_role("searchbox").fill("donnellan hurt")
    expect(search.get_by_role("status")).to_have_text(re.compile("^(One place|Nothing found)"))
    search.get_by_role("searchbox").fill("donnellan")
    expect(search.get_by_role("status")).to_have_text(re.compile("^\\d+ places"))
    first = search.locator("li a").first.get_attribute("href")
    search.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(re.escape(first) + "$"))
    assert page.locator(".kit-search").count() == 0


@pytest.mark.slow
def test_axe_finds_nothing_on_a_step_home_and_the_search_in_light_and_dark(open_at):
    """Whole notebooks are read where every form is opened: ``test_start_page.py``."""
    for place in ("02_respect#your-reflection", "02_respect#home"):
        page = open_at(place)
        expect(page.locator(".kit-course .kit-form:visible, .kit-drop-place").first).to_be_visible(
            timeout=60_000
        )
        for dark in (False, True):
            in_other_theme(page, dark=dark)
            assert (place, dark, violations(page, contrast=dark)) == (place, dark, [])
            page.keyboard.press("/")
            page.get_by_role("searchbox").fill("interpreter")
            page.locator(".kit-search li").first.wait_for()
            assert (dark, violations(page, ".kit-search", contrast=dark)) == (dark, [])
            page.get_by_role("button", name="Close").click()


@pytest.mark.slow
def test_nothing_moves_where_less_motion_is_asked_for(open_at):
    page = open_at("02_respect#where-you-left-off")
    page.locator(".kit-face:visible").first.wait_for(timeout=60_000)
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")
    assert "kit-face" in page.evaluate(MOVING), "elsewhere the card is seen turning"
    page.emulate_media(reduced_motion="reduce")


@pytest.mark.slow
def test_at_200_and_at_400_percent_nothing_is_wider_than_the_window(open_at):
    page = open_at("02_respect#whole-page", width=320)
    page.wait_for_function("document.querySelectorAll('.kit-form .kit-question').length > 12", timeout=60_000)
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 450})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (width, page.evaluate(WIDER, width)) == (width, [])
        where = page.locator(".kit-bar-where")
        assert where.evaluate("node => node.scrollWidth <= node.clientWidth"), "where one is shows whole"
    page.set_viewport_size({"width": 320, "height": 225})
    page.evaluate("window.scrollTo(0, 600)")
    bar = page.locator(".kit-top").bounding_box()
    assert bar["y"] + bar["height"] <= 0, "where a few lines show, nothing lies over them"


def test_the_page_speaks_spanish_where_it_is_chosen(open_at):
    page = open_at("02_respect#what-she-sent")
    page.get_by_role("button", name="Help").click()
    page.get_by_role("button", name="Español").click()
    expect(page.locator(".kit-bar-next")).to_have_text("Siguiente", timeout=30_000)
    expect(page.locator(".kit-form:visible").first).to_contain_text("Su respuesta", timeout=30_000)
    for place in ("02_respect#what-she-sent", "02_respect#home"):
        wrong, seen = in_wrong_voice(open_at(place))
        assert wrong == []
        assert seen == {"en", "es"}
        leads = page.locator(".kit-step-end:visible .kit-main, .kit-home-go .kit-main")
        assert re.match(r"(Siguiente|Continuar): [A-Z]", leads.inner_text()), (
            "the space before its title is seen"
        )
    page.get_by_role("button", name="Ayuda").click()
    expect(page.get_by_role("button", name="Español")).to_contain_text("Traducción sin revisar")
    expect(page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "false")
