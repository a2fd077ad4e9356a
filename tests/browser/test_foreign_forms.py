"""Every kind of form in JupyterLab, in a language that nobody speaks: nothing English but the items."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plain_lab import opening, run_all, write_notebook
from playwright.sync_api import expect
from second_language import CALLS, english, in_wrong_language, marked, written_in

from kit.content import compiled
from kit.model import Content

SMALL = Path(__file__).parents[1] / "forms" / "small_course.json"
TEXTS = """form => {
  const found = [];
  const walk = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) found.push(walk.currentNode.textContent);
  for (const one of form.querySelectorAll('[aria-label]')) found.push(one.getAttribute('aria-label'));
  return found;
}"""


SPOKEN = """form => {
  const found = [];
  const walk = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const spoken = node.parentElement.closest('[lang]').getAttribute('lang');
    if (node.textContent.trim()) found.push([spoken, node.textContent]);
  }
  return found;
}"""
"""Every text with the language that a screen reader is told of."""

IN_TWO_WEEKS = "new Date(Date.now() + 14 * 864e5).toLocaleDateString(undefined, { dateStyle: 'long' })"


@pytest.fixture(scope="module")
def foreign():
    small = json.loads(SMALL.read_text("utf-8"))
    return Content.model_validate({**small, "words": marked(compiled().words)})


@pytest.fixture(scope="module")
def page(chromium, jupyter, foreign):
    """One page with every form on it, in the order of ``CALLS``."""
    file = jupyter.workspace.parent / "foreign.json"
    file.write_text(foreign.model_dump_json(), "utf-8")
    content = f"Content.model_validate_json(Path({str(file)!r}).read_text(encoding='utf-8'))"
    course = f"course = open_course('ms_perez', content={content})"
    write_notebook(jupyter.workspace / "foreign.ipynb", [opening(), course, *CALLS.values()])
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{jupyter.url}/doc/tree/foreign.ipynb")
    run_all(page)
    expect(page.locator(".kit-form")).to_have_count(len(CALLS), timeout=90_000)
    yield page
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_no_english_but_the_items(page, foreign, call):
    form = page.locator(".kit-form").nth(list(CALLS).index(call))
    expect(form).to_contain_text("⟦")
    expect(form).not_to_contain_text("⟦state.opening", timeout=30_000)
    # No browser knows that language, so a day stands in the one of whoever uses it.
    written = written_in(foreign) + page.evaluate(IN_TWO_WEEKS)
    assert english(form.evaluate(TEXTS), written) == []
    assert in_wrong_language(form.evaluate(SPOKEN), written_in(foreign)) == []
    for field in form.locator("textarea:visible").all()[:2]:
        field.fill("1234")
    for option in form.locator("input:is([type=radio], [type=checkbox]):visible").all()[:1]:
        option.check()
    for pile in form.locator(".kit-sort-to button").all()[:1]:
        pile.click()
    if call == "hand_in":
        return  # what its button shows is a file's name
    for button in form.locator(".kit-main:visible:not([aria-disabled=true])").all()[:1]:
        button.click()
    page.wait_for_timeout(500)
    assert english(form.evaluate(TEXTS), written) == []
    assert in_wrong_language(form.evaluate(SPOKEN), written_in(foreign)) == []
    assert page.errors == []
