"""The second opinion in JupyterLab: closed until opened, the learner's own words underlined, kept nowhere."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from test_forms import axe, expect_state, form

SAID = (
    "Something happened at a meeting with a family this fall that made me think <b>. It did not go the "
    "way we had hoped, and I have gone over it a few times since then."
)
MORE = (
    " At the fall conference a student's grandfather laid our report face down after the first page. That is "
    "what I saw. That he was angry with us is only how I read it."
)


def test_it_marks_the_learners_own_words_and_says_what_a_revision_changed(jupyter, open_page, notebook):
    page = open_page(notebook("opinion", "course.reflect('equity.reflection')"))
    text = form(page, "equity.reflection")
    panel = text.locator("details.kit-opinion")
    assert not panel.is_visible()
    text.get_by_label("Your answer").fill(SAID)
    text.get_by_role("button", name="Done").click()
    expect_state(text, re.compile("^Done"))
    expect(panel).to_be_visible()
    assert not panel.locator(".kit-marked").is_visible()

    panel.locator("summary").click()
    expect(panel.locator(".kit-marked")).to_be_visible(timeout=20_000)
    words = "".join(panel.locator(".kit-marked > span").evaluate_all(
        "all => all.map(one => one.querySelector('mark')?.textContent ?? one.textContent)"
    ))  # fmt: skip
    assert words == SAID
    assert panel.locator("mark").count() >= 1
    assert "A person gives the mark" in panel.text_content()
    assert axe(page) == []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        assert panel.evaluate("one => one.scrollWidth <= one.clientWidth + 1")

    text.get_by_role("button", name="Write again").click()
    expect(panel).to_be_hidden()
    text.get_by_label("Your answer").fill(SAID + MORE)
    text.get_by_role("button", name="Done").click()
    expect(panel.get_by_text("More of it was found than in what you saved before.").first).to_be_visible()

    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    holding = [
        p.name for p in jupyter.workspace.rglob("*") if p.is_file() and b"gone over it" in p.read_bytes()
    ]
    assert holding == ["responses.jsonl"]
    assert page.errors == []
