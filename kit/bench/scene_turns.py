"""How long a turn of a scene takes: from the key to the frame in which what follows is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_MOST = 40
"""Turns at one time; a path has fewer."""

_TURNS = """async most => {
  const frame = () => new Promise(requestAnimationFrame);
  const scenes = [...document.querySelectorAll(".kit-form[data-kind=scene]")];
  const scene = scenes.find(one => one.checkVisibility());
  if (!scene) return [];
  const turn = scene.querySelector(".kit-turn");
  while (!turn.firstElementChild) await frame();
  const taken = [];
  while (turn.dataset.ended !== "true" && taken.length < most) {
    // A learner reads first; what the last turn sent is saved by then. The typed line may be left empty.
    await new Promise(resolve => setTimeout(resolve, 500));
    if (!turn.querySelector(".kit-choice")?.checkVisibility()) turn.querySelector(".kit-main").click();
    const began = performance.now();
    turn.dispatchEvent(new KeyboardEvent("keydown", { key: "1", bubbles: true }));
    await frame();
    await frame();
    taken.push(performance.now() - began);
  }
  return taken;
}"""


def turns(page: Page) -> list[float]:
    """Milliseconds of each turn of the scene on the screen, played to its end by its first choices."""
    played: list[float] = page.evaluate(_TURNS, _MOST)
    return played
