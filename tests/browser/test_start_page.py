"""What a learner sees after ``kit start``: a page that is ready, and a stranger's notebook left alone."""

from __future__ import annotations

import json
import re
import socket
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import psutil
import pytest
from access import RINGS_CUT, UNTITLED, in_other_theme, violations
from keyboard import walk_steps
from nbformat.sign import NotebookNotary
from other_account import ACCOUNTS, listening, ports_of, why_not
from paper import prints_on_nine_sheets
from playwright.sync_api import expect
from pypdfium2 import PdfDocument
from started import kit_starting

import kit
from kit.content import compiled
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Comment, Feedback
from kit.journal import open_journal, read_workspace, update_workspace
from kit.pages import redirect

PRIVATE = "what I see from here, 4711"
COURSE = json.loads((Path(kit.__file__).parent / "labextension/static/course.json").read_text("utf-8"))
STRANGER = "open('ran.txt', 'w').write('ran')"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def begun(home):
    """A running course for all tests of this file, each in a fresh profile: its address and its workspace."""
    workspace = home / "course"
    with kit_starting(home) as start:
        yield start("--lab", "--workspace", str(workspace)).address, workspace


LEFT = "Canceled future for create_subshell_request"
"""What JupyterLab says of a kernel that it was still greeting when another notebook was opened."""


@contextmanager
def new_page(chromium):
    """A page of a fresh profile that notes every other host it is sent to."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.elsewhere = []
    page.on("request", lambda r: page.elsewhere.append(r.url) if is_elsewhere(r.url) else None)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)) if LEFT not in str(error) else None)
    yield page
    context.close()


@pytest.fixture
def page(chromium):
    with new_page(chromium) as page:
        yield page


@pytest.fixture(scope="module")
def first(begun, chromium):
    """The first notebook in one page for several tests, since loading costs most; what its opening showed."""
    address, workspace = begun
    file = workspace / "00_start_here.ipynb"
    with new_page(chromium) as page:
        page.shipped = file.stat().st_mtime_ns, file.read_bytes()
        page.add_init_script(f"const BARS = {json.dumps(BARS)};{WATCH}")
        page.goto(address)
        all_forms(page, workspace, file.name)
        page.opening = page.evaluate("({ ...window.seen, at: scrollY, looked: window.looked = true })")
        yield page
        page.goto("about:blank")
        page.wait_for_timeout(500)
        assert (file.stat().st_mtime_ns, file.read_bytes()) == page.shipped, "leaving a page changes it, too"


@pytest.fixture(scope="module")
def equity(begun, chromium):
    """A dimension's whole notebook in a page for several tests; below a choice made Delete stands alone."""
    open_journal(begun[1]).save("equity.two_responses", "one_family", case="ms_perez", item_hash="-")
    with new_page(chromium) as page:
        page.goto(f"{begun[0].replace('00_start_here.ipynb', '01_equity.ipynb')}#whole-page")
        yield page


def to_step(page, step):
    """Show a step of the open notebook, or Home, without loading a page; its heading gets the focus."""
    if page.url.endswith(f"#{step}"):
        return
    page.evaluate("step => { document.activeElement.blur(); location.hash = step; }", step)
    if step != "whole-page":
        page.wait_for_function("document.activeElement.matches('h1, h2')", timeout=30_000)
    page.keyboard.press("Shift")  # the heading keeps the focus until the learner does something


def is_elsewhere(url):
    return not re.match(r"(http://127\.0\.0\.1:|ws://127\.0\.0\.1:|data:|blob:|about:|file:)", url)


def all_forms(page, workspace, name):
    """Wait until each call of a notebook shows what it asks."""
    notebook = json.loads((workspace / name).read_text())
    calls = [
        c for c in notebook["cells"] if c["cell_type"] == "code" and "open_course" not in "".join(c["source"])
    ]
    page.wait_for_function(
        f"document.querySelectorAll('.kit-course .jp-OutputArea-output').length >= {len(calls)}",
        timeout=90_000,
    )
    return len(calls)


def kernels_of(workspace):
    """The kernels that run in a workspace."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if "ipykernel_launcher" in (process.info["cmdline"] or ()) and process.cwd() == str(workspace)
    ]


STICKS_OUT = """document.documentElement.scrollWidth <= 390 ? [] :
  [...document.querySelectorAll('.kit-course *')].filter(one => one.getBoundingClientRect().right > 391)
    .map(one => one.className + one.textContent.slice(0, 60))"""
"""On a phone: what makes the page wider than the screen."""


WEEKS = [week["notebook"] for week in COURSE["weeks"]]
ALWAYS = {"01_equity.ipynb"}
"""A dimension's notebook, which has nearly every form; the others are for ``.ci/full``."""


