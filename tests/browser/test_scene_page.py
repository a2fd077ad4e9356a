"""A scene, played in JupyterLab: by keyboard alone, through a dead kernel, as a screen reader meets it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
import psutil
import pytest
from access import transcript, violations
from playwright.sync_api import expect

from kit.content import compiled
from kit.journal import open_journal
from kit.model.scene_path import path_in
from kit.scenes.saved import GONE, left_behind, of_path

SCENE = Path(__file__).parents[1] / "data" / "scene_walk.json"
HEARD = Path(__file__).with_name("scene_heard.yaml")
"""What a screen reader is told of a scene that was played to its end, read with care and then kept."""

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
OPENING = f"""
import json
from pathlib import Path
from kit import open_course
from kit.content import compiled
from kit.content.scene_files import items_with
from kit.model.scenes import Scene

held = json.loads(Path({str(SCENE)!r}).read_text(encoding="utf-8"))["scene"]
content = compiled()
case = content.cases["ms_perez"]

def course(name):
    scenes = {{name: Scene.model_validate({{"schema_version": 1, **held, "id": name}})}}
    items = items_with(scenes.values(), case.items, content.words)
    cases = {{"ms_perez": case.model_copy(update={{"scenes": scenes, "items": items}})}}
    return open_course("ms_perez", content=content.model_copy(update={{"cases": cases}}))

def play(name):
    return course(name).scene(name)
