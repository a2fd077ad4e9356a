"""A week of the real course: asked by keyboard, offered, saved, reopened; on a phone, dark, on paper."""

from __future__ import annotations

import re

import pytest
from access import violations
from plain_lab import write_notebook
from playwright.sync_api import expect

from kit.journal import open_journal, update_workspace

ITEM = "advocacy.scheduler"


@pytest.fixture
def shown(jupyter, open_page):
    """The week in the year of a learner who lives with voice c."""
    update_workspace(jupyter.workspace, voice="c")
    cells = ['from kit import open_course\n\ncourse = open_course("ms_perez")', f'course.schedule("{ITEM}")']
    write_notebook(jupyter.workspace / "week.ipynb", cells)

    def open_one(**how):
        page = open_page("week.ipynb", **how)
        form = page.locator(f'.kit-form[data-items~="{ITEM}"]')
        expect(form.locator(".kit-state")).not_to_have_text(re.compile("^Opening"), timeout=40_000)
        return page, form

    return open_one


def pressed(page, name):
    """Go on with Tab until a button or a box of that name has the focus, then press it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
        )
        if here.startswith(name):
            return page.keyboard.press("Space")
    raise AssertionError(f"Tab does not reach {name!r}")


@pytest.mark.slow
def test_a_week_is_asked_for_offered_and_found_again(jupyter, shown):
    page, form = shown()
    found, state = form.locator(".kit-found"), form.locator(".kit-state")
    expect(found).to_have_text("The week is empty. Nobody has told you anything yet.")
    assert form.get_by_role("checkbox").count() == form.locator(".kit-block:not(.kit-swatch)").count() == 0

    form.locator(".kit-change").focus()
    pressed(page, "Mr. Ibarra")
    expect(found).to_contain_text("You have not asked about: Her work, Her sleep, Her way here and back.")
    form.get_by_role("checkbox", name="Thursday, 10:00 a.m. to 11:00 a.m.").check()
    form.locator(".kit-change").focus()
    for question in ("When do you work?", "Which hours are for sleep?", "How do you get here and back?"):
        pressed(page, question)
        assert page.evaluate("document.activeElement.localName") == "summary", "focus is on what was told"
    expect(form.get_by_text("For him, the wash can wait.")).to_be_visible()
    expect(form.get_by_text("Monday, Wednesday, Friday, 5:00 p.m. to 4:00 a.m.")).to_be_visible()
    expect(found).to_have_text("2 stretches of the week have room for 60 minutes.")

    # The form takes nothing out by itself.
    expect(form.get_by_text("10:00 a.m. is no longer free: Her sleep.")).to_be_visible()
    pressed(page, "Tuesday, 3:50 p.m. to 5:20 p.m.")
    form.get_by_role("button", name="Done").click()
    expect(state).to_have_text("One of your times is no longer free. Take it out, then press Done.")
    form.get_by_role("button", name="Take it out").click()
    form.get_by_role("button", name="Done").click()
    expect(state).to_have_text("Offer at least 2 times, then press Done. So far you offer 1.")
    form.get_by_role("checkbox", name="Thursday, 3:50 p.m. to 5:20 p.m.").check()
    form.get_by_label("It begins at").first.select_option("16:00")
    form.get_by_role("button", name="Done").click()
    expect(state).to_have_text(re.compile("^Write where and how"))
    page.keyboard.type("LIBRARY <b>room")
    form.get_by_label("Where and how").last.fill("Same room.")
    assert violations(page, ".kit-form") == []
    form.get_by_role("button", name="Done").click()
    expect(state).to_have_text(re.compile("^(?!Draft).* · Saved"), timeout=15_000)
    (head,) = open_journal(jupyter.workspace).heads(ITEM, case="ms_perez")
    assert head.value == {
        "asked": ["shift", "sleep", "way", "school"],
        "options": [
            {"day": "tue", "from": "16:00", "how": "LIBRARY <b>room"},
            {"day": "thu", "from": "15:50", "how": "Same room."},
        ],
    }
    assert page.errors == []

    page, form = shown(width=390, dark=True)
    lines = form.locator(".kit-settled li")
    expect(lines).to_have_text(["Tuesday, 4:00 p.m. · LIBRARY <b>room", "Thursday, 3:50 p.m. · Same room."])
    assert violations(page, ".kit-form") == []
    bars = form.locator(".kit-schedule:visible .kit-week-bar")
    first, second = (bars.nth(at).bounding_box() for at in (0, 1))
    assert second["y"] >= first["y"] + first["height"], "on a phone the days are rows"
    assert form.evaluate("form => form.scrollWidth <= form.clientWidth")
    ink = "getComputedStyle(document.querySelector('.kit-settled')).color"
    assert page.evaluate(ink) == "rgb(232, 230, 225)"
    page.emulate_media(media="print")
    assert page.evaluate(ink) == "rgb(31, 35, 40)", "paper is never printed dark"
