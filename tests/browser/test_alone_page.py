"""Whoever takes the course alone meets no instructor on any screen, not even while a page is drawn."""

from __future__ import annotations

import re

import pytest
from access import violations
from playwright.sync_api import expect
from started import kit_starting
from test_start_page import all_forms, to_step

from kit.journal import make_workspace, read_workspace, update_workspace

WATCH = """
window.named = [];
const texts = node => node.nodeType === Node.TEXT_NODE ? node.data
  : ['SCRIPT', 'STYLE'].includes(node.nodeName) ? '' : Array.from(node.childNodes, texts).join('');
const look = node => {
  const said = /.{0,60}instructor.{0,40}/i.exec(texts(node));
  const around = node.parentElement;
  // JupyterLab holds each text as it was written, too, in an editor that no page of the course shows.
  const editor = '.jp-InputArea-editor';
  const source = around?.closest(editor) ?? node.querySelector?.(editor);
  const unseen = source && !source.checkVisibility();
  if (said && !unseen && !around?.closest('script, style')) window.named.push(said[0]);
};
new MutationObserver(changes => changes.forEach(change => {
  change.addedNodes.forEach(look);
  if (change.type === 'characterData') look(change.target);
})).observe(document, { subtree: true, childList: true, characterData: true });
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    workspace = make_workspace(home / "course")
    with kit_starting(home) as start:
        yield start("--lab", "--workspace", str(workspace)).address, workspace


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def named(page):
    return page.evaluate("window.named")


def search(page, query):
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(query)
    page.wait_for_function(
        "/\\d|No|nothing/i.test(document.querySelector('.kit-search [role=status]').innerText)"
    )
    found = page.locator(".kit-search li").count()
    page.keyboard.press("Escape")
    return found


@pytest.mark.parametrize(
    "names",
    [pytest.param("06*.ipynb"), pytest.param("0[0-57]*.ipynb", marks=pytest.mark.slow)],
    ids=["one", "the_rest"],
)
def test_nobody_alone_reads_of_an_instructor(begun, page, names):
    address, workspace = begun
    update_workspace(workspace, alone=True)
    for name in sorted(path.name for path in workspace.glob(names)):
        page.goto(address.replace("00_start_here.ipynb", name))
        all_forms(page, workspace, name)
        assert named(page) == [], name
    to_step(page, "home")
    page.wait_for_selector(".kit-weeks", timeout=30_000)
    assert search(page, "instructor") == 0
    for part in ("my-workbook", "workbook?format=html&private=1"):
        page.goto(f"{address.partition('doc/')[0]}partnership-kit/{part}")
        assert named(page) == [], part


def test_it_is_asked_once_over_the_first_words_answered_by_keyboard_and_changed_on_home(begun, page):
    address, workspace = begun
    update_workspace(workspace, alone=None)
    page.goto(address)
    all_forms(page, workspace, "00_start_here.ipynb")
    assert any("Shared answers go to your instructor" in one for one in named(page))
    asked = page.get_by_role("region", name=re.compile("^Are you taking this course"))
    expect(asked).to_be_visible()
    heading = page.locator(".kit-course h2:visible")
    assert asked.bounding_box()["y"] < heading.bounding_box()["y"]
    assert violations(page) == []
    other = page.context.new_page()
    other.goto(address)
    expect(other.locator(".kit-asked")).to_be_visible(timeout=60_000)

    page.evaluate("window.named = []")
    asked.get_by_role("button", name="With a class").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    line = page.locator(".kit-taken-line")
    expect(line).to_have_text(re.compile("^You're taking this course by yourself"), timeout=30_000)
    expect(line).to_be_focused()
    expect(asked).to_have_count(0)
    assert read_workspace(workspace)["alone"] is True
    all_forms(page, workspace, "00_start_here.ipynb")
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=30_000)
    assert named(page) == []
    to_step(page, "what-is-private-what-is-graded")
    assert page.get_by_text("stay in your course folder").count()

    other.get_by_role("button", name="With a class").click()
    expect(other.locator(".kit-taken-line")).to_have_text(re.compile("by yourself"), timeout=30_000)
    assert read_workspace(workspace)["alone"] is True, "nobody is asked twice"
    other.close()

    # A class is joined without an invitation, and left until something is handed in.
    to_step(page, "home")
    drop = page.locator(".kit-drop-place")
    expect(drop).to_contain_text("If the class has none, use the button.", timeout=60_000)
    page.get_by_role("button", name="I'm taking it with a class now").click()
    expect(line).to_be_focused()
    expect(line).to_have_text(re.compile("^You're taking this course with a class"))
    expect(drop).to_contain_text("A file from your instructor")
    page.get_by_role("button", name="I'm taking it by myself now").click()
    expect(line).to_have_text(re.compile("^You're taking this course by yourself"), timeout=30_000)
    expect(drop).to_contain_text("An invitation to a class")
    assert read_workspace(workspace)["alone"] is True
    update_workspace(workspace, alone=False)
    receipt = workspace / "handin" / "equity" / "handin.json"
    receipt.parent.mkdir(parents=True)
    receipt.write_text("{}")
    to_step(page, "what-you-will-do")
    to_step(page, "home")
    expect(page.locator(".kit-changed")).to_have_text(re.compile("You have handed in work"), timeout=60_000)
    expect(page.locator(".kit-changed button")).to_have_count(0)
