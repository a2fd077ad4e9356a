"""The course's notebooks in JupyterLab: they run when they open, unless something is in the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from access import violations
from plain_lab import COURSE, kits_own, serving
from playwright.sync_api import expect
from test_forms import form, kill_kernels

from kit.journal import open_journal, update_workspace
from kit.pages.notebook_copies import refresh

SEEN = {"timeout": 60_000}
TOKEN = "of-this-test"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab in the folder of a learner who is alone and whose year is in voice b."""
    home = tmp_path_factory.mktemp("lab")
    workspace = home / "course"
    refresh(workspace)
    update_workspace(workspace, voice="b", alone=True)
    course = "--ServerApp.jpserver_extensions={'kit.pages': True}"
    share = {"JUPYTER_PATH": kits_own(home / "share")}
    with serving(home, workspace, course, token=TOKEN, **share) as server:
        yield server


@pytest.fixture
def page(chromium, lab):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    # anywidget gives a form two seconds; on a computer that runs all tests at once, one may need more.
    assert [error for error in page.errors if "Failed to initialize model" not in error] == []
    context.close()


def opened(page, lab, name):
    page.goto(f"{lab.url}/lab/tree/{name}?reset&token={TOKEN}")
    page.locator(".kit-notebook-line").wait_for(state="attached", **SEEN)
    return page


def calls(name):
    cells = json.loads((COURSE / "notebooks" / name).read_text("utf-8"))["cells"]
    return sum(cell["cell_type"] == "code" for cell in cells) - 1


def test_a_notebook_opens_with_its_forms_without_code_and_is_saved_without_what_it_showed(page, lab):
    name = "01_equity.ipynb"
    opened(page, lab, name)
    expect(page.locator(".kit-form")).to_have_count(calls(name), **SEEN)
    expect(page.locator(".kit-notebook-line")).to_have_text("")
    expect(page.locator(".jp-CodeCell .cm-content:visible")).to_have_count(0)
    form(page, "equity.first_thought")
    assert violations(page, ".kit-form") == []
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
    page.wait_for_timeout(500)
    assert violations(page, ".kit-form", contrast=True) == []
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Light' })")
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1500)
    saved = (lab.workspace / name).read_text("utf-8")
    assert [cell.get("outputs", []) for cell in json.loads(saved)["cells"] if cell.get("outputs")] == []
    assert "widgets" not in json.loads(saved)["metadata"]
    expect(page.locator(".kit-form")).to_have_count(calls(name))


def looks_as_on_the_pages(page):
    """Expect who speaks, what is private and a sheet of paper to look as there, and no style as text."""
    hers = page.locator(".jp-RenderedMarkdown .kit-hers-letter").first
    expect(hers).to_have_css("border-left-style", "double")
    expect(hers.locator("[lang=es]")).to_have_css("font-style", "italic")
    for callout, style in (("private", "dotted"), ("stretch", "dashed"), ("ask", "solid")):
        expect(page.locator(f".kit-callout-{callout}").first).to_have_css("border-left-style", style)
    expect(page.locator(".kit-page").first).not_to_have_css("box-shadow", "none")
    assert "kit-callout" not in page.inner_text("body")


def test_what_nbconvert_makes_looks_as_on_the_pages(chromium, tmp_path):
    from nbconvert import HTMLExporter

    made, _ = HTMLExporter().from_filename(COURSE / "notebooks" / "01_equity.ipynb")
    (tmp_path / "01.html").write_text(made, "utf-8")
    page = chromium.new_page()
    page.goto((tmp_path / "01.html").as_uri())
    looks_as_on_the_pages(page)
    page.close()


@pytest.mark.slow
def test_her_words_and_those_for_one_who_is_alone_stand_in_the_text(page, lab):
    opened(page, lab, "01_equity.ipynb")
    expect(page.locator(".kit-hers-told").first).to_be_visible(**SEEN)
    looks_as_on_the_pages(page)
    words = page.locator(".jp-Notebook .jp-MarkdownCell").all_inner_texts()
    assert "instructor" not in " ".join(words).lower()


@pytest.mark.slow
def test_a_killed_kernel_takes_no_word_with_it_and_the_forms_come_back(page, lab):
    opened(page, lab, "01_equity.ipynb")
    habit = form(page, "equity.habit")
    habit.get_by_role("textbox").fill("She says when.")
    expect(habit.locator(".kit-state").first).to_have_text(re.compile("Draft · Saved"), **SEEN)
    kill_kernels(lab.pid)
    habit.get_by_role("textbox").fill("She says when she can talk.")
    page.locator(".jp-Dialog").get_by_role("button", name="Ok").click(**SEEN)
    expect(habit.locator(".kit-state").first).to_have_text(re.compile("Draft · Saved"), **SEEN)
    expect(habit.get_by_role("textbox")).to_have_value("She says when she can talk.")
    expect(page.locator(".kit-form")).to_have_count(calls("01_equity.ipynb"), **SEEN)


