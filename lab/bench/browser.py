"""Find Chromium, and run it to measure pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kit.model import NotFound

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def chromium_program() -> str | None:
    """Return the path of Chromium or Chrome, or ``None`` if neither is installed."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run a headless Chromium. Raises `NotFound` if Chromium or Playwright is not installed."""
    program = chromium_program()
    if program is None:
        raise NotFound("there is no Chromium on this computer; install it and run this again.")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NotFound(
            "measuring pages needs Playwright; in a checkout of the source, type: "
            "uv run --group dev python -m lab.bench pages"
        ) from None
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *quiet]
        )
        try:
            yield browser
        finally:
            browser.close()
