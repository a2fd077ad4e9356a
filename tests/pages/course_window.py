"""A window of a browser with a page of the course in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

SEEN = {"timeout": 30_000}
HABIT = ".kit-form[data-items='equity.habit']"
STICKS_OUT = """width => document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1)
    .map(one => one.className + one.textContent.slice(0, 60))"""


@contextmanager
def window(chromium: Any, **how: Any) -> Iterator[Any]:
    """A page of a fresh profile that notes its requests and errors."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
    page = context.new_page()
    page.requests = []
    context.on("request", lambda request: page.requests.append(request))
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on(
        "console", lambda said: page.errors.append(said.text) if "Content Security" in said.text else None
    )
    yield page
    assert page.errors == []
    context.close()


def go(page: Any, served: Any, name: str = "01_equity", step: str = "") -> None:
    """Open a page with the token in its address, as ``kit start`` does, and wait until it has its answers."""
    there = urlsplit(served[0])
    to = f"/partnership-kit/course/{name}.html#{there.fragment.split('&')[0]}"
    page.goto(f"{there.scheme}://{there.netloc}{to}{f'&step={step}' if step else ''}")
    ready(page)


def ready(page: Any) -> None:
    expect(page.locator(".kit-bar-state")).to_have_attribute("data-phase", "saved", **SEEN)


def to_step(page: Any, step: str) -> None:
    page.evaluate("step => { location.hash = step; }", step)
    page.locator("h1:focus, h2:focus").wait_for()
