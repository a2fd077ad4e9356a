"""Retrieval cards from notebook to notebook, as a learner of the real course meets them."""

from __future__ import annotations

import re

import nbformat
import pytest
from playwright.sync_api import expect

from kit.journal import open_journal

FIRST = "card.five_dimensions"


@pytest.fixture
def shown(jupyter, open_page):
    """Open a notebook of calls on the course that came with the kit: ``shown("02", "course.recall(…)")``."""

    def open_one(name, *calls, **how):
        opening = 'from kit import open_course\n\ncourse = open_course("ms_perez")'
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
        notebook.cells = [nbformat.v4.new_code_cell(source) for source in (opening, *calls)]
        nbformat.write(notebook, jupyter.workspace / f"{name}.ipynb")
        page = open_page(f"{name}.ipynb", **how)
        page.locator(".kit-form").last.wait_for(timeout=40_000, state="attached")
        return page

    return open_one


def deck(page, item=FIRST):
    found = page.locator(f'.kit-form[data-items~="{item}"]')
    expect(found.locator(".kit-state").first).not_to_have_text(re.compile("^Opening"), timeout=30_000)
    return found


def answer(deck, words, judged):
    shown = deck.locator(".kit-recall:visible")
    shown.get_by_label("From memory").fill(words)
    shown.get_by_role("button", name="Turn the card").click()
    shown.get_by_text(judged, exact=True).click()
    expect(shown.locator(".kit-state")).to_have_text(re.compile("^(?!Draft).* · Saved"), timeout=15_000)


@pytest.mark.slow
def test_one_card_at_a_time_is_turned_and_a_missed_one_comes_back_empty(jupyter, shown):
    page = shown("01", 'course.recall("01_equity")')
    cards = deck(page)
    assert cards.locator(".kit-recall").count() == 4
    assert cards.locator(".kit-recall:visible").count() == 1
    page.emulate_media(media="print")
    assert cards.locator(".kit-recall:visible").count() == 4, "on paper they stand together"
    page.emulate_media(media="screen")
    assert not cards.get_by_text("The other side").first.is_visible()
    answer(cards, "marker-one", "Not this time")
    assert cards.get_by_label("From memory").first.is_hidden()
    cards.get_by_role("button", name="Next card").click()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert cards.get_by_text("Card 2 of 4").is_visible()

    page = shown("02", 'course.recall("02_respect")')
    cards = deck(page)
    assert cards.locator(".kit-state").all_text_contents() == [""] * 4
    assert "marker-one" not in cards.text_content()
    while not cards.get_by_role("heading", name="What are the five").is_visible():
        cards.get_by_role("button", name="Next card").click()
    answer(cards, "marker-two", "I knew it")

    lines = [r for r in open_journal(jupyter.workspace).responses() if r.item == FIRST]
    assert [(r.value["answer"], r.value["asked_in"]) for r in lines] == [
        ("marker-one", "01_equity"),
        ("marker-two", "02_respect"),
    ]
    assert lines[1].parent == lines[0].id

    page = shown("01", 'course.recall("01_equity")')
    stands = deck(page)
    # It goes on at the first card that is left; the one that is judged stands as it was.
    expect(stands.get_by_text("Card 2 of 4")).to_be_visible()
    stands.get_by_role("button", name="Previous card").click()
    assert stands.locator(".kit-reading:visible").text_content() == "marker-one"
    assert page.errors == []


@pytest.mark.slow
def test_words_that_could_not_be_saved_are_offered_in_their_own_notebook_alone(jupyter, shown):
    key = "() => Object.keys(localStorage).filter((key) => key.includes('card.known'))"
    page = shown("01_kept", 'course.recall("01_equity")')
    deck(page, "card.known")
    context = page.context
    page.evaluate(
        """([workspace, kept]) => localStorage.setItem(
          `kit:${workspace}:card.known:during`, JSON.stringify(kept))""",
        [open_journal(jupyter.workspace).workspace, {"value": {"answer": "kept words"}, "lane": "shared",
                                                     "at": "2026-01-01T00:00:00Z"}],
    )  # fmt: skip
    other = shown("02_kept", 'course.recall("02_respect")', context=context)
    assert "kept words" not in [
        field.input_value() for field in deck(other, FIRST).get_by_label("From memory").all()
    ]
    assert len(other.evaluate(key)) == 1
    page.reload()
    jupyter.run_all(page)
    fields = page.locator("textarea")
    expect(fields.nth(2)).to_have_value("kept words", timeout=20_000)
