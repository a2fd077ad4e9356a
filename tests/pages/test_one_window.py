"""One window writes: what two windows of one course say to each other, and what the disk refuses."""

from __future__ import annotations

import re

import pytest
from course_window import HABIT, SEEN, go, ready, window
from playwright.sync_api import expect
from seeing_page import ask

from kit.content import compiled
from kit.forms import FormContext, form
from kit.forms.session import FormSession
from kit.journal import open_journal

CASE, ITEM = "ms_perez", "equity.habit"
OTHER = "This course is open in another window."
DRAFT, DONE = re.compile("Draft · Saved"), re.compile("^(?!Draft).* · Saved")


@pytest.fixture
def journal(served, monkeypatch):
    """The answers on disk; no test finds those of the one before it."""
    monkeypatch.setenv("KIT_DATA", str(served[1].parent / "data"))
    open_journal(served[1]).withdraw(ITEM, case=CASE)
    return open_journal(served[1])


@pytest.fixture
def pages(chromium):
    """Two profiles: they have no lock in common, as two browsers don't."""
    with window(chromium) as first, window(chromium) as second:
        yield first, second


@pytest.mark.slow
def test_an_answer_saved_beside_the_page_is_there_when_the_page_is_seen_again(chromium, served, journal):
    with window(chromium) as page:
        go(page, served, step="private-pause")
        expect(field(page)).to_have_value("", **SEEN)
        journal.save(
            ITEM,
            "A notebook beside it saved this.",
            case=CASE,
            lane="private",
            item_hash="x",
            occasion="during",
        )
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        says(page, DONE)
        # What is being typed is never replaced.
        press(page, "Write again")
        field(page).press_sequentially(" And I")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        field(page).press_sequentially(" called.")
        expect(field(page)).to_have_value("A notebook beside it saved this. And I called.", **SEEN)


def field(page):
    return page.locator(HABIT).get_by_role("textbox")


def says(page, words):
    expect(page.locator(HABIT).locator(".kit-state")).to_have_text(words, **SEEN)


def types(page, words):
    field(page).fill(words)
    field(page).blur()


def press(page, name):
    page.locator(HABIT).get_by_role("button", name=name, exact=True).click()


def on_disk(journal):
    draft = journal.draft(ITEM, case=CASE)
    return [head.value for head in journal.heads(ITEM, case=CASE)], draft and draft.value


def test_the_second_window_says_so_until_it_is_used_and_goes_on_with_what_the_first_one_wrote(
    chromium, served, journal
):
    with window(chromium) as first:
        go(first, served, step="private-pause")
        expect(first.get_by_text(OTHER)).to_have_count(0)
        second = first.context.new_page()
        go(second, served, step="private-pause")
        expect(second.get_by_text(OTHER)).to_be_visible()
        assert second.locator(HABIT).evaluate("form => Boolean(form.closest('[inert]'))")
        types(first, "She said when she can talk.")
        says(first, DRAFT)
        second.get_by_role("button", name="Use it here").click()
        expect(second.get_by_text(OTHER)).to_have_count(0)
        expect(field(second)).to_have_value("She said when she can talk.", **SEEN)
        expect(first.get_by_text(OTHER)).to_be_visible()
        types(second, "She said when she can talk. I called.")
        says(second, DRAFT)
        # Once the window that writes is closed, the other one has the course again.
        second.close()
        expect(first.get_by_text(OTHER)).to_have_count(0)
        expect(field(first)).to_have_value("She said when she can talk. I called.", **SEEN)
        types(first, "I called her.")
        says(first, DRAFT)
        assert on_disk(journal) == ([], "I called her.")


@pytest.mark.slow
def test_the_next_week_and_a_reload_are_no_other_window(chromium, served):
    with window(chromium) as page:
        go(page, served, step="private-pause")
        for name in ("02_respect", "01_equity"):
            go(page, served, name)
            page.reload()
            ready(page)
            page.wait_for_timeout(600)
            expect(page.get_by_text(OTHER)).to_have_count(0)
        # Home has nothing to write in.
        home = page.context.new_page()
        go(home, served, "index")
        home.wait_for_timeout(600)
        expect(home.get_by_text(OTHER)).to_have_count(0)


