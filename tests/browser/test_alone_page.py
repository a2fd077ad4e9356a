"""Whoever takes the course alone meets no instructor on any screen, not even while a page is drawn."""

from __future__ import annotations

import pytest
from started import kit_starting
from test_start_page import all_forms

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
        yield start("--workspace", str(workspace)).address, workspace


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


def test_nobody_alone_reads_of_an_instructor(begun, page):
    address, workspace = begun
    update_workspace(workspace, alone=True)
    for name in sorted(path.name for path in workspace.glob("0*.ipynb")):
        page.goto(address.replace("00_start_here.ipynb", name))
        all_forms(page, workspace, name)
        assert named(page) == [], name
    page.goto(address.partition("?")[0] + "#home")
    page.wait_for_selector(".kit-weeks", timeout=30_000)
    assert search(page, "instructor") == 0
    for part in ("my-workbook", "workbook?format=html&private=1"):
        page.goto(f"{address.partition('doc/')[0]}partnership-kit/{part}")
        assert named(page) == [], part


def test_the_choice_on_home_changes_what_the_texts_say(begun, page):
    address, workspace = begun
    update_workspace(workspace, alone=None)
    page.goto(address)
    all_forms(page, workspace, "00_start_here.ipynb")
    assert any("Shared answers go to your instructor" in one for one in named(page))
    page.goto(address.partition("?")[0] + "#home")
    page.get_by_role("button", name="By myself").click()
    page.wait_for_selector(".kit-asked", state="detached", timeout=30_000)
    assert read_workspace(workspace)["alone"] is True
    page.evaluate("window.named = []")
    page.locator(".kit-weeks a").first.click()
    all_forms(page, workspace, "00_start_here.ipynb")
    assert named(page) == []
    assert page.get_by_text("stay in your course folder").count()
