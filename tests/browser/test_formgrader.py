"""nbgrader's marking page in a real browser, on a real server: marks by criterion, and nothing that runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from marking_page import mark, unmarked

pytest.importorskip("nbgrader")

import make_submissions as make

from lab.bench.formgrader import serving_formgrader


@pytest.fixture(scope="module")
def marking(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A course root with two hand-ins to mark (one means harm), and a server with nbgrader's marking page."""
    base = tmp_path_factory.mktemp("formgrader")
    root = make.make_course(base / "course")
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    archive = make.make_zips(root)
    for zipped in archive.iterdir():
        if zipped.stem not in ("equity_amy", "equity_gil"):
            zipped.unlink()
    assert make.nbgrader_here(root, "zip_collect", "equity") == 0
    assert make.nbgrader_here(root, "autograde", "equity") == 0
    with serving_formgrader(root, base / "log.txt") as url:
        yield SimpleNamespace(root=root, url=url, gradebook=f"sqlite:///{root / 'gradebook.db'}")


@pytest.fixture
def page(chromium: Any) -> Any:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.hosts = set()
    page.errors = []
    page.on("request", lambda request: page.hosts.add(request.url.split("/")[2]))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


def open_submission(page: Any, marking: Any, learner: str) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(marking.gradebook) as gb:
        one = gb.find_submission_notebook("equity", "equity", learner).id
    page.goto(f"{marking.url}/formgrader/submissions/{one}/")
    # The fields work once the marks have come from the server.
    page.wait_for_load_state("networkidle")


def shot(page: Any, name: str) -> None:
    folder = os.environ.get("KIT_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_marks_given_on_the_page_reach_the_gradebook(marking: Any, page: Any) -> None:
    page.goto(f"{marking.url}/formgrader/gradebook/equity/equity")
    page.get_by_role("link", name="Submission #1").click()
    page.wait_for_selector("#equity_event")
    open_submission(page, marking, "amy")
    assert make.GOOD.splitlines()[1] in page.inner_text("body")
    levels = dict(zip(make.CRITERIA, (3, 2, 1, 0, 2), strict=True))
    for criterion, level in levels.items():
        with page.expect_response(lambda r: "/api/grade/" in r.url and r.request.method == "PUT"):
            page.fill(f"#equity_{criterion}", str(level))
            page.press(f"#equity_{criterion}", "Tab")
    with page.expect_response(lambda r: "/api/comment/" in r.url and r.request.method == "PUT"):
        page.fill("#equity_action-comment", "Say **when** you will ask her.")
        page.press("#equity_action-comment", "Tab")
    shot(page, "formgrader-marked")
    from nbgrader.api import Gradebook

    with Gradebook(marking.gradebook) as gb:
        notebook = gb.find_submission_notebook("equity", "equity", "amy")
        assert {g.name: g.manual_score for g in notebook.grades if g.max_score} == {
            f"equity_{criterion}": float(level) for criterion, level in levels.items()
        }
    assert "amy" not in unmarked(marking.gradebook, "equity")
    assert page.errors == []
    assert page.hosts == {marking.url.split("/")[2]}, "the marking page asks nothing of another host"


def test_the_keyboard_moves_on_to_the_next_submission(marking: Any, page: Any) -> None:
    open_submission(page, marking, "amy")
    before = page.url
    page.focus("#equity_event")
    page.keyboard.press("Control+.")
    page.wait_for_url(lambda url: url.split("?")[0] != before.split("?")[0])


def test_nothing_a_learner_wrote_runs_in_the_marking_page_or_in_feedback(
    marking: Any, page: Any, tmp_path: Path
) -> None:
    for criterion in make.CRITERIA:
        mark(marking.gradebook, "equity", "gil", criterion, 1, make.HOSTILE)
    open_submission(page, marking, "gil")
    click_everything(page)
    assert "<script>window.fired" in page.inner_text("body"), "the answer is shown as it was typed"
    assert page.locator("strong", has_text="Bold").count() >= 1
    shot(page, "formgrader-harmless")
    assert page.evaluate("window.fired") is None
    assert page.hosts == {marking.url.split("/")[2]}

    assert make.nbgrader_here(marking.root, "generate_feedback", "equity", "--student", "gil") == 0
    sent = shutil.copy(marking.root / "feedback/gil/equity/equity.html", tmp_path / "equity.html")
    page.hosts.clear()
    page.goto(Path(sent).as_uri())
    click_everything(page)
    shot(page, "feedback-harmless")
    assert "<script>window.fired" in page.inner_text("body"), "the page shows the learner's words"
    assert page.evaluate("window.fired") is None
    assert page.hosts <= {""}, "a page opened from a file asks nobody"


def click_everything(page: Any) -> None:
    """Click whatever a learner's text turned into, as a curious marker would."""
    for link in page.locator(".rendered_html a, .panel-footer a").all():
        link.click(timeout=2000, force=True, no_wait_after=True)
    page.wait_for_timeout(300)
