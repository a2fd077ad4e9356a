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
    deck.get_by_label("From memory").first.fill(words)
    deck.get_by_role("button", name="Turn the card").first.click()
    deck.get_by_text(judged, exact=True).first.click()
    expect(deck.locator(".kit-state").first).to_have_text(re.compile("^Done"), timeout=15_000)


def test_a_card_comes_back_empty_and_the_earlier_answer_is_still_in_the_journal(jupyter, shown):
    page = shown("01", 'course.recall("00_start_here", here="01_equity")')
    answer(deck(page), "marker-one", "Not this time")

    page = shown("02", 'course.recall("00_start_here", here="02_respect")')
    cards = deck(page)
    assert cards.locator(".kit-state").all_text_contents() == ["Nothing here yet"] * 6
    assert cards.get_by_label("From memory").first.input_value() == ""
    assert cards.locator(".kit-back:visible").count() == 0
    assert "marker-one" not in cards.text_content()
    answer(cards, "marker-two", "Not this time")

    lines = [r for r in open_journal(jupyter.workspace).responses() if r.item == FIRST]
    assert [(r.value["answer"], r.value["asked_in"]) for r in lines] == [
        ("marker-one", "01_equity"),
        ("marker-two", "02_respect"),
    ]
    assert lines[1].parent == lines[0].id

    page = shown("01", 'course.recall("00_start_here", here="01_equity")')
    stands = deck(page)
    assert stands.locator(".kit-reading").first.text_content() == "marker-one"
    expect(stands.locator(".kit-state").first).to_have_text(re.compile("^Done"))

    page = shown("03", 'course.recall_missed("03_communication")')
    late = deck(page)
    assert late.locator(".kit-recall").count() == 1
    assert late.get_by_role("region", name="Missed before").is_visible()
    answer(late, "marker-three", "I had it")
    page.reload()
    jupyter.run_all(page)
    assert deck(page).locator(".kit-reading").first.text_content() == "marker-three"

    page = shown("04", 'course.recall_missed("04_advocacy")')
    page.wait_for_timeout(1000)
    assert page.locator(".kit-form").text_content() == ""
    assert not page.locator(".kit-form").is_visible()
    assert page.errors == []


def test_words_that_could_not_be_saved_are_offered_in_their_own_notebook_alone(jupyter, shown):
    key = "() => Object.keys(localStorage).filter((key) => key.includes('card.known'))"
    page = shown("04_kept", 'course.recall("00_start_here", here="04_advocacy")')
    deck(page, "card.known")
    context = page.context
    page.evaluate(
        """([workspace, kept]) => localStorage.setItem(
          `kit:${workspace}:card.known:during:04_advocacy`, JSON.stringify(kept))""",
        [open_journal(jupyter.workspace).workspace, {"value": {"answer": "kept words"}, "lane": "shared",
                                                     "at": "2026-01-01T00:00:00Z"}],
    )  # fmt: skip
    other = shown("05_kept", 'course.recall("00_start_here", here="05_commitment")', context=context)
    assert "kept words" not in [
        field.input_value() for field in deck(other, "card.known").get_by_label("From memory").all()
    ]
    assert len(other.evaluate(key)) == 1
    page.reload()
    jupyter.run_all(page)
    fields = deck(page, "card.known").get_by_label("From memory")
    expect(fields.nth(2)).to_have_value("kept words", timeout=20_000)
