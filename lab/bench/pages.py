"""How long a learner waits in a real browser for the first form, a notebook, a step, or a turn of a scene.

Runs of the course alternate with runs of plain JupyterLab with one widget, so that other load on the machine
affects both. Each run opens a new profile, on a server that has just started to answer.
"""

from __future__ import annotations

import json
import os
import statistics
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.model import NotFound
from lab.bench.bare_lab import READY, RUN, SHOWN, bare_lab
from lab.bench.browser import running_chromium
from lab.measured import Measured, p95, throwaway

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from kit.launch.running import Running

_ROUNDS = 3
_PATIENCE = 120
_READING = 5000
"""Milliseconds."""
_JUMPED_TO = 3
"""Index of the week that is opened from Home."""
_MOST = 40
"""The most turns to play in one scene; every path has fewer."""

_FORM = """() => Array.from(document.querySelectorAll(".kit-course .kit-form"))
  .some(form => form.checkVisibility() && form.getBoundingClientRect().height > 20)"""
_WIDGET = f"() => document.querySelector({SHOWN!r})?.checkVisibility()"
_SAVED = "() => document.querySelector('.kit-bar-state')?.dataset.phase === 'saved'"
_FOLLOW = """address => {
  const link = Object.assign(document.createElement("a"), { href: address });
  document.getElementById("kit-page").append(link);
  link.click();
  link.remove();
}"""
_NEXT = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const headings = document.querySelectorAll(".kit-course h2");
  const heading = () => Array.from(headings).find(one => one.checkVisibility());
  const next = document.querySelector(".kit-bar-next");
  const [before, began] = [heading(), performance.now()];
  next.click();
  while (!heading() || heading() === before) await frame();
  await frame();
  return performance.now() - began;
}"""


@dataclass
class _Times:
    """Seconds, one per run. ``steps`` and ``turns`` are in milliseconds, one per step or turn."""

    bare: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    jumped: list[float] = field(default_factory=list)
    prepared: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)


def pages(rounds: int = _ROUNDS) -> Iterator[Measured]:
    """Yield the medians of opening pages, and the 95th percentiles of steps and turns."""
    times = _Times()
    try:
        with throwaway() as folder, running_chromium() as browser:
            for number in range(rounds):
                _plain(browser, folder / f"plain{number}", times)
                _course(browser, folder / f"course{number}", times)
    except NotFound as missing:
        yield Measured("pages", None, "s", "", skipped=str(missing))
        return
    first, bare = statistics.median(times.first), statistics.median(times.bare)
    how = f"median of {rounds} runs, each in a new profile{_load()}"
    yield Measured(
        "first form on the page",
        first,
        "s",
        f"{first / bare:.2f} times as long as plain JupyterLab with one widget; {how}",
        beside=bare,
    )
    for name, taken in (
        ("next notebook, opened from Home", times.jumped),
        ("next notebook, prepared in advance", times.prepared),
    ):
        opened = statistics.median(taken)
        said = f"{opened / first:.0%} of the first form's time; median of {rounds} runs"
        yield Measured(name, opened, "s", said, beside=first)
    yield Measured("next step, p95", p95(times.steps), "ms", f"{len(times.steps)} steps of {rounds} runs")
    if times.turns:
        said = f"{len(times.turns)} turns of {rounds} runs, from the key to the second frame"
        yield Measured("turn of a scene, p95", p95(times.turns), "ms", said)


def _load() -> str:
    if not hasattr(os, "getloadavg"):
        return ""
    return f"; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def _plain(browser: Browser, folder: Path, times: _Times) -> None:
    page = browser.new_page()
    with bare_lab(folder) as address:
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        _until(page, READY)
        page.evaluate(RUN)
        _until(page, _WIDGET)
        times.bare.append(time.perf_counter() - began)
        page.close()


def _course(browser: Browser, workspace: Path, times: _Times) -> None:
    from kit.launch import refresh, start_server
    from kit.pages.progress import STATIC

    weeks = json.loads((STATIC / "course.json").read_text("utf-8"))["weeks"]
    refresh(workspace)
    running = start_server(workspace)
    page = browser.new_page()
    try:
        times.first.append(_first(page, running, weeks[0]))
        page.click(".kit-bar-home")
        _read(page, running)
        times.jumped.append(_next(page, weeks[_JUMPED_TO]))
        _read(page, running)
        page.evaluate(_FOLLOW, _address(weeks[_JUMPED_TO], 0))
        for _ in weeks[_JUMPED_TO]["steps"][1:]:
            times.steps.append(page.evaluate(_NEXT))
            page.wait_for_timeout(500)
            times.turns += turns(page)
        page.wait_for_function("() => document.querySelectorAll('.kit-course').length > 1")
        _read(page, running)
        times.prepared.append(_next(page, weeks[_JUMPED_TO + 1]))
    finally:
        page.close()
        running.stop()


def _first(page: Page, running: Running, week: dict[str, Any]) -> float:
    address = _address(week).replace("#", f"?token={running.token}#")
    began = time.perf_counter()
    page.goto(f"http://127.0.0.1:{running.port}{address}", wait_until="commit")
    _until(page, _FORM)
    taken = time.perf_counter() - began
    _until(page, _SAVED)
    return taken


def _next(page: Page, week: dict[str, Any]) -> float:
    began = time.perf_counter()
    page.evaluate(_FOLLOW, _address(week))
    _until(page, _FORM)
    taken = time.perf_counter() - began
    _until(page, _SAVED)
    return taken


def _address(week: dict[str, Any], step: int | None = None) -> str:
    """Return the address of one of a week's steps. The default is the first step that asks something."""
    steps = week["steps"]
    chosen = steps[step] if step is not None else next(one for one in steps if one["asks"])
    return f"/doc/tree/{week['notebook']}#{chosen['slug']}"


def _until(page: Page, holds: str) -> None:
    page.wait_for_function(holds, timeout=_PATIENCE * 1000, polling="raf")


def _read(page: Page, running: Running) -> None:
    """Wait as long as a learner reads, until a second kernel exists and has had time to get ready."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{running.port}/api/kernels", headers={"Authorization": f"token {running.token}"}
    )
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        # Jupyter may not answer while a kernel starts.
        with suppress(OSError), urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310  # http, and ours
            if len(json.load(answer)) > 1:
                break
        time.sleep(0.2)
    page.wait_for_timeout(_READING)


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
    """Play the scene on the screen to its end by the first choices; return each turn's milliseconds."""
    played: list[float] = page.evaluate(_TURNS, _MOST)
    return played
