"""Count keys, clicks, and page loads to mark the same reflections in nbgrader's own page and at the desk.

Only keys and clicks in a real browser count, and the gradebook must then have the levels. The marker gives
only levels, no comments, and doesn't scroll, which Formgrader's long page would need and the desk doesn't.
In both, criteria are marked from first to last. A chord such as Ctrl+. counts as one key.
"""

from __future__ import annotations

import importlib.util
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.content import compiled
from kit.grading.gradebook_opening import open_gradebook
from kit.model import MissingExtra, NotFound, PlainError
from lab.bench.browser import running_chromium
from lab.bench.desk import running_desk
from lab.bench.formgrader import serving_formgrader
from lab.bench.handed_in import collected, marked_texts
from lab.measured import Measured, throwaway

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_PATIENCE = 30_000
"""Milliseconds."""
_MOST = 12
"""The most presses of Tab to reach a field; more would mean that the focus goes in circles."""


class _Marker:
    """A marker at a page, whose keys and clicks are counted."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.page.set_default_timeout(_PATIENCE)
        self.keys = self.clicks = self.loads = 0
        self.page.on("load", self._loaded)

    def _loaded(self, _: Any) -> None:
        self.loads += 1

    def press(self, key: str) -> None:
        """Press one key or one chord."""
        self.keys += 1
        self.page.keyboard.press(key)

    def click(self, words: str) -> None:
        """Click a link, by its text."""
        self.clicks += 1
        self.page.get_by_role("link", name=words, exact=True).click()

    @property
    def counted(self) -> dict[str, int]:
        """The counts so far, by name."""
        return {"keys": self.keys, "clicks": self.clicks, "page loads": self.loads}


def keys(submissions: int = 30) -> Iterator[Measured]:
    """Yield the keys, clicks, and page loads until every submission has its five levels."""
    how = f"kit mark, {submissions} reflections, 5 levels each, no comments; compared with Formgrader"
    names = ("keys", "clicks", "page loads")
    try:
        if importlib.util.find_spec("nbgrader") is None:
            raise MissingExtra("this needs nbgrader", "instructor")
        with running_chromium() as browser, throwaway() as folder:
            root = folder / "course"
            collected(root, submissions, marked_texts)
            other = Path(shutil.copytree(root, folder / "other"))
            beside = _in_formgrader(browser, other, submissions)
            here = _at_desk(browser, root, submissions)
    except (MissingExtra, NotFound) as fault:
        yield from (Measured(f"marking, {name}", None, "", how, skipped=str(fault)) for name in names)
        return
    for name in names:
        yield Measured(f"marking, {name}", here[name], "", how, beside=beside[name])


def _levels(n: int) -> list[int]:
    """Return the levels that the ``n``-th text on the screen gets."""
    return [(n + 2 * at) % 4 for at in range(len(compiled().rubric.criteria))]


def _in_formgrader(browser: Browser, root: Path, submissions: int) -> dict[str, int]:
    token = secrets.token_urlsafe(24)
    with serving_formgrader(root, root.with_name("formgrader.log"), token) as address:
        marker = _Marker(browser)
        page = marker.page
        page.context.request.get(f"{address}/login?token={token}")
        # Start at the list of submissions, where Formgrader's menu leads.
        page.goto(f"{address}/formgrader/gradebook/equity/equity")
        marker.click("Submission #1")
        for n in range(submissions):
            page.wait_for_load_state("networkidle")
            # Its keys work only once a field has the focus.
            page.wait_for_function("document.activeElement.matches('.tabbable')")
            for criterion, level in zip(compiled().rubric.criteria, _levels(n), strict=True):
                _tab_to(marker, f"equity_{criterion.id}")
                marker.press(str(level))
                if criterion is not compiled().rubric.criteria[-1]:
                    # Leaving a field saves it, so wait for that.
                    with page.expect_response(_is_saved):
                        marker.press("Tab")
            was = page.url.partition("?")[0]
            with page.expect_response(_is_saved):
                marker.press("Control+.")
            page.wait_for_url(lambda url, was=was: url.partition("?")[0] != was)  # type: ignore[misc]  # a default, so that the loop's value is kept
        page.wait_for_load_state("load")
        counted = marker.counted
        page.close()
    _check(root, submissions)
    return counted


def _is_saved(response: Any) -> bool:
    return "/api/grade/" in response.url and response.request.method == "PUT"


def _tab_to(marker: _Marker, field: str) -> None:
    for _ in range(_MOST):
        if marker.page.evaluate("document.activeElement.id") == field:
            return
        marker.press("Tab")
    raise PlainError(f"Tab in Formgrader never reached {field} while measuring; run this again.")


def _at_desk(browser: Browser, root: Path, submissions: int) -> dict[str, int]:
    with running_desk(root) as server:
        marker = _Marker(browser)
        page = marker.page
        page.goto(f"http://127.0.0.1:{server.port}/#{server.token}")
        page.wait_for_selector(".words:not(:empty)")
        for n in range(submissions):
            if n:
                was = page.locator(".text").get_attribute("data-code")
                marker.press("Enter")
                page.wait_for_selector(f'.text:not([data-code="{was}"])')
            for level in _levels(n):
                marker.press(str(level))
        page.get_by_text("Saved", exact=True).wait_for()
        counted = marker.counted
        page.close()
    _check(root, submissions)
    return counted


def _check(root: Path, submissions: int) -> None:
    """Raise `KitError` if the gradebook doesn't have the levels that were pressed."""
    wanted = sorted(tuple(_levels(n)) for n in range(submissions))
    criteria = [one.id for one in compiled().rubric.criteria]
    with open_gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        found = sorted(
            tuple(grades[f"equity_{criterion}"] for criterion in criteria)
            for one in gradebook.notebook_submissions("equity", "equity")
            for grades in [{grade.name: grade.manual_score for grade in one.grades}]
        )
    if found != wanted:
        raise PlainError(
            "the gradebook doesn't have the levels that were pressed while measuring; run this again."
        )
