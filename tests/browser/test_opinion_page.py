"""The second opinion in JupyterLab: closed until opened, about the learner's own words, kept nowhere."""

from __future__ import annotations

import json
import re

import pytest
from access import violations
from playwright.sync_api import expect
from test_forms import axe, expect_state, form

from kit.journal import update_workspace

SAID = (
    "At the fall conference a student's grandfather laid our report face down and looked at the door. I saw "
    "that, and I <b>took</b> it to mean that he was angry with us. It could have meant that he was tired, or "
    "that nobody had asked him anything yet. I have gone over it a few times since then."
)
MORE = (
    " Next Tuesday I will call him and ask: what did you make of the report? Two weeks later I will ask him "
    "if our talk helped, and change the next conference by what he says."
)


def test_it_asks_about_the_learners_own_words_and_says_what_moved(jupyter, open_page, notebook):
    page = open_page(notebook("opinion", "open_course('ms_perez').reflect('equity.reflection')"))
    text = form(page, "equity.reflection")
    panel = text.locator("details.kit-opinion")
    field = text.get_by_label("Your answer")
    field.fill("A father folded our letter.")
    panel.locator("summary").click()
    # Too little to ask about: what to write first, and no more.
    expect(panel.locator(".kit-opinion-says")).to_have_count(1, timeout=20_000)
    assert panel.locator(".kit-opinion-part").count() == 0

    field.fill(SAID)
    expect(panel.get_by_text("You've changed your text since then.")).to_be_visible()
    panel.get_by_role("button", name="Ask again").click()
    expect(panel.locator("li").first).to_be_visible(timeout=20_000)
    assert 2 <= panel.locator("li").count() <= 3
    for quoted in panel.locator("blockquote").all_text_contents():
        assert quoted in SAID
    expect(panel.get_by_role("button", name="Ask again")).to_be_hidden()
    assert "A person gives the mark" in panel.text_content()
    assert axe(page) == []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        assert panel.evaluate("one => one.scrollWidth <= one.clientWidth + 1")

    field.fill(SAID + MORE)
    text.get_by_role("button", name="Done").click()
    expect_state(text, re.compile("^Done"))
    panel.get_by_role("button", name="Ask again").click()
    expect(panel.get_by_text(re.compile("^More than before: "))).to_be_visible(timeout=20_000)

    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    holding = [
        p.name for p in jupyter.workspace.rglob("*") if p.is_file() and b"gone over it" in p.read_bytes()
    ]
    assert holding == ["responses.jsonl"]
    assert page.errors == []


@pytest.mark.slow
def test_whoever_is_alone_marks_the_text_and_nobody_else_sees_it(jupyter, open_page, notebook):
    update_workspace(jupyter.workspace, alone=True)
    try:
        page = open_page(notebook("alone", "open_course('ms_perez').reflect('respect.reflection')"))
        text = page.locator("[data-items~='respect.reflection']")
        panel = text.locator(".kit-self-marking")
        text.get_by_label("Your answer").fill("I asked her when she could come.", timeout=40_000)
        expect(text.locator(".kit-lane-told").first).to_contain_text(
            "Only you, unless you join a class later"
        )
        expect(panel).to_be_hidden()
        text.get_by_role("button", name="Done").first.click()
        expect(panel).to_be_visible(timeout=20_000)
        parts = panel.locator(".kit-criterion")
        assert parts.count() == 5
        parts.nth(0).get_by_role("radio").nth(2).check()
        parts.nth(0).get_by_label("The words that earn it").fill("I asked her")
        panel.get_by_role("button", name="Done").click()
        expect(panel.locator(".kit-state")).to_contain_text("Left to choose: 4 of 5")
        for part in parts.all()[1:]:
            part.get_by_role("radio").nth(1).check()
        panel.get_by_role("button", name="Done").click()
        expect(panel.locator(".kit-state")).to_contain_text("only you", timeout=20_000)
        expect(panel.locator(".kit-stages [data-now=true]")).to_have_text("Done")
        assert axe(page) == []
        page.evaluate(
            "window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
        )
        page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
        page.wait_for_timeout(200)
        assert violations(page, ".kit-form", contrast=True) == []
        assert "instructor" not in page.locator(".kit-form").inner_text()
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 1000})
            assert panel.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
        (private,) = jupyter.data.rglob("private.jsonl")
        kept = json.loads(private.read_text().splitlines()[-1])
        assert kept["item"] == "self_marking.respect"
        assert kept["value"]["criteria"]["event"] == {"level": 2, "words": "I asked her"}
        assert b"self_marking" not in (jupyter.workspace / "responses.jsonl").read_bytes()
        page.reload()
        jupyter.run_all(page)
        expect(parts.nth(0).get_by_role("radio").nth(2)).to_be_checked(timeout=40_000)
        assert page.errors == []
    finally:
        update_workspace(jupyter.workspace, alone=False)