@pytest.mark.attack
def test_a_draft_that_another_browser_wrote_meanwhile_is_never_written_over(pages, served, journal):
    first, second = pages
    for page in pages:
        go(page, served, step="private-pause")
    types(first, "Amari waited.")
    says(first, DRAFT)
    types(second, "Short")
    says(second, re.compile("^NOT saved"))
    assert on_disk(journal) == ([], "Amari waited.")
    expect(field(second)).to_have_value("Short")
    # What was refused is on that page, which offers it beside what the disk holds.
    press(second, "Show it")
    expect(field(second)).to_have_value("Amari waited.", **SEEN)
    expect(second.locator(HABIT).locator(".kit-offer blockquote")).to_have_text("Short")
    press(second, "Use these words")
    says(second, DRAFT)
    assert on_disk(journal) == ([], "Short")
    press(first, "Done")
    says(first, re.compile("^NOT saved"))
    press(first, "Show it")
    expect(field(first)).to_have_value("Short")
    press(first, "Done")
    says(first, DONE)
    # The other browser still shows the draft. It deletes nothing that it doesn't show.
    types(second, "Short, and more.")
    press(second, "Keep mine")
    says(second, DRAFT)
    press(first, "Delete")
    press(first, "Delete it")
    expect(field(first)).to_have_value("Short, and more.", **SEEN)
    assert on_disk(journal) == (["Short"], "Short, and more.")


@pytest.mark.attack
def test_a_page_and_a_notebook_write_one_answer(page, served, journal, monkeypatch):
    go(page, served, step="private-pause")
    monkeypatch.setattr(form, "_opened", {})
    content = compiled()
    item = content.cases[CASE].item(ITEM)
    notebook = FormSession(FormContext(served[1], CASE, content.words), [item])
    assert ask(notebook.handlers, content.words, "draft", item=ITEM, value="In the notebook.")["ok"]
    types(page, "On the page.")
    says(page, re.compile("^NOT saved"))
    press(page, "Keep mine")
    says(page, DRAFT)
    nothing = {"heads": [], "draft": None, "sent": []}
    done = {"item": ITEM, "value": "In the notebook, done.", "lane": "private"}
    refused = ask(notebook.handlers, content.words, "done", **done, follows=nothing)
    assert (refused["code"], refused["answers"][ITEM]["draft"]["value"]) == (
        "answer.written_elsewhere",
        "On the page.",
    )
    assert ask(notebook.handlers, content.words, "done", **done)["ok"]
    press(page, "Done")
    says(page, re.compile("^NOT saved"))
    press(page, "Show it")
    says(page, DONE)
    assert on_disk(journal) == (["In the notebook, done."], None)


@pytest.mark.attack
def test_a_window_that_slept_writes_over_nothing_and_keeps_its_words(pages, served, journal):
    first, second = pages
    for page in pages:
        go(page, served, step="private-pause")
    types(second, "Before it slept.")
    says(second, DRAFT)
    second.context.set_offline(True)
    types(second, "Typed half asleep.")
    says(second, re.compile("^NOT saved"))
    first.reload()
    ready(first)
    press(first, "Done")
    says(first, DONE)
    press(first, "Delete")
    press(first, "Delete it")
    says(first, re.compile("^Deleted"))
    second.context.set_offline(False)
    expect(second.locator(HABIT).get_by_role("button", name="Show it")).to_be_visible(**SEEN)
    expect(field(second)).to_have_value("Typed half asleep.")
    assert on_disk(journal) == ([], None)
    press(second, "Show it")
    expect(field(second)).to_have_value("")
    expect(second.locator(HABIT).locator(".kit-offer blockquote")).to_have_text("Typed half asleep.")
