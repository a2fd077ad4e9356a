"""How long each step is on a screen, how many words the interface adds to a week, and its sheets on paper.

A newcomer's pages are measured: nothing is answered, and nothing is played. The height is the document's, in
a window of 1280 × 800. A word counts as the interface's if it is part of a text in `interface.yaml`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kit.content import compiled
from kit.journal import make_workspace, update_workspace
from kit.model import NotFound
from kit.pages.progress import STATIC
from lab.bench.browser import running_chromium
from lab.bench.pages import ANSWERED, page_address, started, until
from lab.measured import Measured, throwaway

_LONGEST = 1600
_SHEET = re.compile(rb"/Type /Page\b")
_DRAWN = """[...document.querySelectorAll('.kit-step:not([hidden]) .kit-slot')]
  .every(slot => !slot.checkVisibility() || [...slot.children].some(one => one.offsetHeight > 20
    || one.matches('.kit-form') && (one.hidden || one.querySelector(':scope > [hidden]'))))"""
_HEIGHT = "document.documentElement.scrollHeight"
_TEXTS = """() => {
  const texts = { authored: [], step: [], around: [] };
  const blocks = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest('script, style, noscript')) continue;
    if (!holder.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    let block = holder;
    while (['inline', 'contents'].includes(getComputedStyle(block).display)) block = block.parentElement;
    const box = block.getBoundingClientRect();
    // What is drawn outside the page, such as a link for the keyboard, isn't seen.
    if (box.width < 2 || box.height < 2 || box.right <= 0) continue;
    blocks.set(block, (blocks.get(block) ?? '') + node.data);
  }
  for (const [block, text] of blocks) {
    const place = block.closest('.kit-text') ? 'authored' : block.closest('.kit-step') ? 'step' : 'around';
    texts[place].push(text.replace(/\\s+/g, ' ').trim());
  }
  return texts;
}"""


def porch() -> Iterator[Measured]:
    """Yield the height of each step, and for each week its words of the interface and its sheets."""
    weeks = json.loads((STATIC / "course.json").read_text("utf-8"))["weeks"]
    phrases, all_words, too_long = _phrases(), Counter[str](), 0
    try:
        with throwaway() as folder, running_chromium() as browser:
            # Her hours and letters differ by voice, so the figures are one voice's.
            update_workspace(make_workspace(folder / "course"), voice="a")
            with started(folder / "course") as course:
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                for week in weeks:
                    words = Counter[str]()
                    page.goto("about:blank")
                    page.goto(f"{page_address(course, week)}#token={course.token}")
                    until(page, ANSWERED)
                    for step in week["steps"]:
                        page.evaluate("step => { location.hash = step; }", step["slug"])
                        until(page, _DRAWN)
                        page.wait_for_timeout(200)
                        height = page.evaluate(_HEIGHT)
                        too_long += height > _LONGEST
                        for place, texts in page.evaluate(_TEXTS).items():
                            words[f"all {place}"] += sum(len(text.split()) for text in texts)
                            words[place] += sum(_words_of(text, phrases) for text in texts)
                        yield Measured(f"{week['title']}, {step['title']}", height, "px", "")
                    page.evaluate("location.hash = 'whole-page'")
                    until(page, _DRAWN)
                    sheets = len(_SHEET.findall(page.pdf(format="Letter")))
                    all_words += words
                    yield _week(week["title"], words)
                    yield Measured(f"{week['title']}, on paper", sheets, "sheets", "Letter, the whole week")
    except NotFound as missing:
        yield Measured("porch", None, "", "", skipped=str(missing))
        return
    yield _week("all weeks", all_words)
    yield Measured("steps that are too long", too_long, "", f"above {_LONGEST} px, unplayed and unanswered")


def _week(title: str, words: Counter[str]) -> Measured:
    seen = sum(count for place, count in words.items() if place.startswith("all "))
    how = f"in the steps; around them {words['around']}; of {seen} words that are seen, step by step"
    return Measured(f"{title}, words of the interface", words["step"], "words", how)


def _phrases() -> list[tuple[re.Pattern[str], int]]:
    """Return a pattern of each text of the interface with the number of its own words, longest first."""
    spoken = compiled().words
    texts = {
        text for one in (spoken, spoken.said_alone()) for said in one.texts.values() for text in said.values()
    }
    found = []
    for text in texts:
        pieces = re.split(r"\{\w+\}", " ".join(text.replace("*", "").split()))
        own = sum(bool(re.search(r"[^\W\d_]", word)) for piece in pieces for word in piece.split())
        if own:
            # A short label counts only where it stands alone, since authors use its words, too.
            pattern = ".{1,80}?".join(map(re.escape, pieces))
            found.append(
                (re.compile(pattern if own > 2 else rf"(?:^|(?<=[·\n] )){pattern}(?= [·\n]|[.:]?$)"), own)
            )
    return sorted(found, key=lambda one: -one[1])


def _words_of(text: str, phrases: Iterable[tuple[re.Pattern[str], int]]) -> int:
    counted = 0
    for pattern, own in phrases:
        text, times = pattern.subn("\n", text)
        counted += own * times
    return counted
