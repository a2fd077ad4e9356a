"""The course bar, the notice below it and the place for a file, in a page of their own, without Jupyter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kit
from kit.content import compiled

STATIC = Path(kit.__file__).parent / "labextension/static"
KINDS = {".js": "text/javascript", ".css": "text/css; charset=utf-8", ".json": "application/json"}

DRAW = """async ([words, course, phase, state, view]) => {
  const { Bar } = await import("/static/bar.js");
  const nothing = () => {};
  const bar = new Bar(course, words, "/", {
    search: nothing, language: nothing,
    entries: [{ label: words["bar.plain"], means: words["bar.plain_means"], act: nothing }],
  });
  const notice = document.createElement("div");
  notice.className = "kit-notice";
  notice.textContent = words["shell.gone"];
  document.body.replaceChildren(bar.node, notice);
  const { notebook, steps } = course.weeks[1];
  document.documentElement.dataset.kitShown = view ? "page" : "notebook";
  bar.render({ place: { notebook, view: view ?? steps[11].slug }, progress: null, state, phase });
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
    return json.loads((STATIC / "course.json").read_text("utf-8"))


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
          const { followLinks } = await import("/static/links.js");
          window.went = [];
          followLinks(course, "/", place => went.push(place.view));
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
    assert offered == ["English", "Español"]
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


@pytest.mark.parametrize("place", [".kit-turn", ".kit-choice", ".kit-another"])
def test_a_scene_that_starts_again_has_the_focus_at_its_turn(page, place):
    page.evaluate("document.documentElement.dataset.kitShown = 'notebook'")
    page.evaluate(_START_AGAIN, [place, _SCENE])
    assert page.evaluate("document.activeElement.className") == "kit-turn"
    assert page.evaluate("document.activeElement.closest('section').id") == "anew"
    assert page.evaluate("document.activeElement.textContent") == "What she says."


def test_who_left_the_scene_before_it_starts_again_stays_there(page):
    page.evaluate("document.documentElement.dataset.kitShown = 'notebook'")
    page.evaluate(_START_AGAIN, ["#elsewhere", _SCENE])
    assert page.evaluate("document.activeElement.id") == "elsewhere"


@pytest.mark.parametrize(
    ("place", "then"),
    [("#back", "Write again"), ("#stay", "Saved 10:42."), (".kit-state", "Saved 10:42."), ("#more", "why")],
)
def test_a_form_that_starts_again_has_the_focus_at_its_button_or_the_line_beside_it(page, place, then):
    page.evaluate("document.documentElement.dataset.kitShown = 'notebook'")
    page.evaluate(_START_AGAIN, [place, _ASKED, _ANSWERED])
    assert page.evaluate("document.activeElement.closest('section').id") == "anew"
    assert page.evaluate("document.activeElement.textContent") == then
    # What the button does next takes the focus elsewhere, and it is not fetched back.
    page.keyboard.press("Shift")
    page.evaluate("document.querySelector('#elsewhere').focus()")
    assert page.evaluate("document.activeElement.id") == "elsewhere"


def test_the_field_has_the_focus_until_the_learner_goes_elsewhere_however_late_jupyterlab_takes_it(page):
    page.clock.install()
    page.evaluate("document.documentElement.dataset.kitShown = 'notebook'")
    stolen = """async how => {
      const cell = document.querySelector('.jp-Cell');
      const field = document.querySelector('#anew textarea');
      if (how === 'cell') cell.focus();
      else if (how === 'nowhere') field.blur();
      else document.querySelector(how).focus();
      await null;
      return document.activeElement === field;
    }"""

    def start_again():
        page.evaluate(_START_AGAIN, ["textarea", _WRITING])
        cell = "<div class='jp-Cell' tabindex='-1'>A cell.</div>"
        page.evaluate("cell => document.querySelector('#anew').insertAdjacentHTML('beforeend', cell)", cell)
        page.clock.fast_forward(600_000)

    start_again()
    for how in ("cell", "nowhere", "cell"):
        assert page.evaluate(stolen, how), how
    page.keyboard.type("Amari")
    assert page.locator("#anew textarea").input_value() == "Amari"
    # A screen reader goes elsewhere without a key that the page hears.
    assert not page.evaluate(stolen, "#elsewhere")
    assert not page.evaluate(stolen, "cell")
    for goes in ("Tab", "pointer"):
        start_again()
        assert page.evaluate(stolen, "cell")
        if goes == "Tab":
            page.keyboard.press("Tab")
        else:
            page.locator(".jp-Cell").click()
        assert page.evaluate("document.activeElement.className") == "jp-Cell" or goes == "Tab"
        assert not page.evaluate(stolen, "cell")


_WRITING = """<div class="kit-form" data-kind="prose" data-items="equity.reflection"><fieldset>
  <textarea></textarea><p class="kit-state" tabindex="-1">Saved 10:42.</p></fieldset></div>"""
"""A form in which somebody writes, as far as the focus knows it."""

_ANSWERED = """<div class="kit-form" data-kind="prose" data-items="equity.first_thought"><fieldset>
  <p><button>Write again</button></p></fieldset><fieldset>
  <button id="more">why</button><p class="kit-state" tabindex="-1">Saved 10:42.</p>
  <button hidden>Done</button><button id="back">Write again</button></fieldset></div>"""
"""A form whose answer is given, as far as the focus knows it."""

_ASKED = _ANSWERED.replace("</fieldset></div>", '<button id="stay">Keep it</button></fieldset></div>')
"""The same while something is asked in it."""

_SCENE = """<div class="kit-form" data-kind="scene" data-items="scene.x scene.x.played"><fieldset>
  <input type="radio" disabled><button class="kit-another">Another way</button>
  <div class="kit-turn" tabindex="-1"><button class="kit-choice">What she says.</button></div>
</fieldset></div>"""
"""A scene's form, as far as the focus knows it."""

_START_AGAIN = """async ([place, scene, later = scene]) => {
  const { Typing } = await import("/static/typing_place.js");
  const { StandIn } = await import("/static/stand_in.js");
  const main = document.createElement("main");
  main.id = "main";
  main.innerHTML = `<button id="elsewhere">Elsewhere</button><section id="old">${scene}</section>`;
  document.body.replaceChildren(main);
  const typing = new Typing(document.createElement("p"));
  document.querySelector(place).focus();
  const old = document.getElementById("old");
  const standIn = new StandIn(old, typing.placeIn(old), () => true);
  old.remove();
  const anew = document.createElement("section");
  anew.id = "anew";
  anew.innerHTML = later;
  main.append(anew);
  await standIn.until(anew, Promise.resolve());
  standIn.giveWay(anew);
}"""
_GAP = """document.querySelector('.kit-notice').getBoundingClientRect().top
  - document.querySelector('.kit-top').getBoundingClientRect().bottom"""
_DROP = """async ([words, course]) => {
  const { dropPlace } = await import("/static/drop.js");
  window.asked = [];
  const server = { ask: async (_, { confirm }) => {
    asked.push(confirm);
    return { learner: "ana", course: null, hand_in_to: null, due: [] };
  } };
  const page = document.createElement("main");
  page.id = "kit-page";
  page.append(dropPlace({ course, words, base: "/", server })());
  document.body.replaceChildren(page);
  document.documentElement.dataset.kitShown = "page";
}"""
_PAGE = """<!doctype html><html lang="en" class="kit-shell"><title>The bar</title>
<link rel="stylesheet" href="/static/page.css"><link rel="stylesheet" href="/static/shell.css">
<body></body></html>"""
