"""A feedback page that somebody else made up: what `kit import` keeps of it runs nothing and asks nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.handin.feedback import receive_feedback
from kit.handin.feedback_record import Comment, Feedback
from kit.journal import make_workspace

HOST = "http://127.0.0.1:9"
SCRIPT = f"<script>document.title = 'ran'; fetch('{HOST}/f')</script><img src='{HOST}/i' onerror='x=1'>"
STYLE = f"<style>@import '{HOST}/c'; body {{ background: url({HOST}/b) }}</style>"


@pytest.mark.attack
def test_nothing_of_a_forged_page_comes_along(chromium, tmp_path: Path):
    workspace = tmp_path / "course"
    workspace.mkdir()
    make_workspace(workspace, "amy")
    record = Feedback(
        learner="amy", workspace=None, assignment="equity", revision=None, levels={"event": 2},
        comments=(Comment(text=SCRIPT + STYLE),),
    )  # fmt: skip
    forged = tmp_path / "equity.html"
    forged.write_text(f"<html><head>{record.as_meta()}{STYLE}</head><body>{SCRIPT}</body></html>", "utf-8")

    def opened(file: Path) -> tuple[str, set[str]]:
        page = chromium.new_page()
        asked: set[str] = set()
        page.on("request", lambda request: asked.add(request.url))
        page.goto(file.as_uri())
        page.wait_for_timeout(200)
        title = page.title()
        page.close()
        return title, {url for url in asked if not url.startswith("file:")}

    title, asked = opened(forged)
    assert title == "ran", "the attack works on the page as it was sent"
    assert len(asked) >= 3
    title, asked = opened(receive_feedback(workspace, forged))
    assert title.startswith("Feedback")
    assert asked == set()
    print("1 forged page with 4 ways out: none is left")


def test_pictures_beside_a_page_are_shown(chromium, tmp_path: Path):
    from kit.web_page import web_page

    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='7' height='7'/>", "utf-8")
    file = tmp_path / "page.html"
    file.write_text(web_page("Page", '<img src="a.svg" alt="">', "", beside=True), "utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("document.querySelector('img').naturalWidth") == 7
    page.close()
