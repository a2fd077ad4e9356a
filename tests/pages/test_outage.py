"""A laptop sleeps or the course dies while somebody types on a page."""

from __future__ import annotations

import re
import socket

import psutil
import pytest
from course_window import HABIT, SEEN, go, ready
from playwright.sync_api import expect
from started import kit_starting

REFLECTION = ".kit-form[data-items~='respect.reflection']"


def test_a_laptop_that_slept_goes_on_with_every_word(page, served):
    go(page, served, "02_respect", "your-reflection")
    words, notice = page.locator(REFLECTION).get_by_role("textbox").first, page.locator(".kit-notice")
    state = page.locator(REFLECTION).locator(".kit-state").first
    words.fill("Before.")
    expect(state).to_have_text(re.compile("Draft · Saved"), **SEEN)
    page.context.set_offline(True)
    words.press("End")
    page.keyboard.type(" Asleep.")
    expect(notice).to_have_attribute("data-key", "shell.gone", **SEEN)
    expect(page.locator(".kit-bar-state")).to_have_attribute("data-phase", "failed")
    page.context.set_offline(False)
    words.focus()
    page.keyboard.type(" After.")
    expect(notice).to_be_empty(**SEEN)
    ready(page)
    expect(words).to_have_value("Before. Asleep. After.")
    page.reload()
    expect(words).to_have_value("Before. Asleep. After.", **SEEN)


def test_a_course_that_dies_takes_no_word_with_it_even_if_its_page_is_closed(tmp_path, page):
    with kit_starting(tmp_path) as start:
        # A free port outside the ones that courses of other tests choose by themselves.
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        first = start("--workspace", str(tmp_path / "course"), "--port", port)
        go(page, (first.address, tmp_path / "course"), "02_respect", "your-reflection")
        words = page.locator(REFLECTION).get_by_role("textbox").first
        words.press_sequentially("typed and saved")
        state = page.locator(REFLECTION).locator(".kit-state").first
        expect(state).to_have_text(re.compile("Draft · Saved"), **SEEN)
        for process in psutil.Process(first.process.pid).children(recursive=True):
            process.kill()
        first.process.wait(60)
        words.press("End")
        page.keyboard.type(", and then it died")
        expect(state).to_have_attribute("data-phase", "failed", **SEEN)
        again = page.context.new_page()
        page.close()
        second = start("--workspace", str(tmp_path / "course"), "--port", port)
        go(again, (second.address, tmp_path / "course"), "02_respect", "your-reflection")
        words = again.locator(REFLECTION).get_by_role("textbox").first
        expect(words).to_have_value("typed and saved, and then it died", **SEEN)
        ready(again)


STORED = """async () => JSON.stringify([
  Object.entries(localStorage), Object.entries(sessionStorage), await indexedDB.databases(),
  await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length, history.state])"""


@pytest.mark.attack
def test_a_course_that_dies_leaves_no_private_word_in_the_browser(tmp_path, page):
    with kit_starting(tmp_path) as start:
        first = start("--workspace", str(tmp_path / "course"))
        go(page, (first.address, tmp_path / "course"), step="private-pause")
        private = page.locator(HABIT)
        private.get_by_role("textbox").fill("4711 is saved")
        expect(private.locator(".kit-state")).to_have_text(re.compile("Draft · Saved"), **SEEN)
        for process in psutil.Process(first.process.pid).children(recursive=True):
            process.kill()
        first.process.wait(60)
        private.get_by_role("textbox").fill("4711 is saved, and this isn't")
        expect(private.locator(".kit-state")).to_have_attribute("data-phase", "failed", **SEEN)
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.evaluate("setTimeout(() => location.reload())")
        expect(private.get_by_role("textbox")).to_have_value("4711 is saved, and this isn't")
        # The page is asked to stay, since these words are nowhere else.
        page.wait_for_timeout(500)
        assert asked == ["beforeunload"]
        assert "4711" not in page.evaluate(STORED)
        second = start("--workspace", str(tmp_path / "course"))
        assert second.address.partition("#")[2] != first.address.partition("#")[2]
