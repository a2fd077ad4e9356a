"""What somebody else put into the course folder, sent to the learner, or hears on the same computer."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import psutil
import pytest
from course_window import HABIT, SEEN, go
from other_account import ACCOUNTS, listening, ports_of, why_not
from playwright.sync_api import expect
from started import kit_starting

from kit.content.course_files import course_files
from kit.handin.feedback_record import Comment, Feedback
from kit.journal import make_workspace, read_workspace

pytestmark = pytest.mark.attack

PRIVATE = "what I see from here, 4711"
HOST = "http://127.0.0.1:9"
SCRIPT = f"<script>document.title = 'ran'; fetch('{HOST}/f')</script><img src='{HOST}/i' onerror='x=1'>"
STYLE = f"<style>@import '{HOST}/c'; body {{ background: url({HOST}/b) }}</style>"


@pytest.mark.parametrize(
    "account", [pytest.param(one, marks=pytest.mark.slow if one == "same" else ()) for one in ACCOUNTS]
)
def test_nobody_hears_a_private_answer_while_it_is_saved(page, served, account):
    if reason := why_not(account):
        pytest.skip(reason)
    port = urlsplit(served[0]).port
    (server,) = (one for one in psutil.process_iter(["cmdline"]) if _serves(one, served[1]))
    ports = set().union(*(ports_of(one.pid) for one in (server, *server.children(recursive=True))))
    assert ports == {port}, "there is no kernel, and no other way in"
    go(page, served, step="private-pause")
    form = page.locator(HABIT)
    with listening(account, PRIVATE, ports) as listener:
        if (again := form.get_by_role("button", name="Write again")).is_visible():
            again.click()
        form.get_by_role("textbox").fill(f"{PRIVATE}, {account}")
        form.get_by_role("button", name="Done").click()
        expect(form.locator(".kit-state")).to_have_attribute("data-phase", "done", **SEEN)
        assert listener.messages(ports) == 0
    # Whoever asks from outside a browser can send whatever pair Jupyter compares.
    pair = {"Cookie": "_xsrf=4711", "X-XSRFToken": "4711"}
    for name, body in (("open", {"page": "01_equity"}), ("progress", {})):
        address = f"http://127.0.0.1:{port}/partnership-kit/ask/{name}"
        assert page.request.post(address, data=body, headers=pair).status == 403


def _serves(process, workspace):
    line = process.info["cmdline"] or ()
    return "kit.launch.pages_server" in line and str(workspace) in line


def test_what_lies_in_the_course_folder_is_neither_imported_nor_shown(tmp_path, page):
    workspace, marker = tmp_path / "course", tmp_path / "touched"
    workspace.mkdir()
    make_workspace(workspace)
    touches = f"from pathlib import Path\nPath({str(marker)!r}).touch()\n"
    for name in ("kit.py", "traitlets/__init__.py", "jupyter_server.py", "sitecustomize.py"):
        (workspace / name).parent.mkdir(exist_ok=True)
        (workspace / name).write_text(touches)
    changed = json.loads((course_files() / "notebooks" / "01_equity.ipynb").read_text("utf-8"))
    changed["cells"][0]["source"] = "# Somebody else's page"
    for name in ("01_equity", "stranger"):
        (workspace / f"{name}.ipynb").write_text(json.dumps(changed))
        (workspace / f"{name}.html").write_text(f"<h1>Somebody else's page</h1>{SCRIPT}")
    with kit_starting(tmp_path) as start:
        served = start("--workspace", str(workspace)).address, workspace
        go(page, served, step="whole-page")
        assert page.locator(".kit-form").count() >= 15
        assert "Somebody else" not in page.locator("body").inner_text()
        there = page.url.rpartition("/")[0]
        assert page.request.get(f"{there}/stranger.html").status == 404
        assert page.request.get(f"{there}/stranger.ipynb").status == 404
    assert not marker.exists()


def test_nothing_of_a_forged_feedback_page_comes_along(page, served):
    record = Feedback(
        learner="amy", workspace=read_workspace(served[1])["id"], assignment="equity", revision=None,
        levels={"event": 2}, comments=(Comment(text=SCRIPT + STYLE),),
    )  # fmt: skip
    forged = f"<html><head>{record.as_meta()}{STYLE}</head><body>{SCRIPT}</body></html>"
    go(page, served, step="looking-back")
    form = page.locator(".kit-form[data-kind=feedback]")
    # The form sends a page whole; Home sends only the record in it.
    form.locator("input[type=file]").set_input_files(
        {"name": "equity.html", "mimeType": "text/html", "buffer": forged.encode()}
    )
    shown = page.frame_locator(".kit-form iframe")
    expect(shown.locator("body")).to_contain_text("document.title = 'ran'", **SEEN)
    kept = page.context.new_page()
    kept.goto((served[1] / "feedback" / "equity.html").as_uri())
    kept.wait_for_timeout(200)
    assert shown.locator("script, img[onerror]").count() == 0
    assert "ran" not in (page.title(), kept.title())
    assert [one.url for one in page.requests if HOST in one.url] == []
    print("1 forged page with 4 ways out: none is left")
