"""Check accessibility: axe's findings, what a screen reader is told, rings of focus, motion and widths."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import kit
from kit.content import compiled

WEEKS = json.loads((Path(kit.__file__).parent / "static/shell/course.json").read_text("utf-8"))["weeks"]
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
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(not dark).lower())
    page.wait_for_timeout(200)  # buttons fade into their new color


MOVING = """[...document.querySelectorAll('.kit-course *, .kit-top, .kit-top *, .kit-side *')]
  .filter(node => {
    const { transitionDuration, animationName } = getComputedStyle(node);
    return transitionDuration !== '0s' || animationName !== 'none';
  })
  .map(node => node.className)"""

WIDER = """width => Array.from(document.querySelectorAll('.kit-course *, .kit-top *'))
  .filter(node => node.checkVisibility() && node.getBoundingClientRect().right > width + 1)
  .filter(node => !node.closest('table, .kit-table, svg, .kit-skip'))
  .map(node => node.className + ' ' + node.textContent.slice(0, 40))"""

UNTITLED = """[...document.querySelectorAll('.kit-form .kit-question, .kit-form .kit-recall')]
  .filter(one => !one.querySelector('h3')).map(one => one.textContent.slice(0, 60))"""

RINGS_CUT = """() => {
  const cut = [], stops = '.kit-form :is(button, input, textarea, select, summary, a[href])';
  for (const one of document.querySelectorAll(stops)) {
    if (!one.checkVisibility() || !one.getClientRects().length) continue;
    const { left, right } = (one.closest('.kit-row, .kit-cell, .kit-to-tick') ?? one).getBoundingClientRect();
    for (let around = one.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowClipMargin } = getComputedStyle(around);
      if (overflowX === 'visible') continue;
      const box = around.getBoundingClientRect();
      const more = overflowX === 'clip' ? parseFloat(overflowClipMargin) : 0;
      if (left - 5 < box.left - more - .5 || right + 5 > box.right + more + .5) {
        cut.push(`${around.className}: ${one.tagName} ${one.className} ${one.textContent.slice(0, 30)}`);
        break;
      }
    }
  }
  return cut;
}"""
"""Controls whose ring of focus, 3 pixels wide and 2 away, is cut off at a side."""

SPOKEN = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    const text = walk.currentNode.textContent.trim();
    if (node.checkVisibility()) found.push([node.closest('[lang]').lang, text]);
  }
  return found;
}"""
"""Every text with the language that a screen reader is told of."""


def in_wrong_voice(page: Any) -> tuple[list[tuple[str, str]], set[str]]:
    """Words of the course and of its Spanish interface that say another language; which ones there are."""
    content = compiled()
    spanish = {text for group in content.in_language("es").words.texts.values() for text in group.values()}
    titles = {one for week in WEEKS for one in (week["title"], week["question"])}
    titles |= {step["title"] for week in WEEKS for step in week["steps"]}
    titles |= {item.title for case in content.cases.values() for item in case.items.items}
    english = {text for group in content.words.texts.values() for text in group.values()}
    kinds = {"en": titles - spanish, "es": spanish - english - titles}
    texts = [
        (lang, text, kind) for lang, text in page.evaluate(SPOKEN) for kind in kinds if text in kinds[kind]
    ]
    return [(lang, text) for lang, text, kind in texts if lang != kind], {kind for _, _, kind in texts}
