"""The way of an assignment with nbgrader's commands alone: to a learner, back, marked, and back again."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from marking_page import mark

pytest.importorskip("nbgrader")

import make_submissions as make

from lab.bench.formgrader import serving_formgrader

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows")

ME = "partnership"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A course root with what one learner fetched, wrote and submitted, and another's zip; all autograded."""
    base = tmp_path_factory.mktemp("round")
    exchange, learner = base / "exchange", base / "learner"
    exchange.mkdir(mode=0o777)
    learner.mkdir()
    root = make.make_course(base / "course")
    place = f"c.Exchange.root = {str(exchange)!r}\nc.Exchange.cache = {str(base / 'cache')!r}\n"
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as configuration:
        configuration.write(f"\nc = get_config()\n{place}")
    course = f"c = get_config()\nc.CourseDirectory.course_id = {ME!r}\n"
    (learner / "nbgrader_config.py").write_text(course + place, encoding="utf-8")
    run(root, "generate_assignment", "equity")
    run(root, "release_assignment", "equity")
    run(learner, "fetch_assignment", "equity")
    fetched = learner / "equity"
    shipped = make.CHECKOUT / "assignments" / "release" / "equity" / "equity.ipynb"
    assert (fetched / "equity.ipynb").read_bytes() == shipped.read_bytes()
    (fetched / "responses.jsonl").write_text(make.line(make.GOOD), encoding="utf-8")
    run(learner, "submit", "equity")
    run(root, "collect", "equity")
    make.put_zip(root, "amy", journal=make.line("By zip, and not through the exchange."))
    run(root, "zip_collect", "equity")
    run(root, "autograde", "equity")
    (me,) = {path.name for path in (root / "autograded").iterdir()} - {"amy"}
    for who in (me, "amy"):
        for criterion in make.CRITERIA:
            mark(f"sqlite:///{root / 'gradebook.db'}", "equity", who, criterion, 2, f"About {criterion}.")
    return SimpleNamespace(root=root, learner=learner, exchange=exchange, me=me)


def run(folder: Path, *command: str) -> None:
    assert make.nbgrader_here(folder, *command) == 0, command


def released(course: SimpleNamespace) -> list[Path]:
    return [*(course.exchange / ME / "feedback").glob("*")]


def fetched(course: SimpleNamespace) -> str:
    run(course.learner, "fetch_feedback", "equity")
    (page,) = (course.learner / "equity" / "feedback").rglob("*.html")
    return page.read_text("utf-8")


def test_feedback_is_released_and_fetched_and_a_page_made_anew_takes_its_place(collected: Any) -> None:
    gradebook = f"sqlite:///{collected.root / 'gradebook.db'}"
    run(collected.root, "generate_feedback", "equity")
    run(collected.root, "release_feedback", "equity")
    assert "About action." in fetched(collected)
    # A hand-in by zip has no place in the exchange; nothing else of anybody goes there.
    assert len(released(collected)) == 1
    for one in ("amy", collected.me):
        beside = {path.name for path in (collected.root / "feedback" / one / "equity").iterdir()}
        came = {"timestamp.txt"} if one == "amy" else {"timestamp.txt", "submission_secret.txt"}
        assert beside == {"equity.html", "equity.json", *came}
    mark(gradebook, "equity", collected.me, "action", 3, "Said anew.")
    run(collected.root, "generate_feedback", "equity")
    run(collected.root, "release_feedback", "equity")
    assert "Said anew." in fetched(collected)
    # Pages that were made before they could be released are made once more.
    for file in (collected.root / "feedback" / collected.me / "equity").glob("*.txt"):
        file.unlink()
    shutil.rmtree(collected.exchange / ME / "feedback")
    run(collected.root, "generate_feedback", "equity")
    run(collected.root, "release_feedback", "equity")
    assert len(released(collected)) == 1


@pytest.mark.slow
def test_a_learner_lists_and_validates_and_formgrader_makes_and_releases_feedback(
    collected: Any, chromium: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    run(collected.learner, "list")
    assert "partnership equity" in capfd.readouterr().err
    assert "Success" in make.nbgrader(collected.learner, "validate", "equity/equity.ipynb").stdout
    mark(
        f"sqlite:///{collected.root / 'gradebook.db'}", "equity", collected.me, "event", 3, "From Formgrader."
    )
    with serving_formgrader(collected.root, collected.root / "log.txt") as url:
        page = chromium.new_context().new_page()
        page.goto(f"{url}/formgrader/manage_assignments")
        for what in ("generate-feedback", "release-feedback"):
            page.locator(f"td.{what} a").click()
            page.locator(".modal.in").wait_for()
            assert page.locator(".modal.in .modal-title").inner_text() == "Success", page.inner_text(
                ".modal.in"
            )
            page.locator(".modal.in .modal-footer .close").click()
            page.locator(".modal.in").wait_for(state="detached")
        page.context.close()
    assert "From Formgrader." in fetched(collected)