def test_the_course_of_the_page_has_every_notebook(begun):
    assert sorted(WEEKS) == sorted(path.name for path in begun[1].glob("0*.ipynb"))
    assert set(WEEKS) > ALWAYS


def test_the_first_notebook_is_a_page(first):
    page = first
    assert page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible").count() == 0
    assert page.locator(".kit-course [data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.opening["at"] == 0, "it is shown from its top"
    for bar in ("#jp-menu-panel", ".jp-NotebookPanel-toolbar", ".jp-SideBar", "#jp-bottom-panel"):
        assert page.locator(f"{bar}:visible").count() == 0, bar
    assert page.locator(".kit-course h2:visible").all_inner_texts() == ["What you will do"]
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert (page.elsewhere, page.errors) == ([], [])


BARS = "#jp-top-panel, #jp-menu-panel, .jp-SideBar, .jp-NotebookPanel-toolbar, #jp-bottom-panel, .lm-TabBar"

WATCH = """
window.seen = { bars: [], covered: 0, words: '' };
const look = () => {
  if (window.looked) return;
  const cover = document.getElementById('kit-opening');
  if (cover) {
    window.seen.covered += 1;
    window.seen.words = cover.innerText;
  }
  const bars = Array.from(document.querySelectorAll(BARS));
  const shown = bars.filter(bar => bar.checkVisibility() && bar.getBoundingClientRect().height > 1);
  window.seen.bars.push(...shown.map(bar => bar.id || bar.className));
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def test_no_bar_of_jupyterlab_shows_in_any_frame_while_the_course_opens(begun, first):
    page, seen = first, first.opening
    assert seen["covered"] > 5
    assert (seen["words"], seen["bars"]) == ("Opening the course …", [])
    assert page.locator("#kit-opening").count() == 0
    icon = page.locator("head link[rel=icon]").get_attribute("href")
    assert page.request.get(begun[0].split("/doc/")[0] + icon).headers["content-type"] == "image/svg+xml"
    assert "JupyterLab" not in page.title()


@pytest.mark.slow
def test_a_notebook_asked_for_as_such_is_jupyters_own_also_after_a_reload(begun, page):
    address = begun[0].replace("?", "?kit=plain&")
    page.goto(address)
    for _ in range(2):
        page.wait_for_selector("#jp-top-panel, #jp-menu-panel", timeout=40_000, state="visible")
        page.wait_for_selector(".jp-Cell", timeout=40_000)
        assert page.locator("html.kit-shell, #kit-opening").count() == 0
        page.reload()
    page.goto(begun[0].replace("00_start_here", "01_equity"))
    assert page.locator("html.kit-shell").count() == 1


def test_one_step_is_on_the_screen_and_each_has_an_address(first):
    page = first
    to_step(page, "what-you-will-do")
    bar = page.locator(".kit-top")
    steps = page.locator(".kit-course h2:visible")
    bar.get_by_role("link", name="Next", exact=True).click()
    expect(page).to_have_url(re.compile("#what-is-private-what-is-graded$"))
    expect(steps).to_have_text(["What is private, what is graded"], use_inner_text=True, timeout=30_000)
    expect(page.get_by_role("heading", name="What is private, what is graded")).to_be_focused()
    assert page.locator(".kit-course .jp-mod-active:visible").count() == 0, "JupyterLab follows no focus"
    bar.get_by_role("button", name="Step 2 of 9").click()
    expect(bar.locator("[aria-current=step]")).to_contain_text("What is private, what is graded")
    bar.get_by_role("link", name="Another family").click()
    expect(page).to_have_title(re.compile("^Another family"))
    page.go_back()
    page.go_back()
    expect(steps).to_have_text(["What you will do"], use_inner_text=True, timeout=30_000)
    page.go_forward()
    bar.get_by_role("button", name="Help").click()
    bar.get_by_role("link", name="Show the whole page").click()
    expect(steps).to_have_count(9)
    bar.get_by_role("link", name="Partnership Kit").click()
    page.get_by_role("link", name=re.compile("^Continue: Start here, Whole page")).click()
    expect(steps).to_have_count(9)
    to_step(page, "what-is-private-what-is-graded")
    bar.get_by_role("link", name="Partnership Kit").click()
    page.get_by_role("link", name=re.compile("^Continue: Start here, What is private")).click()
    expect(steps).to_have_count(1)
    assert (page.elsewhere, page.errors) == ([], [])


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 390])
def test_the_column_is_readable_and_nothing_sticks_out(first, width):
    page = first
    page.set_viewport_size({"width": width, "height": 900})
    to_step(page, "whole-page")
    expect(page.locator(".kit-course h2:visible")).to_have_count(9)
    page.wait_for_timeout(500)
    facts = page.evaluate(
        """() => {
          const p = [...document.querySelectorAll('.kit-course .jp-MarkdownOutput p')]
            .find(p => p.textContent.length > 150);
          const line = document.createRange(); line.selectNodeContents(p);
          const tops = [...line.getClientRects()].map(r => Math.round(r.top));
          const lines = new Set(tops).size;
          const outer = document.scrollingElement;
          return {font: getComputedStyle(p).fontFamily, size: getComputedStyle(p).fontSize,
                  letters: p.textContent.length / lines, over: outer.scrollWidth - outer.clientWidth};
        }"""
    )
    assert "serif" in facts["font"]
    assert facts["size"] == "18px"
    assert facts["letters"] <= 72
    if width == 1280:
        # The last line of a paragraph may be short; all lines together still tell a narrow column.
        assert facts["letters"] >= 50
    assert facts["over"] <= 0
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize(
    "account", [pytest.param(one, marks=pytest.mark.slow if one == "same" else ()) for one in ACCOUNTS]
)
def test_nobody_hears_a_private_answer_while_it_is_saved(begun, first, account):
    if reason := why_not(account):
        pytest.skip(reason)
    page, workspace = first, begun[1]
    to_step(page, "close-it-and-come-back")
    form = page.locator(".kit-form", has_text="Write one line that you'll recognize later.")
    form.wait_for(timeout=60_000)
    again = form.get_by_role("button", name="Write again")
    ports = set().union(*(ports_of(kernel.pid) for kernel in kernels_of(workspace)))
    assert len(ports) >= 5
    with listening(account, PRIVATE, ports) as listener:
        page.wait_for_timeout(1000)
        if again.count():
            again.click()
        form.get_by_label("Your answer").fill(f"{PRIVATE}, {account}")
        form.get_by_role("button", name="Done").click()
        expect(form.locator(".kit-state")).to_have_text(re.compile("Done · Saved"), timeout=30_000)
        page.wait_for_timeout(1000)
        assert listener.messages(ports) == 0


SHORTCUTS = """d d|x|c|v|a|b|z|Shift+z|m|y|r|1|Enter|Shift+Enter|Control+Enter|Alt+Enter|Shift+m
Control+Shift+-|Control+s
Control+Shift+s|Control+Shift+c|Control+Shift+l|Control+b|i i|0 0|Shift+v|Delete|ArrowUp Enter"""


def test_no_key_and_no_click_changes_a_page(begun, first):
    page, file = first, begun[1] / "00_start_here.ipynb"
    to_step(page, "what-is-private-what-is-graded")
    radios = page.locator(".kit-course input[type=radio]:visible")
    radios.first.wait_for(timeout=40_000)
    expect(page.locator(".kit-course .kit-state:visible").first).not_to_have_text(
        re.compile("^Opening"), timeout=30_000
    )
    cells = page.locator(".jp-Cell").evaluate_all("cells => cells.map(cell => cell.innerText.length)")
    radios.first.focus()
    page.keyboard.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    text = page.locator(".jp-MarkdownOutput p:visible").first
    for where in (text.click, text.dblclick, lambda: page.evaluate("document.activeElement.blur()")):
        where()
        for keys in re.split(r"[|\n]", SHORTCUTS):
            for key in keys.split():
                page.keyboard.press(key)
    text.click(button="right")
    page.wait_for_timeout(300)
    assert page.locator(".jp-MarkdownCell:not(.jp-mod-rendered), .lm-Menu, .jp-Dialog").count() == 0
    assert page.locator(".jp-Cell").count() == len(cells)
    assert (file.stat().st_mtime_ns, file.read_bytes()) == page.shipped
    # JupyterLab's active cell is in sight there, and at every key it would have the focus.
    to_step(page, "whole-page")
    field = page.locator(".kit-course textarea:visible").last
    field.focus()
    page.keyboard.press("Shift")
    expect(field).to_be_focused()
    assert page.errors == []


def test_a_kernel_that_dies_takes_no_word_with_it(begun, first):
    page, workspace = first, begun[1]
    to_step(page, "where-you-stand-today")
    field = page.locator(".kit-course textarea:visible").first
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
    field.press_sequentially("typed and saved")
    form = page.locator(".kit-form", has=page.locator("textarea:visible")).first
    expect(form.locator(".kit-state")).to_contain_text("(draft)", timeout=30_000)
    for kernel in kernels_of(workspace):
        kernel.kill()
    page.keyboard.type(", and then it died")
    page.get_by_text("Put back from this browser").wait_for(timeout=60_000)
    expect(field).to_have_value("typed and saved, and then it died")
    expect(field).to_be_focused(timeout=10_000)
    page.keyboard.type(", but I go on")
    expect(field).to_have_value("typed and saved, and then it died, but I go on")
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
    assert page.locator(".jp-Dialog").count() == 0


@pytest.mark.slow
def test_a_page_to_print_that_a_text_links_opens_in_a_tab_of_its_own(begun, page):
    address, _ = begun
    page.goto(address.replace("00_start_here", "05_commitment") + "#whole-page")
    link = page.locator("a[href*='feedback_form_with_english.html']")
    link.wait_for(state="attached", timeout=40_000)
    # It stands below what one compares with, which is kept back until one has answered.
    with page.expect_popup() as opened:
        link.evaluate("node => node.click()")
    expect(opened.value.locator("h1").first).to_be_visible()
    assert "05_commitment" in page.url


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_the_course_is_walked_by_its_bar_alone_with_two_kernels_at_most(begun, page, width):
    address, workspace = begun
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    page.evaluate("window.same = true")
    bar = page.locator(".kit-top")
    weeks = sorted(path.name for path in workspace.glob("0?_*.ipynb"))
    for name in weeks:
        expect(page).to_have_url(re.compile(f"/{name}#what-you-will-do$"), timeout=30_000)
        page.wait_for_selector(".kit-course h2:visible", timeout=30_000)
        bar.get_by_role("button", name=re.compile("^Week")).click()
        bar.locator("#kit-steps ol a").last.click()
        bar.get_by_role("link", name="Next", exact=True).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("heading", name="You have come to the end of the course").wait_for()
    bar.get_by_role("link", name="Back", exact=True).click()
    expect(page).to_have_url(re.compile("07_follow_up.ipynb#go-further$"))
    page.wait_for_selector(".kit-course h2:visible", timeout=30_000)
    assert page.evaluate("window.same"), "no week was a second load of JupyterLab"
    page.wait_for_function(
        """async () => (await (await fetch('/api/sessions')).json())
             .filter(one => one.kernel.connections).length <= 2""",
        timeout=60_000,
    )
    assert page.errors == []


@pytest.mark.slow
def test_a_whole_notebook_is_done_by_keyboard_alone(begun, page):
    address, workspace = begun
    page.goto(f"{address.replace('00_start_here', '01_equity')}#what-you-will-do")
    all_forms(page, workspace, "01_equity.ipynb")
    titles = walk_steps(page, until="02_respect.ipynb")
    steps = next(week["steps"] for week in COURSE["weeks"] if week["notebook"] == "01_equity.ipynb")
    assert titles == [step["title"] for step in steps]
    journal = open_journal(workspace)
    marked = journal.heads("equity.reflection", case="ms_perez")
    assert [head.value for head in marked] == ["Written at the keyboard."]
    assert list((workspace / "handin").glob("equity_*.zip"))
    assert page.errors == []


def test_a_changed_page_is_restored_and_opens_again(begun, page):
    address, workspace = begun
    file = workspace / "02_respect.ipynb"
    shipped = file.read_bytes()
    changed = json.loads(shipped)
    text = next(one for one in changed["cells"] if one["cell_type"] == "markdown")
    text["source"] = f"{''.join(text['source'])}\n\nA sentence that is not the course's."
    file.write_text(json.dumps(changed))
    page.goto(address.replace("00_start_here", "02_respect"))
    page.get_by_role("heading", name="This page was changed").wait_for(timeout=40_000)
    assert page.locator(".jp-Cell:visible, .jp-OutputArea-output").count() == 0
    page.get_by_role("button", name="Restore it").click()
    page.wait_for_selector(".kit-course h2:visible", timeout=40_000)
    assert file.read_bytes() == shipped
    (kept,) = workspace.glob("02_respect (yours*).ipynb")
    assert "A sentence that is not the course's." in kept.read_text()


SLEEP = """
window.sockets = [];
window.WebSocket = class extends WebSocket {
  constructor(...how) { super(...how); window.sockets.push(this); }
};
"""


@pytest.mark.slow
def test_a_laptop_that_slept_goes_on_with_every_word(begun, page):
    page.add_init_script(SLEEP)
    page.goto(begun[0].replace("00_start_here.ipynb", "02_respect.ipynb") + "#what-she-sent")
    words = page.locator(".kit-form textarea:visible").first
    state = page.locator(".kit-bar-state")
    expect(state).to_have_text("All saved", timeout=90_000)
    words.fill("Before.")
    expect(page.locator(".kit-form .kit-state:visible").first).to_contain_text("(draft)", timeout=30_000)
    page.context.set_offline(True)
    page.evaluate("window.sockets.forEach(one => one.close())")
    words.press("End")
    page.keyboard.type(" Asleep.")
    expect(page.locator(".kit-notice")).to_contain_text("What you typed stays on this page", timeout=60_000)
    page.context.set_offline(False)
    words.focus()
    page.keyboard.type(" After.")
    expect(page.locator(".kit-notice")).to_be_empty(timeout=60_000)
    expect(state).to_have_text("All saved", timeout=60_000)
    expect(words).to_have_value("Before. Asleep. After.")
    page.reload()
    expect(words).to_have_value("Before. Asleep. After.", timeout=60_000)
    assert page.errors == []


WATCHED = """() => {
  window.lost = [];
  window.jumps = [];
  const at = window.scrollY;
  const look = () => {
    const here = document.activeElement;
    if (!here?.matches('textarea')) window.lost.push(here?.className || here?.tagName);
    if (Math.abs(window.scrollY - at) > window.innerHeight) window.jumps.push(window.scrollY);
    requestAnimationFrame(look);
  };
  look();
}"""
"""Notes where the focus is when it is in no field, and where the page jumps to."""


@pytest.mark.slow
def test_what_is_typed_while_a_killed_kernel_starts_again_stays_in_its_field(begun, page):
    address, workspace = begun
    page.goto(f"{address.replace('00_start_here', '02_respect')}#your-reflection")
    field = page.locator(".kit-course .kit-form[data-items='respect.reflection'] textarea:visible")
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
    field.fill("")
    field.focus()
    page.keyboard.type("Typed: ")
    page.evaluate(WATCHED)
    old = page.evaluate_handle("document.activeElement")
    for kernel in kernels_of(workspace):
        kernel.kill()
    typed, said = "", False
    after = 15
    while after:
        typed += str(len(typed) % 10)
        page.keyboard.press(typed[-1])
        page.wait_for_timeout(200)
        again = page.locator(".kit-starts-again").inner_text()
        said = said or again == "Restarting this page. Your words are kept."
        after -= not again and not old.evaluate("one => one.isConnected")
        assert len(typed) < 500, "the page was never started again"
    assert said
    assert page.evaluate("[window.lost, window.jumps]") == [[], []]
    expect(field).to_have_count(1)
    expect(field).to_have_value(f"Typed: {typed}")
    expect(field).to_be_focused()
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(field).to_have_value(f"Typed: {typed}", timeout=60_000)


@pytest.mark.slow
@pytest.mark.parametrize("pressed", [True, False], ids=["try_again_pressed", "found_by_itself"])
def test_a_server_that_went_and_came_back_is_found_without_a_reload(tmp_path, page, pressed):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with kit_starting(tmp_path) as start:
        first = start("--lab", "--workspace", str(tmp_path / "course"), "--port", port)
        page.goto(f"{first.address}#where-you-stand-today")
        field = page.locator(".kit-course textarea:visible").first
        expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
        for process in psutil.Process(first.process.pid).children(recursive=True):
            process.kill()
        if pressed:
            expect(page.locator(".kit-bar-state")).to_have_text("Saved so far", timeout=60_000)
        field.fill("typed while it was gone")
        expect(page.locator(".kit-notice")).to_have_attribute("data-key", "shell.gone", timeout=60_000)
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".kit-notice")).to_have_attribute("data-key", "shell.still_gone", timeout=30_000)
        page.evaluate("window.same = true")
        start("--lab", "--workspace", str(tmp_path / "course"), "--port", port)
        if pressed:
            page.get_by_role("button", name="Try again").click()
        expect(page.locator(".kit-notice")).to_be_empty(timeout=120_000)
        expect(field).to_have_value("typed while it was gone", timeout=60_000)
        expect(field).to_be_focused(timeout=10_000)
        expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
        assert page.evaluate("window.same")
        assert page.locator(".jp-Dialog").count() == 0


@pytest.mark.parametrize(
    ("trusted", "borrowed"),
    [
        (True, True),
        pytest.param(False, False, marks=pytest.mark.slow),
        pytest.param(True, False, marks=pytest.mark.slow),
        pytest.param(False, True, marks=pytest.mark.slow),
    ],
)
def test_a_strangers_notebook_runs_nothing(begun, page, home, trusted, borrowed):
    address, workspace = begun
    name = f"stranger_{trusted}_{borrowed}"
    ours = nbformat.read(workspace / "00_start_here.ipynb", as_version=4)
    stranger = nbformat.v4.new_notebook(metadata=ours.metadata)
    stranger.cells = [*(ours.cells if borrowed else []), nbformat.v4.new_code_cell(f"{STRANGER}  # {name}")]
    if trusted:
        NotebookNotary(data_dir=str(home / "jupyter")).sign(stranger)
    nbformat.write(stranger, workspace / f"{name}.ipynb")
    page.goto(address.replace("00_start_here", name))
    page.get_by_role("heading", name="Not a page of the course").wait_for(timeout=40_000)
    page.wait_for_timeout(3000)
    served = page.request.get(f"{address.split('/doc/')[0]}/api/contents/{name}.ipynb").json()
    assert served["content"]["cells"][-1]["metadata"].get("trusted", False) is trusted
    assert page.locator(".kit-course, .jp-Cell:visible, .jp-OutputArea-output").count() == 0
    assert not (workspace / "ran.txt").exists()


@pytest.mark.slow
def test_a_notebook_shown_as_such_is_a_copy_with_its_code(begun, page):
    address, workspace = begun
    page.goto(address)
    page.get_by_role("button", name="Help").click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Show as a notebook").click()
    plain = opened.value
    code = plain.locator(".jp-CodeCell .jp-InputArea-editor", has_text="open_course").first
    code.wait_for(timeout=40_000)
    assert (workspace / "00_start_here (copy).ipynb").exists()
    assert plain.locator(".kit-course, .kit-form").count() == 0


@pytest.mark.slow
def test_whatever_saves_a_notebook_saves_it_without_what_it_showed(begun, page):
    address, workspace = begun
    base, token = re.match(r"(.*)/doc/.*token=(.*)", address).groups()
    shown = nbformat.v4.new_output("stream", text="shown")
    cell = nbformat.v4.new_code_cell("1", outputs=[shown])
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"a": 1}})
    page.request.put(
        f"{base}/api/contents/saved.ipynb",
        data={"type": "notebook", "content": notebook},
        headers={"Authorization": f"token {token}"},
    )
    saved = json.loads((workspace / "saved.ipynb").read_text())
    assert saved["cells"][0]["outputs"] == []
    assert "widgets" not in saved["metadata"]


@pytest.mark.slow
def test_on_paper_the_law_is_unfolded_and_each_dimension_keeps_its_edge(begun, page):
    address, _ = begun
    page.goto(address)
    page.wait_for_selector(".kit-course .kit-dimension-equity", state="attached", timeout=40_000)
    edge = "getComputedStyle(document.querySelector('.kit-dimension-equity')).borderLeft"
    assert page.evaluate(edge) == "4px solid rgb(31, 95, 168)"
    page.goto(address.replace("00_start_here.ipynb", "01_equity.ipynb"))
    page.wait_for_selector(".kit-course details p", state="attached", timeout=40_000)
    law = page.locator(".kit-course details p").first
    assert not law.is_visible()
    page.emulate_media(media="print")
    assert law.is_visible()


@pytest.mark.slow
def test_a_week_prints_on_nine_sheets(tmp_path, page):
    """Before anything is written, and with the letter of the three that is longest."""
    with kit_starting(tmp_path) as start:
        address = start("--lab", "--workspace", str(tmp_path / "course")).address
        update_workspace(tmp_path / "course", voice="b")
        page.goto(address.replace("00_start_here.ipynb", "01_equity.ipynb") + "#whole-page")
        page.wait_for_selector(".kit-course .kit-form[data-kind=hand_in]", state="attached", timeout=40_000)
        page.wait_for_selector("#go-further, .kit-course h2:has-text('Go further')", state="attached")
        prints_on_nine_sheets(page)
        page.goto(page.url.partition("#")[0] + "#go-further")
        page.wait_for_selector(".kit-course.lm-mod-hidden .kit-form", state="attached", timeout=60_000)
        assert len(PdfDocument(page.pdf(format="Letter"))) <= 9, "the next week, made ready, is not printed"


@pytest.mark.slow
def test_the_file_that_kit_start_opens_leads_the_browser_in_and_is_gone(begun, page):
    address, workspace = begun
    file = redirect.write(workspace, urlsplit(address).port, address.split("token=")[1])
    page.goto(file.as_uri())
    page.wait_for_selector(".kit-course .jp-OutputArea-output", state="attached", timeout=40_000)
    assert re.fullmatch(r"/doc/tree/0\d_\w+\.ipynb", urlsplit(page.url).path)
    assert "token" not in page.url
    assert not file.exists()


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in ALWAYS else pytest.mark.slow) for one in WEEKS]
)
def test_a_notebook_opens_with_every_form_and_axe_finds_nothing_in_light_and_dark(begun, request, name):
    address, workspace = begun
    page = request.getfixturevalue("equity" if name in ALWAYS else "page")
    if name not in ALWAYS:
        page.goto(f"{address.replace('00_start_here.ipynb', name)}#whole-page")
    expected = all_forms(page, workspace, name)
    page.wait_for_function(f"document.querySelectorAll('.kit-form').length >= {expected}", timeout=30_000)
    assert page.locator(".kit-course [data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=30_000)
    assert page.evaluate(UNTITLED) == []
    cut = page.evaluate(RINGS_CUT)
    assert violations(page) == []
    in_other_theme(page, dark=True)
    assert violations(page, contrast=True) == []
    in_other_theme(page, dark=False)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(STICKS_OUT) == []
    assert (cut, page.evaluate(RINGS_CUT)) == ([], [])
    assert (page.elsewhere, page.errors) == ([], [])


DROP = """(node, [name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const type of ["dragover", "drop"]) {
    node.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


WHOLE = """() => {
  const inside = document.querySelector('.kit-form iframe').contentWindow;
  const last = [...inside.document.querySelectorAll('p')].at(-1).getBoundingClientRect();
  return last.height > 0 && last.bottom <= inside.innerHeight && inside.innerHeight - last.bottom < 40
    && inside.document.documentElement.scrollWidth <= inside.innerWidth;
}"""
"""The frame of the feedback is as high as what it shows: its last line is seen, and little is empty below."""

FRAMED = """() => {
  const frame = document.querySelector('.kit-form iframe');
  const [around, inside] = [getComputedStyle(frame), getComputedStyle(frame.contentDocument.body)];
  return [around.padding, around.boxShadow, inside.backgroundColor, around.colorScheme];
}"""
"""What could draw a second sheet within the form's own."""


def test_feedback_and_an_invitation_are_put_on_home(begun, equity):
    """The notebook stands open before its feedback comes."""
    page, workspace = equity, begun[1]
    page.set_viewport_size({"width": 1280, "height": 900})
    to_step(page, "looking-back")
    form, waits = page.locator("[data-kind=feedback]"), page.locator(".kit-waiting")
    expect(form).to_contain_text("Nothing has come back yet.", timeout=90_000)
    page.locator(".kit-bar-home").click()
    place = page.locator(".kit-drop-place")
    expect(place).to_contain_text("A file from your instructor", timeout=60_000)
    record = Feedback(
        learner="amy",
        workspace=read_workspace(workspace)["id"],
        assignment="equity",
        revision=None,
        levels={one.id: 1 for one in compiled().rubric.criteria},
        comments=(Comment(text="When was that?", quote="I asked her."),),
        closing="Thank you.",
    )
    place.evaluate(DROP, ["equity.html", feedback_page(record)])
    expect(place).to_contain_text("This is feedback on Equity.", timeout=20_000)
    expect(waits).to_contain_text("Feedback has come on Equity")
    place.get_by_role("link", name="Read it in Equity").click()
    expect(page.frame_locator(".kit-form iframe").locator("h1")).to_contain_text("Equity", timeout=20_000)
    expect(page).to_have_url(re.compile("01_equity.ipynb#"))
    # The form itself, however far down its step it stands.
    expect(form.locator("h3").first).to_be_focused()
    expect(form.locator("h3").first).to_be_in_viewport(ratio=1)
    page.locator(".kit-form iframe").scroll_into_view_if_needed()
    expect(page.frame_locator(".kit-form iframe").locator("p").last).to_contain_text("points")
    for width, dark in ((1280, False), (390, False), (390, True), (1280, True)):
        page.set_viewport_size({"width": width, "height": 900})
        in_other_theme(page, dark=dark)
        page.wait_for_function(WHOLE, timeout=5_000)
        assert page.evaluate(FRAMED) == ["0px", "none", "rgba(0, 0, 0, 0)", "dark" if dark else "light"]
        assert page.evaluate(STICKS_OUT) == [] or width > 390
    page.locator(".kit-bar-home").click()
    expect(page.locator(".kit-weeks")).to_be_visible()
    expect(waits.get_by_text("Feedback has come")).to_have_count(0)
    place.evaluate(DROP, ["equity.json", record.to_json().decode()])
    expect(place).to_contain_text("This is feedback on Equity.", timeout=20_000)
    page.get_by_role("button", name="With a class").click()
    expect(page.locator(".kit-taken-line")).to_be_visible()
    invitation = {"learner": "amy", "course": "<b>EDU</b> 210", "due": {"equity": "2027-01-15"}}
    file = {
        "name": "invitation.json",
        "mimeType": "application/json",
        "buffer": json.dumps(invitation).encode(),
    }
    page.locator("#kit-drop-file").set_input_files(file)
    expect(place).to_contain_text("This is an invitation for amy.", timeout=20_000)
    expect(place).to_contain_text("Class: <b>EDU</b> 210")
    assert read_workspace(workspace)["learner"] is None
    place.get_by_role("button", name="Yes, join the class").click()
    expect(place.get_by_role("status")).to_contain_text("with your class", timeout=20_000)
    expect(page.locator(".kit-taken-line")).to_have_count(0)
    expect(place.get_by_role("status")).to_be_focused()
    assert read_workspace(workspace)["learner"] == "amy"
    assert page.errors == []


def test_a_plan_waits_on_home_from_its_day_until_one_says_otherwise(begun, equity):
    page, workspace = equity, begun[1]
    to_step(page, "looking-back")
    today = date.today()
    plan = {"if": "the bell rings", "then": "call her"}
    for item, day in (
        ("equity.plan", today),
        ("respect.plan", today),
        ("advocacy.plan", today + timedelta(1)),
    ):
        value = plan | {"look_back": day.isoformat()}
        open_journal(workspace).save(item, value, case="ms_perez", item_hash="-")
    page.locator(".kit-bar-home").click()
    waiting = page.locator(".kit-waiting li")
    equity, respect = (waiting.filter(has_text=f"your plan from {one} on") for one in ("Equity", "Respect"))
    expect(respect).to_be_visible(timeout=60_000)
    expect(waiting.filter(has_text="your plan from Advocacy")).to_have_count(0)
    assert "bell" not in page.locator("#kit-page").inner_text()
    assert violations(page) == []
    equity.get_by_role("button", name="Remind me in two weeks").click()
    expect(equity).to_have_count(0)
    respect.get_by_role("button", name="I have looked back at it").click()
    expect(respect).to_have_count(0)
    page.wait_for_function("['H1', 'H2'].includes(document.activeElement.tagName)")
    assert sorted(read_workspace(workspace)["plans"].values()) == [
        (today + timedelta(weeks=2)).isoformat(),
        "looked_back",
    ]
    assert (page.elsewhere, page.errors) == ([], [])


def test_a_notebook_that_a_text_links_opens_at_its_step_in_the_same_page(equity):
    page = equity
    page.evaluate("window.same = true")
    to_step(page, "home")
    page.locator(".kit-weeks a[href*='05_commitment']").click()
    expect(page).to_have_title(re.compile("Commitment"))
    to_step(page, "what-happened-to-your-step")
    page.locator(".kit-course a[href*='01_equity.ipynb']:visible").click()
    expect(page).to_have_url(re.compile("/doc/tree/01_equity.ipynb#private-pause$"))
    expect(page.locator(".kit-course h2:visible")).to_have_text(
        ["Private pause"], use_inner_text=True, timeout=30_000
    )
    assert page.evaluate("window.same"), "it was followed inside the page"
    assert (page.elsewhere, page.errors) == ([], [])
