"""Where a reader may look: closed until opened, walked by keyboard, in the learner's words, kept nowhere."""

from __future__ import annotations

import json

import pytest
from access import violations
from bare_form import BareForm
from playwright.sync_api import expect
from test_forms import axe

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.questions import prose
from kit.forms.second_opinion import SecondOpinion
from kit.forms.session import FormSession
from kit.journal import make_workspace, update_workspace

SAID = (
    "At the fall conference a student's grandfather laid our report face down and looked at the door. I saw "
    "that, and I <b>took</b> it to mean that he was angry with us. It could have meant that he was tired, or "
    "that nobody had asked him anything yet. I have gone over it a few times since then."
)


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    yield page
    page.close()


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return make_workspace(tmp_path / "course", "ana")


@pytest.fixture
def text(page, workspace):
    """The form of a graded reflection, on a page without Jupyter."""
    case = compiled().cases["ms_perez"]
    item = case.item("equity.reflection")
    graded = next(one for one in case.items.assignments if one.id == "equity")
    session = FormSession(FormContext(workspace, "ms_perez", compiled().words), [item])
    BareForm(page, prose(session, item, SecondOpinion(compiled().rubric, graded, "equity")))
    return page.locator(".kit-form")


def test_the_whole_walk_by_keyboard(page, text, workspace):
    field, panel = text.get_by_label("Your answer"), text.locator("details.kit-opinion")
    groups, next_step = panel.get_by_role("group"), panel.locator(".kit-opinion-next")
    rubric = {one.id: one for one in compiled().rubric.criteria}

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)

    # Too little to ask about: a note, and no questions.
    field.fill("A father folded our letter.")
    panel.locator("summary").focus()
    press("Enter")
    expect(panel.locator(".kit-opinion-says")).to_have_count(1)
    expect(panel.get_by_role("radio")).to_have_count(0)

    # The button goes once it was pressed, and the first question has the focus.
    field.fill(SAID)
    panel.get_by_role("button").focus()
    press("Enter")
    questions = groups.nth(0).get_by_role("radio")
    expect(questions).to_have_count(len(rubric))
    expect(questions.first).to_be_focused()
    expect(groups).to_have_count(1)

    # Each question leads to sentences of the text, each exactly as it stands there.
    for at in range(len(rubric)):
        press("Space" if at == 0 else "ArrowDown")
        expect(questions.nth(at)).to_be_focused()
        expect(groups.nth(1).get_by_role("radio")).to_have_count(4)
        rows = groups.nth(1).locator(".kit-row > span").all_text_contents()
        starts = [SAID.index(row) for row in rows[:-1]]
        assert starts == sorted({*starts})
        expect(groups).to_have_count(2)

    # A sentence leads to two anchors side by side, and an anchor to what to try next.
    press("Tab", "Space")
    expect(groups).to_have_count(3)
    assert groups.nth(2).get_by_role("radio").count() == 2
    expect(next_step).to_be_empty()
    press("Tab", "Space")
    (criterion,) = [
        one for one in rubric.values() if one.question in questions.last.locator("..").inner_text()
    ]
    anchors = groups.nth(2).locator(".kit-row > span").all_text_contents()
    at = [level.anchor for level in criterion.levels].index(anchors[0])
    assert anchors[1] == criterion.levels[at + 1].anchor
    expect(next_step).to_contain_text(criterion.levels[at].try_next)
    press("ArrowDown")
    expect(next_step).to_contain_text(criterion.levels[at + 1].try_next)
    assert axe(page) == []
    page.evaluate("document.body.dataset.jpThemeLight = 'false', document.body.style.background = '#111'")
    assert violations(page, ".kit-form", contrast=True) == []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        assert panel.evaluate("one => one.scrollWidth <= one.clientWidth + 1")

    # "None of these" needs no anchors.
    press("Shift+Tab", "ArrowUp")
    expect(groups.nth(1).get_by_role("radio").last).to_be_checked()
    expect(groups).to_have_count(2)
    expect(next_step).to_contain_text(criterion.levels[0].try_next)

    # After a change, the same question is looked at again.
    field.fill(SAID + " Next Tuesday I will call him and ask what he made of the report.")
    panel.get_by_role("button").focus()
    press("Enter")
    picked = panel.get_by_role("radio", checked=True)
    expect(picked).to_have_count(1)
    expect(picked).to_be_focused()
    assert criterion.question in picked.locator("..").inner_text()
    expect(groups.nth(1).get_by_role("radio")).to_have_count(4)
    expect(panel.get_by_role("button")).to_be_hidden()

    # A note takes their place again, and the title has the focus.
    field.fill("His wife had died in May. " + SAID)
    panel.get_by_role("button").focus()
    press("Enter")
    expect(panel.get_by_role("radio")).to_have_count(0)
    expect(panel.locator("summary")).to_be_focused()
    assert not any(b"laid our" in one.read_bytes() for one in workspace.rglob("responses.jsonl"))
    assert page.errors == []


@pytest.mark.slow
def test_whoever_is_alone_marks_the_text_and_nobody_else_sees_it(jupyter, open_page, notebook):
    update_workspace(jupyter.workspace, alone=True)
    try:
        page = open_page(notebook("alone", "open_course('ms_perez').reflect('respect.reflection')"))
        text = page.locator("[data-items~='respect.reflection']")
        panel = text.locator(".kit-self-marking")
        text.get_by_label("Your answer").fill("I asked her when she could come.", timeout=40_000)
        expect(text.locator(".kit-lane-told").first).to_contain_text("Only you so far")
        expect(text.locator(".kit-records")).to_have_count(0)
        expect(panel).to_be_hidden()
        text.get_by_role("button", name="Done").first.click()
        expect(panel).to_be_visible(timeout=20_000)
        parts = panel.locator(".kit-criterion")
        assert parts.count() == 5
        parts.nth(0).get_by_role("radio").nth(2).check()
        expect(parts.nth(0).get_by_label("The words that earn it")).to_be_hidden()
        sentence = panel.locator(".kit-sentence")
        sentence.click()
        expect(sentence).to_have_attribute("aria-pressed", "true")
        parts.nth(1).get_by_role("radio").nth(1).check()
        expect(sentence).to_have_attribute("aria-pressed", "false")
        panel.get_by_role("button", name="Done").click()
        expect(panel.locator(".kit-state")).to_contain_text("Left to choose: 4 of 5")
        for part in parts.all()[1:]:
            part.get_by_role("radio").nth(1).check()
        panel.get_by_role("button", name="Done").click()
        expect(panel.locator(".kit-state")).to_contain_text("Only you · Saved", timeout=20_000)
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
        assert kept["value"]["criteria"]["event"] == {
            "level": 2,
            "words": "I asked her when she could come.",
        }
        assert b"self_marking" not in (jupyter.workspace / "responses.jsonl").read_bytes()
        page.reload()
        jupyter.run_all(page)
        expect(parts.nth(0).get_by_role("radio").nth(2)).to_be_checked(timeout=40_000)
        assert page.errors == []
    finally:
        update_workspace(jupyter.workspace, alone=False)
