"""A form opens however long its script takes, opens again by itself, and says so where it can't."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from started import kit_starting

OUT_OF_TIME = """
const timeout = AbortSignal.timeout;
AbortSignal.timeout = time => timeout.call(AbortSignal, time <= 2000 ? 1 : time);
"""
"""As on a computer so busy that two seconds have passed before a form's script is there."""
BROKEN = """
const made = URL.createObjectURL.bind(URL);
window.breaks = TIMES;
URL.createObjectURL = blob => {
  if (blob.type !== "text/javascript" || window.breaks < 1) return made(blob);
  window.breaks -= 1;
  return made(new Blob(["throw new Error('cut off')"], { type: "text/javascript" }));
};
"""
"""A form's script comes broken so many times."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with kit_starting(home) as start:
        yield start("--lab", "--workspace", str(home / "course")).address


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


def forms(page):
    return page.locator(".kit-course .kit-form:visible")


def answered(page):
    """The forms on the screen have heard from the course."""
    expect(forms(page).locator(".kit-state").first).not_to_have_text(re.compile("^Opening"), timeout=60_000)


def test_a_form_waits_for_its_script_as_long_as_that_takes(begun, page):
    page.add_init_script(OUT_OF_TIME)
    page.goto(f"{begun}#where-you-stand-today")
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=90_000)
    answered(page)
    assert page.errors == []


def test_a_form_that_failed_opens_again_by_itself(begun, page):
    page.add_init_script(BROKEN.replace("TIMES", "6"))
    page.goto(f"{begun}#where-you-stand-today")
    expect(forms(page).first).to_be_visible(timeout=90_000)
    answered(page)
    assert page.evaluate("window.breaks") == 0, "six had failed"
    expect(page.locator(".kit-course .jupyter-widgets-error-widget")).to_have_count(0, timeout=60_000)
    assert page.locator(".kit-missing").count() == 0


def test_a_form_that_cannot_open_says_so_in_the_courses_words_and_opens_when_asked(begun, page):
    page.add_init_script(BROKEN.replace("TIMES", "Infinity"))
    page.goto(f"{begun}#where-you-stand-today")
    said = page.locator(".kit-missing:visible")
    expect(said).to_have_text([re.compile("This question did not open.")] * 2, timeout=90_000)
    shown = page.locator(".kit-course").inner_text()
    assert "widget" not in shown.lower()
    page.evaluate("window.breaks = 0")
    # One press, and both open.
    said.first.get_by_role("button", name="Try again").click()
    expect(said).to_have_count(0, timeout=60_000)
    expect(forms(page)).to_have_count(2, timeout=60_000)
    answered(page)