@pytest.mark.slow
def test_what_is_written_in_the_notebook_stands_on_the_page_and_back(page, lab, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(lab.data))
    opened(page, lab, "01_equity.ipynb")
    habit = form(page, "equity.habit")
    habit.get_by_role("textbox").fill("From the notebook.")
    habit.get_by_role("button", name="Done").click()
    expect(habit.locator(".kit-state").first).to_have_text(re.compile("^(?!Draft).* · Saved"), **SEEN)
    page.goto(f"{lab.url}/partnership-kit/course/01_equity.html#token={TOKEN}&step=private-pause")
    habit = form(page, "equity.habit")
    expect(habit.locator(".kit-reading")).to_have_text("From the notebook.", **SEEN)
    habit.get_by_role("button", name="Write again").click()
    habit.get_by_role("textbox").fill("From the page.")
    habit.get_by_role("button", name="Done").click()
    expect(habit.locator(".kit-reading")).to_have_text("From the page.", **SEEN)
    opened(page, lab, "01_equity.ipynb")
    expect(form(page, "equity.habit").locator(".kit-reading")).to_have_text("From the page.", **SEEN)
    written = [one.value for one in open_journal(lab.workspace).responses() if one.item == "equity.habit"]
    assert written[-1] == "From the page."


@pytest.mark.slow
def test_a_changed_notebook_is_left_alone_and_a_fresh_copy_keeps_it(page, lab, tmp_path):
    name, marker = "02_respect.ipynb", tmp_path / "touched"
    file: Path = lab.workspace / name
    changed = json.loads(file.read_text("utf-8"))
    code = {"cell_type": "code", "id": "mine", "metadata": {}, "execution_count": None, "outputs": []}
    changed["cells"].append({**code, "source": f"open({str(marker)!r}, 'w')"})
    file.write_text(json.dumps(changed), "utf-8")
    opened(page, lab, name)
    line = page.locator(".kit-notebook-line")
    expect(line).to_contain_text("was changed", **SEEN)
    expect(page.locator(".kit-form")).to_have_count(0)
    line.get_by_role("button").click()
    expect(page.locator(".kit-form")).to_have_count(calls(name), **SEEN)
    expect(line).to_contain_text("02_respect (yours).ipynb")
    kept = json.loads((lab.workspace / "02_respect (yours).ipynb").read_text("utf-8"))
    assert "".join(kept["cells"][-1]["source"]) == changed["cells"][-1]["source"]
    assert not marker.exists()


def test_saving_keeps_what_somebodys_own_cell_shows_and_no_form(page, lab):
    name = "03_communication.ipynb"
    file: Path = lab.workspace / name
    changed = json.loads(file.read_text("utf-8"))
    own = {
        "cell_type": "code",
        "id": "own",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": "6 * 7",
    }
    changed["cells"].append(own)
    file.write_text(json.dumps(changed), "utf-8")
    opened(page, lab, name)
    expect(page.locator(".kit-notebook-line")).to_contain_text("was changed", **SEEN)
    assert "native code" in page.evaluate("AbortSignal.timeout.toString()"), (
        "the browser's own, also for others"
    )
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(page.locator(".kit-form")).to_have_count(calls(name), **SEEN)
    assert page.evaluate("Object.keys(partnershipKitForms).length") == 1, "one script for all forms"
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1500)
    shown = [cell["outputs"] for cell in json.loads(file.read_text("utf-8"))["cells"] if cell.get("outputs")]
    assert [[output["data"]["text/plain"] for output in some] for some in shown] == [[["42"]]]


@pytest.mark.attack
def test_a_strangers_notebook_runs_nothing_also_where_jupyter_trusts_it(page, lab, tmp_path):
    marker = tmp_path / "touched"
    stranger = json.loads((COURSE / "notebooks" / "00_start_here.ipynb").read_text("utf-8"))
    code = {"cell_type": "code", "id": "more", "metadata": {}, "execution_count": None, "outputs": []}
    stranger["cells"].append({**code, "source": f"open({str(marker)!r}, 'w')"})
    address, token = f"{lab.url}/api/contents/stranger.ipynb", {"Authorization": f"token {TOKEN}"}
    # Whoever saves a notebook makes Jupyter trust it.
    page.request.put(address, headers=token, data={"type": "notebook", "content": stranger})
    cells = page.request.get(address, headers=token).json()["content"]["cells"]
    assert cells[-1]["metadata"]["trusted"] is True
    opened(page, lab, "stranger.ipynb")
    expect(page.locator(".kit-notebook-line")).to_contain_text("was changed", **SEEN)
    page.wait_for_timeout(2000)
    expect(page.locator(".kit-form, .jp-OutputArea-output")).to_have_count(0)
    assert not marker.exists()
