"""The course bar on a phone, in a page of its own: what the eye gets is whole, whatever it has to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kit
from kit.content import compiled

STATIC = Path(kit.__file__).parent / "labextension/static"
KINDS = {".js": "text/javascript", ".css": "text/css; charset=utf-8", ".json": "application/json"}

DRAW = """async ([words, course, phase, state]) => {
  const { Bar } = await import("/static/bar.js");
  const nothing = () => {};
  const bar = new Bar(course, words, "/", { plain: nothing, search: nothing, language: nothing });
  document.body.replaceChildren(bar.node);
  const { notebook, steps } = course.weeks[1];
  bar.render({ place: { notebook, view: steps[11].slug }, progress: null, state, phase });
  await document.fonts.ready;
}"""
CUT = """() => [...document.querySelectorAll(".kit-bar-where, .kit-bar-step, .kit-bar-state")]
  .filter(one => one.getBoundingClientRect().width > 1 && one.scrollWidth > one.clientWidth)
  .map(one => one.className)"""


@pytest.fixture(scope="module")
def page(chromium):
    def served(route):
        path = STATIC / route.request.url.split("/static/")[-1]
        if path.is_file():
            route.fulfill(body=path.read_bytes(), content_type=KINDS.get(path.suffix, "font/woff2"))
        else:
            route.fulfill(body=_PAGE, content_type="text/html")

    page = chromium.new_page()
    page.route("http://course.invalid/**", served)
    page.goto("http://course.invalid/")
    yield page
    page.close()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_bar_cuts_no_word(page, width, language):
    words = compiled().speaking(language).words
    course = json.loads((STATIC / "course.json").read_text("utf-8"))
    page.set_viewport_size({"width": width, "height": 700})
    for phase, key in (
        ("opening", "page.getting_ready"),
        ("unsaved", "bar.unsaved"),
        ("failed", "bar.failed"),
        ("saved", "bar.saved"),
    ):
        page.evaluate(DRAW, [dict(words.for_page()), course, phase, words[key]])
        assert (phase, page.evaluate(CUT)) == (phase, [])
        # The ear gets all of it.
        assert page.get_by_role("status").inner_text() == words[key]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


_PAGE = """<!doctype html><html lang="en" class="kit-shell"><title>The bar</title>
<link rel="stylesheet" href="/static/page.css"><link rel="stylesheet" href="/static/shell.css">
<body></body></html>"""
