"""What everybody must be able to use: axe's findings, and what a screen reader is told."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


STILL = """() => {
  const end = one => one.effect?.getComputedTiming().endTime;
  const ending = document.getAnimations().filter(one => Number.isFinite(end(one)));
  const left = ending.map(one => end(one) - (one.currentTime ?? 0));
  return Promise.race([
    Promise.allSettled(ending.map(one => one.finished)),
    new Promise(done => setTimeout(done, Math.max(2000, ...left) + 1000)),
  ]).then(() => {});
}"""
"""Waits until what fades in is there, a scene's last line, too: half there, no color stands out enough.
What is paused never ends."""


def violations(
    page: Any, within: str | None = None, *, contrast: bool = False
) -> list[tuple[str, list[str]]]:
    """What axe finds wrong on a page, or within a part of it.

    ``contrast`` asks for colors alone: enough for the second theme of a page that was read in the first.
    """
    page.evaluate(STILL)
    options = {"resultTypes": ["violations"], **(CONTRAST if contrast else {})}
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]


def transcript(page: Any, parts: str, most: int | None = None) -> str:
    """The accessibility tree of parts of a page, or of the first of them, as a screen reader meets them."""
    return "\n".join(part.aria_snapshot() for part in page.locator(parts).all()[:most]) + "\n"


def in_other_theme(page: Any, *, dark: bool) -> None:
    """Let the system ask for dark or light pages, and wait until the page has followed."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=str(not dark).lower())
    page.wait_for_timeout(200)  # what one presses fades into its new color