"""


def write_notebook(path, *sources):
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)


@pytest.fixture
def played(jupyter, open_page):
    """Open a notebook that plays the scene under a name of its own."""

    def open_one(name, **how):
        write_notebook(jupyter.workspace / f"{name}.ipynb", OPENING, f"play({name!r})")
        return open_page(f"{name}.ipynb", **how)

    return open_one


def scene(page):
    found = page.locator(".kit-form[data-kind=scene]")
    found.wait_for(timeout=40_000)
    expect(found.locator(".kit-state").first).not_to_have_text(re.compile("^Opening"), timeout=30_000)
    return found


def saved(jupyter, item):
    return [r for r in open_journal(jupyter.workspace).responses() if r.item == item]


def here(page):
    """Where a keyboard stands: in the typed line, at the choices, or elsewhere."""
    return page.evaluate(
        "document.activeElement.matches('.kit-own-words textarea') ? 'line'"
        " : document.activeElement.matches('.kit-turn') ? 'turn' : document.activeElement.outerHTML"
    )


@pytest.mark.slow
def test_a_whole_scene_by_keyboard_alone(jupyter, played, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(jupyter.data))
    page = played("by_keyboard")
    page.emulate_media(reduced_motion="reduce")
    form = scene(page)
    log = form.get_by_role("log")
    cells = page.locator(".jp-CodeCell").count()
    form.get_by_label("Say it in your own words first").focus()
    page.evaluate(
        """window.added = [];
        const log = document.querySelector('.kit-scene-log');
        window.first = log.firstElementChild;
        new MutationObserver(changes => changes.forEach(change => {
          if (change.removedNodes.length) window.added.push('removed');
          change.addedNodes.forEach(node => node instanceof Element
            && window.added.push(node.textContent.replace(/\\s+/g, ' ').trim()));
        })).observe(log, { childList: true });"""
    )
    page.keyboard.type("Can she come at 2 or 3, and bring the IEP?")
    page.keyboard.press("Enter")
    assert here(page) == "turn"
    assert form.locator(".kit-hints li").all_text_contents() == [
        "This can be answered with yes or no: “Can she come at 2 or 3, and bring the IEP?”",
        "A word from school that may need an everyday word: IEP",
        "She hears this. If “she” means her, say “you”.",
    ]
    page.keyboard.press("2")
    assert here(page) == "turn"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert here(page) == "turn"
    # What was said is told once, line by line, and what stood there is not drawn again.
    added = page.evaluate("window.added")
    assert added[0].startswith("You In your own words: Can she come at 2 or 3")
    assert "¿Y a qué hora cree que duermo? Mr. Arce: And when do you think I sleep?" in added[1]
    assert "removed" not in added
    assert page.evaluate("window.first.isConnected")
    assert log.get_attribute("aria-live") == "polite"
    page.keyboard.press("1")
    assert here(page) == "turn"
    expect(form.get_by_text("How it ended: She names an hour")).to_be_visible()
    assert form.get_by_text("Only she can say.").is_visible()
    assert violations(page, ".kit-form") == []

    expect(form.locator(".kit-state").first).to_have_text(re.compile("^(?!Draft).* · Saved"), timeout=15_000)
    stops = 0
    while not page.evaluate("document.activeElement.matches('.kit-played input')"):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.name?.startsWith('kit-again') && !document.activeElement.checked"
        ):
            page.keyboard.press("Space")
        stops += 1
        assert stops < 60, "no way to the line that it was played"
    page.keyboard.press("Space")
    expect(form.locator(".kit-state").first).to_have_text(re.compile("^(?!Draft).* · Saved"), timeout=15_000)
    expect(form.get_by_text("your instructor learns that you played this")).to_be_visible(timeout=15_000)
    assert page.locator(".jp-CodeCell").count() == cells

    at_the_end, line = saved(jupyter, "scene.by_keyboard")
    assert (at_the_end.lane, line.lane, line.parent) == ("private", "private", at_the_end.id)
    assert line.value == {
        "voice": "a",
        "path": [
            {"turn": "ring", "choice": "tell", "typed": "Can she come at 2 or 3, and bring the IEP?"},
            {"turn": "worry", "choice": "sorry"},
            {"turn": "hours", "choice": "thanks"},
        ],
        "ending": "hour",
        "again": "Can she come at 2 or 3, and bring the IEP?",
    }
    [told] = saved(jupyter, "scene.by_keyboard.played")
    assert (told.lane, told.value) == ("shared", {"played": True})
    assert "Can she come" not in (jupyter.workspace / "responses.jsonl").read_text(encoding="utf-8")
    heard = re.sub(r"\d\d:\d\d", "(time)", transcript(page, ".kit-form"))
    if os.environ.get("KIT_TRANSCRIPT") == "write":
        HEARD.write_text(heard, encoding="utf-8")
    assert heard == HEARD.read_text(encoding="utf-8"), (
        "What a screen reader is told has changed. If it reads well, keep it: run this test with "
        "KIT_TRANSCRIPT=write, and read what git shows."
    )
    assert page.errors == []


@pytest.mark.slow
def test_a_scene_goes_on_after_a_killed_kernel_and_another_way_keeps_the_first(jupyter, played, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(jupyter.data))
    page = played("through_a_kill", width=390, height=844, dark=True)
    form = scene(page)
    form.get_by_role("button", name="See 4 ways").click()
    form.get_by_role("button", name="You wait.").click()
    expect(form.locator(".kit-state").first).to_have_text(re.compile("^Draft · Saved"), timeout=15_000)
    for process in psutil.Process(jupyter.pid).children(recursive=True):
        if "ipykernel" in " ".join(process.cmdline()):
            process.kill()
    # A turn asks no kernel. Jupyter's own message about its restart may lie over the page.
    form.get_by_role("button", name="One more thing about Thursday.").dispatch_event("click")
    form.get_by_text("First tell me how my son is.").wait_for()
    expect(form.locator(".kit-state").first).to_have_text(re.compile("^NOT saved"), timeout=15_000)

    page.reload()
    jupyter.run_all(page)
    form = scene(page)
    form.get_by_text("First tell me how my son is.").wait_for(timeout=15_000)
    assert form.locator(".kit-own").count() == 2
    onward = form.get_by_role("button", name="Go on where you were")
    page.emulate_media(reduced_motion="reduce")
    onward.evaluate("node => node.scrollIntoView({block: 'start'})")
    onward.click()
    expect(onward).to_be_hidden()
    assert here(page) == "turn"
    assert form.get_by_role("button", name="I'll leave you a message, then.").evaluate(
        "node => node.getBoundingClientRect().bottom <= innerHeight && node.getBoundingClientRect().top >= 0"
    )
    form.get_by_role("button", name="Start over").click()
    assert "back to its beginning" in form.text_content()
    form.get_by_role("button", name="Stay here").click()
    form.get_by_role("button", name="I'll leave you a message, then.").click()
    expect(form.get_by_text("How it ended: You leave a message")).to_be_visible()
    assert form.get_by_text("With her, the talk went another way").count() == 0
    expect(form.get_by_role("checkbox", name="Tell my instructor")).not_to_be_checked()
    form.get_by_role("button", name="Try it another way: One more thing").click()
    expect(form.locator(".kit-own")).to_have_count(1, timeout=15_000)
    form.get_by_role("button", name="After three, by message.").click()
    form.get_by_role("button", name="Done", exact=True).click()
    expect(form.locator(".kit-state").first).to_have_text(re.compile("^(?!Draft).* · Saved"), timeout=15_000)
    first, second = saved(jupyter, "scene.through_a_kill")
    assert [step["choice"] for step in first.value["path"]] == ["wait", "back", "message"]
    assert [step["choice"] for step in second.value["path"]] == ["wait", "thanks"]
    assert (second.parent, second.value["ending"]) == (first.id, "hour")
    assert saved(jupyter, "scene.through_a_kill.played") == []

    form.get_by_text("Play it together").click()
    assert form.get_by_text("You can always pass.").is_visible()
    # The ring of an opened role card is within the card, and over no line of it.
    card = form.locator(".kit-role").first
    card.locator("summary").click()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert card.evaluate(
        """card => {
          const head = card.querySelector("summary"), style = getComputedStyle(head);
          const edge = head.getBoundingClientRect();
          const out = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
          return head === document.activeElement && style.outlineStyle === "solid"
            && edge.bottom + out <= head.nextElementSibling.getBoundingClientRect().top
            && edge.left - out >= card.getBoundingClientRect().left;
        }"""
    )
    assert violations(page, ".kit-form") == []
    assert page.evaluate("(f => f.scrollWidth <= f.clientWidth)(document.querySelector('.kit-form'))")
    assert page.errors == []


@pytest.mark.slow
def test_a_digit_chooses_from_anywhere_on_the_page_and_is_typed_in_a_field(chromium, open_page, played):
    page = played("from_anywhere")
    page.emulate_media(reduced_motion="reduce")
    form = scene(page)
    lines = form.locator(".kit-own")

    def press(key):
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(key)

    hint = form.get_by_text("or Tab and Enter.")
    press("1")
    assert lines.count() == 0, "the ways are not shown yet"
    form.get_by_role("button", name="See 4 ways").click()
    assert hint.is_visible()
    field = form.locator(".kit-turn textarea")
    field.focus()
    page.keyboard.press("1")
    assert (field.input_value(), lines.count()) == ("1", 0)
    field.fill("")
    press("2")
    expect(lines).to_have_count(1)
    assert here(page) == "turn"
    page.set_viewport_size({"width": 1280, "height": 120})
    form.get_by_text("Play it together").evaluate("node => node.scrollIntoView({block: 'end'})")
    press("1")
    assert lines.count() == 1, "no choice is in sight"
    page.set_viewport_size({"width": 1280, "height": 900})
    form.locator(".kit-turn").evaluate("node => node.scrollIntoView({block: 'center'})")
    press("1")
    expect(lines).to_have_count(2)
    assert page.errors == []

    touch = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    try:
        touch.hosts = set()
        phone = open_page("from_anywhere.ipynb", context=touch)
        phone.emulate_media(reduced_motion="reduce")
        assert phone.evaluate("matchMedia('(hover: none)').matches")
        turn = scene(phone).get_by_role("group", name=re.compile("^What do you say"))
        assert turn.get_by_text("What do you say?").is_visible()
        assert not turn.get_by_text("or Tab and Enter.").is_visible()
        assert "Enter" not in turn.get_attribute("aria-label")
    finally:
        touch.close()


@pytest.mark.slow
def test_an_empty_reflection_may_start_from_the_scene_that_was_kept(jupyter, open_page):
    reflect = "course('kept').reflect('equity.reflection')"
    write_notebook(jupyter.workspace / "kept.ipynb", OPENING, "play('kept')", reflect)
    page = open_page("kept.ipynb", width=390, height=844)
    form, text = scene(page), page.locator(".kit-form[data-items~='equity.reflection']")
    field = text.get_by_label("Your answer")
    start = text.get_by_role("button", name="Start from “The first call” as you played it")
    form.get_by_role("button", name="See 4 ways").click()
    form.get_by_role("button").filter(has_text="I'll call you on Thursday.").first.click()
    assert start.count() == 0, "it was not kept yet"
    form.get_by_role("button").filter(has_text="leave you a message").first.click()
    form.get_by_role("radio").last.check()
    expect(start).to_be_visible(timeout=15_000)
    assert "your private scene" in text.locator(".kit-starts").text_content()
    assert field.input_value() == ""
    assert violations(page, ".kit-form") == []
    field.fill("Mine.")
    expect(start).to_be_hidden()
    field.fill("")
    start.click()
    expect(start).to_be_hidden()
    assert field.evaluate("one => one === document.activeElement")
    draft = field.input_value()
    assert draft.startswith("From the scene “The first call”\n\nA line I would say again: ")
    assert "What I didn't find out in the talk: " in draft
    page.keyboard.type("Now mine.")
    assert field.input_value() == f"{draft}Now mine."
    expect(text.locator(".kit-state").first).to_have_text(re.compile("^Draft · Saved"), timeout=15_000)
    assert saved(jupyter, "equity.reflection") == []
    assert page.errors == []


COURSE = 'from kit import open_course\n\ncourse = open_course("ms_perez")'


@pytest.mark.slow
def test_a_scene_of_the_course_is_played_to_its_end_and_told_to_a_later_one(jupyter, open_page, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(jupyter.data))
    scenes = compiled().cases["ms_perez"].scenes
    first, last = next(iter(scenes)), list(scenes)[-1]
    write_notebook(jupyter.workspace / "of_the_course.ipynb", COURSE, f'course.scene("{first}")')
    page = open_page("of_the_course.ipynb")
    page.emulate_media(reduced_motion="reduce")
    form = scene(page)
    for _ in range(30):
        if form.get_by_text("How it ended").count():
            break
        for button in form.get_by_role("button", name=re.compile("^See . ways")).all():
            button.click()
        form.locator(".kit-choice").first.click()
    expect(form.locator(".kit-state").first).to_have_text(re.compile("^(?!Draft).* · Saved"), timeout=15_000)
    [line] = saved(jupyter, f"scene.{first}")
    path = path_in(line.value)
    assert path.ending in scenes[first].endings
    assert not [said for said in of_path(scenes[first], path).lines if said.who == GONE]
    assert page.errors == []

    write_notebook(jupyter.workspace / "later.ipynb", COURSE, f'course.scene("{last}")')
    # What a scene leaves comes from private answers: it is told to the page, and stands in no file.
    told = left_behind(scenes, [line])
    later = open_page("later.ipynb")
    scene(later)
    text = (jupyter.workspace / "later.ipynb").read_text(encoding="utf-8")
    assert told
    assert not [one for one in told if one in text]
