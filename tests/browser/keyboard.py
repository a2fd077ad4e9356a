"""Act as a learner without a mouse: do each step from start to end with Tab, Space, Enter and typed words."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

HERE = """() => {
  const node = document.activeElement;
  const marked = node.closest('.kit-row, .kit-cell, .kit-to-tick, .kit-drop') ?? node;
  const { top, bottom } = node.getBoundingClientRect();
  const bar = document.querySelector('.kit-top').getBoundingClientRect().bottom;
  const group = node.type === 'radio' && [...document.querySelectorAll(`[name="${node.name}"]`)];
  return {
    what: node.type ?? node.tagName.toLowerCase(),
    words: node.textContent.trim(),
    name: `${node.tagName} ${node.className} ${node.name ?? ''} ${node.textContent.trim().slice(0, 40)}`,
    form: Boolean(node.closest('.kit-form')),
    last: node.matches('.kit-step-end .kit-main'),
    pile: Boolean(node.closest('.kit-sort-to')),
    handed: Boolean(node.closest('.kit-form')?.querySelector('.kit-receipt')?.checkVisibility()),
    given: group ? group.some(one => one.checked) : node.localName === 'textarea' ? node.value : node.checked,
    inView: top >= bar - 1 && (bottom <= innerHeight + 1 || bottom - top > innerHeight - bar),
    ring: [marked, ...marked.querySelectorAll('*'), node].some(one =>
      parseFloat(getComputedStyle(one).outlineWidth) >= 2 && getComputedStyle(one).outlineStyle !== 'none'),
  };
}"""
PRESSED = ("Done", "Turn the card", "Next card", "Hand in")
MOST = 150
"""The most stops by Tab in one step; more than this means going around in a circle."""


def walk_steps(page: Any, until: str) -> list[str]:
    """Do every step from the one on the screen until the notebook ``until``; returns the steps' titles."""
    titles: list[str] = []
    shown = page.locator(".kit-course h2:visible")
    while until not in page.url:
        expect(shown).to_have_count(1, timeout=30_000)
        titles.append(shown.inner_text())
        shown.evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
        _do_step(page)
        # The heading's text ends with a hidden link mark, so compare the visible text.
        expect(shown).not_to_have_text(titles[-1], use_inner_text=True, timeout=30_000)
    return titles


def _do_step(page: Any) -> None:
    here: dict[str, Any] = {}
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["last"]:
            assert page.get_by_role("button", name="Done", exact=True).count() == 0, "all is done here"
            page.keyboard.press("Enter")
            return
        if not here["form"]:
            continue
        assert here["ring"], f"no ring around {here['name']}"
        assert here["inView"], f"out of sight: {here['name']}"
        # A press may lead on, to the next card or to the other side of this one.
        while _answer(page, here):
            before, here = here["name"], page.evaluate(HERE)
            if here["name"] == before:
                break
    raise AssertionError(f"no way out by Tab: {here['name']}")


def _answer(page: Any, here: dict[str, Any]) -> bool:
    """Do what a learner would do at this place; returns whether there was anything to do."""
    if here["what"] == "textarea" and not here["given"]:
        page.keyboard.type("Written at the keyboard.")
    elif here["what"] in ("radio", "checkbox") and not here["given"]:
        page.keyboard.press("Space")
    elif here["words"] == "Hand in" and here["handed"]:
        return False  # the button stays, so that one can hand in again; the receipt says that it was done
    elif here["pile"] or here["words"] in PRESSED:
        page.keyboard.press("Enter")
    else:
        return False
    # Wait until saving has started and finished.
    page.wait_for_timeout(100)
    page.wait_for_function(
        "![...document.querySelectorAll('.kit-state')].some(one => /^(Saving|Making)/.test(one.textContent))"
    )
    return True
