"""How many kernels a learner's page has at any moment, and that the next notebook need not wait for one."""

from __future__ import annotations

import threading
import time

import psutil
import pytest
from playwright.sync_api import expect
from started import kit_starting

WEEKS = ("03_communication", "01_equity", "05_commitment")


def kernels_below(pid):
    """The process numbers of all kernels that a course has started."""
    found = set()
    for process in psutil.Process(pid).children(recursive=True):
        try:
            if "ipykernel_launcher" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                found.add(process.pid)
        except psutil.NoSuchProcess:
            continue
    return found


class Counting(threading.Thread):
    """Counts them as long as it runs."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.over = pid, 0, threading.Event()

    def run(self):
        while not self.over.wait(0.05):
            self.most = max(self.most, len(kernels_below(self.pid)))


@pytest.fixture
def begun(tmp_path):
    with kit_starting(tmp_path) as start:
        yield start("--lab", "--workspace", str(tmp_path / "course"))


def until(holds):
    end = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


# The next week is waited for by the clock, which three tests at once on two cores upset.
@pytest.mark.slow
def test_a_week_chosen_from_home_takes_the_kernel_that_waits_and_never_are_there_three(begun, chromium):
    pid = begun.process.pid
    counting = Counting(pid)
    counting.start()
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{begun.address.split('#')[0]}#what-is-private-what-is-graded")
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=90_000)
    for week in WEEKS:
        until(lambda: len(kernels_below(pid)) == 2)
        waiting = kernels_below(pid)
        page.locator(".kit-bar-home").click()
        page.locator(f".kit-weeks a[href*='{week}']").click()
        page.locator(".kit-bar-next").click()
        expect(page.locator(".kit-course .kit-form:visible").first).to_be_visible(timeout=60_000)
        expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
        used = page.evaluate(
            """async () => (await (await fetch("/api/sessions")).json()).map(one => one.path)"""
        )
        assert f"{week}.ipynb" in used
        until(lambda before=waiting: len(kernels_below(pid)) == 2 and kernels_below(pid) != before)
        # One of them was there before: the notebook took it, and the one it left ended.
        assert len(kernels_below(pid) & waiting) == 1
    # The second week after another before the first is ready: whatever is under way comes to an end first.
    for week in reversed(WEEKS):
        page.locator(".kit-bar-home").click()
        page.locator(f".kit-weeks a[href*='{week}']").click()
        page.wait_for_timeout(200)
    page.wait_for_selector(".kit-course h2:visible", timeout=60_000)
    expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=60_000)
    # An address that is typed loads another page; what the one before it had ends.
    for week in WEEKS:
        until(lambda: len(kernels_below(pid)) == 2)
        page.goto(f"{begun.address.split('/doc/')[0]}/doc/tree/{week}.ipynb")
        expect(page.locator(".kit-bar-state")).to_have_text("All saved", timeout=90_000)
    until(lambda: len(kernels_below(pid)) == 2)
    counting.over.set()
    counting.join()
    assert counting.most == 2
    assert page.locator(".kit-course [data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    context.close()
