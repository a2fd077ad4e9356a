"""Check accessibility: axe's findings, and the text that a screen reader gets."""

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
"""Wait until everything that fades in is fully visible, including a scene's last line. Before that, no color
has enough contrast. The timeout is for paused animations, which never end."""


def violations(
    page: Any, within: str | None = None, *, contrast: bool = False
) -> list[tuple[str, list[str]]]:
    """Return what axe finds wrong on a page, or in part of it.

    ``contrast`` checks only the colors, which is enough for a page's second theme once the first was checked.
    """
    page.evaluate(STILL)
    options = {"resultTypes": ["violations"], **(CONTRAST if contrast else {})}
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]


def transcript(page: Any, parts: str, most: int | None = None) -> str:
    """Return the accessibility tree of parts of a page, or of the first ``most`` of them."""
    return "\n".join(part.aria_snapshot() for part in page.locator(parts).all()[:most]) + "\n"


def in_other_theme(page: Any, *, dark: bool) -> None:
    """Switch the system's theme to dark or light, and wait until the page has followed."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=str(not dark).lower())
    page.wait_for_timeout(200)  # buttons fade into their new color
