"""In Chromium: a journal that went back while its page is open, and a line that cannot be read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from kit.journal import open_journal

SAVED = re.compile(r"^(?!Draft).* · Saved \d\d:\d\d")


def form(page, item):
    found = page.locator(f'.kit-form[data-items~="{item}"]')
    found.locator(".kit-state").first.wait_for(timeout=30_000)
    return found


def said(jupyter, item):
    return [r.value for r in open_journal(jupyter.workspace).heads(item, case="ms_perez")]


def done(page, item, words):
    one = form(page, item)
    one.get_by_label("Your answer").fill(words)
    one.get_by_role("button", name="Done").click()
    expect(one.locator(".kit-state")).to_have_text(SAVED)
    return one


def fits(page):
    return page.evaluate(
        "[...document.querySelectorAll('.kit-form')].every(f => f.scrollWidth <= f.clientWidth)"
    )


@pytest.mark.slow
@pytest.mark.attack
def test_what_an_older_copy_lost_is_told_offered_and_put_back(
    jupyter, open_page, notebook, tmp_path, monkeypatch
):
    monkeypatch.setenv("KIT_DATA", str(jupyter.data))
    name = notebook(
        "went_back",
        "course.reflect('equity.today')",
        "course.reflect('equity.reflection')",
        "course.recall('01_equity')",
    )
    page = open_page(name)
    file = jupyter.workspace / "responses.jsonl"
    done(page, "equity.today", "from yesterday")
    older = file.read_bytes()
    reflection = done(page, "equity.reflection", "written today, and lost")
    card = form(page, "card.two_halves").locator(".kit-recall").first
    card.get_by_label("From memory").fill("a card's answer, lost too")
    card.get_by_role("button", name="Turn the card").click()
    card.get_by_text("I knew it").click()
    expect(card.locator(".kit-state")).to_have_text(SAVED)
    gone = len(open_journal(jupyter.workspace).responses()) - 1
    file.write_bytes(older)
    next(jupyter.data.rglob("private.jsonl")).unlink()

    # The next Done tells it, where the learner is looking.
    today = form(page, "equity.today")
    today.get_by_role("button", name="Write again").click()
    done(page, "equity.today", "another day")
    expect(today.locator(".kit-problem")).to_contain_text(
        "2 answers that you had saved are no longer in your course folder"
    )
    page.screenshot(path=str(tmp_path / "done.png"))

    # A reloaded page runs its cells again, and knows it still.
    page.reload()
    jupyter.run_all(page)
    reflection = form(page, "equity.reflection")
    notice = page.locator(".kit-problem")
    expect(notice).to_have_count(1)
    assert "2 answers that you had saved are no longer in your course folder" in notice.text_content()
    offer = reflection.locator(".kit-offer")
    expect(offer).to_contain_text("no longer in your course folder")
    expect(offer.locator("blockquote")).to_have_text("written today, and lost")
    assert fits(page)
    page.screenshot(path=str(tmp_path / "1280.png"), full_page=True)
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_timeout(300)
    assert fits(page)
    page.screenshot(path=str(tmp_path / "390.png"))

    # One of them is taken into its field and done: it is on disk, and is offered no more.
    offer.get_by_role("button", name="Use these words").click()
    reflection.get_by_role("button", name="Done").click()
    expect(reflection.locator(".kit-state")).to_have_text(SAVED)
    assert said(jupyter, "equity.reflection") == ["written today, and lost"]
    expect(offer).to_be_hidden()
    # The rest comes back by one button, the card too.
    assert said(jupyter, "card.two_halves") == []
    page.locator(".kit-problem").last.get_by_role("button", name="Put back").click()
    expect(page.locator(".kit-problem").last).to_contain_text("It's back as you saved it.")
    expect(card.locator(".kit-reading")).to_have_text("a card's answer, lost too")
    assert len(said(jupyter, "card.two_halves")) == 1
    assert page.errors == []
    print(f"attack: an older copy put in the journal's place: {gone} lines gone, all back")


@pytest.mark.slow
@pytest.mark.attack
def test_a_line_that_cannot_be_read_is_told_once_on_a_page(jupyter, open_page, notebook, tmp_path):
    with (jupyter.workspace / "responses.jsonl").open("ab") as file:
        file.write(b"no answer\n")
    name = notebook("aside", "course.reflect('equity.today')", "course.reflect('equity.reflection')")
    for width in (1280, 390):
        page = open_page(name, width=width)
        form(page, "equity.today")
        notice = page.locator(".kit-problem")
        expect(notice).to_have_count(1)
        expect(notice).to_contain_text("One of your saved answers is damaged")
        assert fits(page)
        page.screenshot(path=str(tmp_path / f"aside_{width}.png"))
    notice.get_by_role("button", name="I have read this").click()
    expect(notice).to_have_count(0)
    page.reload()
    jupyter.run_all(page)
    form(page, "equity.reflection")
    page.wait_for_timeout(500)
    expect(page.locator(".kit-problem")).to_have_count(0)
    assert page.errors == []
    print("attack: a line that is no answer: told once on its page")
