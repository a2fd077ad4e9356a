"""The course bar, the notice below it and the place for a file, in a page of their own, without Jupyter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kit
from kit.content import compiled

STATIC = Path(kit.__file__).parent / "static"
KINDS = {".js": "text/javascript", ".css": "text/css; charset=utf-8", ".json": "application/json"}

DRAW = """async ([words, course, phase, state, view]) => {
  const { bar } = await import("/static/shell/bar.js");
  const { render } = await import("/static/vendor/lit-html.js");
  const nothing = () => {};
  const top = document.createElement("header");
  top.className = "kit-top";
  const notice = document.createElement("div");
  notice.className = "kit-notice";
  notice.textContent = words["shell.gone"];
  document.body.replaceChildren(top, notice);
  const { notebook, steps } = course.weeks[1];
  document.documentElement.dataset.kitShown = view ? "page" : "notebook";
  render(bar({ course, words, place: { notebook, view: view ?? steps[11].slug }, progress: null, state, phase,
    search: nothing, language: nothing, skip: nothing, entries: [] }), top);
  await document.fonts.ready;
}"""
_DRAW_WHOLE = DRAW.replace("view ?? steps[11].slug", '"whole-page"')
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


@pytest.fixture(scope="module")
def course():
    return json.loads((STATIC / "shell/course.json").read_text("utf-8"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_bar_cuts_no_word(page, course, width, language):
    words = compiled().speaking(language).words
    page.set_viewport_size({"width": width, "height": 700})
    for phase, key in (
        ("opening", "page.getting_ready"),
        ("unsaved", "bar.unsaved"),
        ("failed", "bar.failed"),
        ("saved", "bar.saved"),
        ("saved", "bar.saved_so_far"),
    ):
        page.evaluate(DRAW, [dict(words.for_page()), course, phase, words[key]])
        assert (phase, page.evaluate(CUT)) == (phase, [])
        # The ear gets all of it.
        assert page.get_by_role("status").inner_text() == words[key]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [320, 375, 390])
def test_on_a_phone_the_whole_page_keeps_the_arrow_of_its_steps(page, course, width, language):
    words = compiled().speaking(language).words
    page.set_viewport_size({"width": width, "height": 700})
    page.evaluate(_DRAW_WHOLE, [dict(words.for_page()), course, "saved", words["bar.saved"]])
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_steps_have_room_beside_them_and_close_once_one_is_chosen(page, course):
    words = dict(compiled().words.for_page())
    page.set_viewport_size({"width": 390, "height": 700})
    page.evaluate(DRAW, [words, course, "saved", words["bar.saved"]])
    page.evaluate(
        """async course => {
          const { followLinks } = await import("/static/shell/links.js");
          window.went = [];
          history.replaceState(null, "", "/01_equity.html");
          followLinks(course, place => went.push(place.view));
        }""",
        course,
    )
    page.locator(".kit-bar-where").click()
    steps = page.locator("#kit-steps")
    box = steps.bounding_box()
    assert (box["x"], box["x"] + box["width"]) == (16, 390 - 16)
    steps.locator("li a").nth(2).click()
    assert page.evaluate("went") == [course["weeks"][1]["steps"][2]["slug"]]
    assert not steps.is_visible()


def test_on_a_phone_the_notice_stands_at_the_bar_once_the_page_is_scrolled(page, course):
    words = dict(compiled().words.for_page())
    page.set_viewport_size({"width": 390, "height": 700})
    for phase in ("failed", "saved"):
        page.evaluate(DRAW, [words, course, phase, words[f"bar.{phase}"]])
        page.evaluate("document.body.style.minHeight = '3000px'; scrollTo(0, 400)")
        assert (phase, page.evaluate(_GAP)) == (phase, 0)
        page.evaluate("document.body.style.minHeight = ''")


def test_on_home_the_bar_reaches_both_edges_and_help_offers_nothing_for_a_notebook(page, course):
    words = dict(compiled().words.for_page())
    page.set_viewport_size({"width": 390, "height": 700})
    page.evaluate(DRAW, [words, course, "saved", words["bar.saved"], "home"])
    right = page.evaluate("document.querySelector('.kit-bar-help').getBoundingClientRect().right")
    assert right == page.evaluate("document.querySelector('.kit-top nav').clientWidth") - 4
    page.locator(".kit-bar-help").click()
    offered = [
        one.inner_text().split("\n")[0] for one in page.locator("#kit-help .kit-menu-item:visible").all()
    ]
    titles = [words[f"bar.help_{one}_title"] for one in ("saving", "back", "files", "looks", "who")]
    assert offered == [*titles, words["bar.glossary"], words["bar.law"], "English", "Español"]
    weights = page.evaluate(
        "[...document.querySelectorAll('#kit-help [lang]')].map(one => getComputedStyle(one).fontWeight)"
    )
    assert weights == ["600", "400"], "the language that is chosen is seen"
    page.keyboard.press("Escape")


def test_escape_leaves_the_question_of_an_invitation(page, course):
    words = dict(compiled().words.for_page())
    page.evaluate(_DROP, [words, course])
    page.locator("input[type=file]").set_input_files(
        {"name": "invitation.json", "mimeType": "application/json", "buffer": b'{"learner": "ana"}'}
    )
    page.get_by_role("button", name=words["home.invited_yes"]).wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name=words["home.invited_yes"]).count() == 0
    assert page.get_by_role("status").inner_text() == words["home.invited_left"]
    assert page.evaluate("asked") == [False], "it was looked at, and not taken"


_GAP = """document.querySelector('.kit-notice').getBoundingClientRect().top
  - document.querySelector('.kit-top').getBoundingClientRect().bottom"""
_DROP = """async ([words, course]) => {
  const { DropPlace } = await import("/static/shell/drop.js");
  const { render } = await import("/static/vendor/lit-html.js");
  window.asked = [];
  const server = { ask: async (_, { confirm }) => {
    asked.push(confirm);
    return { learner: "ana", course: null, hand_in_to: null, due: [] };
  } };
  const page = document.createElement("main");
  page.id = "kit-page";
  const place = new DropPlace(course, words, server, { render: () => render(place.render(), page) });
  render(place.render(), page);
  document.body.replaceChildren(page);
  document.documentElement.dataset.kitShown = "page";
}"""
_PAGE = """<!doctype html><html lang="en" class="kit-shell"><title>The bar</title>
<link rel="stylesheet" href="/static/shell/look.css"><link rel="stylesheet" href="/static/shell/shell.css">
<body></body></html>"""
