"""How long a learner waits for the course's pages in a real browser, and the memory that the course takes.

Runs of the course alternate with runs of plain JupyterLab with one widget, so that other load on the machine
affects both. Each run has a new workspace, a server that has just started, and a browser without a cache.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import psutil

from kit.model import NotFound, PlainError
from kit.pages.progress import STATIC
from lab.bench.bare_lab import READY, RUN, SHOWN, bare_lab
from lab.bench.browser import running_chromium
from lab.bench.handed_in import KIT
from lab.measured import Measured, p95, throwaway

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ROUNDS = 9
_PATIENCE = 120
_WEEK, _NEXT_WEEK = 1, 2
"""Indexes of the week that is answered and of the one after it, which has a scene."""
_MOST = 40
"""The most turns to play in one scene; every path has fewer."""
_ANSWER = "At the fall conference a grandfather laid our report face down after the first page. " * 7

_FRAMES = "const frame = () => new Promise(requestAnimationFrame);"
_UNTIL = f"async () => {{ {_FRAMES} while (!(%s)) await frame(); }}"
"""The page's policy forbids Playwright's own ``wait_for_function``."""
_FORM = """[...document.querySelectorAll(".kit-course .kit-form")]
  .some(form => form.checkVisibility() && form.getBoundingClientRect().height > 20)"""
ANSWERED = "document.querySelector('.kit-bar-state')?.dataset.phase === 'saved'"
_WIDGET = f"() => document.querySelector({SHOWN!r})?.checkVisibility()"
_NEXT = f"""async () => {{
  {_FRAMES}
  const heading = () => [...document.querySelectorAll(".kit-course h2")].find(one => one.checkVisibility());
  const [before, began] = [heading(), performance.now()];
  document.querySelector(".kit-bar-next").click();
  while (!heading() || heading() === before) await frame();
  await frame();
  return performance.now() - began;
}}"""
_TURNS = f"""async most => {{
  {_FRAMES}
  const scenes = [...document.querySelectorAll(".kit-form[data-kind=scene]")];
  const scene = scenes.find(one => one.checkVisibility());
  if (!scene) return [];
  const turn = scene.querySelector(".kit-turn");
  while (!turn.firstElementChild) await frame();
  const taken = [];
  while (turn.dataset.ended !== "true" && taken.length < most) {{
    // A learner reads first; what the last turn sent is saved by then. The typed line may be left empty.
    await new Promise(resolve => setTimeout(resolve, 500));
    // The choices come after her last line; all her lines can be shown at once.
    turn.querySelector(".kit-coming")?.click();
    await frame();
    if (!turn.querySelector(".kit-choice")?.checkVisibility()) turn.querySelector(".kit-main").click();
    const began = performance.now();
    turn.dispatchEvent(new KeyboardEvent("keydown", {{ key: "1", bubbles: true }}));
    await frame();
    await frame();
    taken.push(performance.now() - began);
  }}
  return taken;
}}"""


class _Course(NamedTuple):
    """A running ``kit start``: its process, its pages' address, and the token."""

    process: subprocess.Popen[str]
    printed: str
    base: str
    token: str


def pages(rounds: int = _ROUNDS) -> Iterator[Measured]:
    """Yield the medians of opening pages and of memory, and the 95th percentiles of steps and turns."""
    taken: dict[str, list[float]] = defaultdict(list)
    try:
        with throwaway() as folder, running_chromium() as browser:
            for number in range(rounds):
                taken["bare"].append(_plain(browser, folder / f"plain{number}"))
                _course(browser, folder / f"course{number}", taken)
    except NotFound as missing:
        yield Measured("pages", None, "s", "", skipped=str(missing))
        return
    load = f"; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    runs = f"median of {rounds} runs, each with an empty cache"
    beside = {"form drawn": statistics.median(taken["bare"])}
    for name, how in (
        ("form drawn", f"from the address typed; compared with a widget in plain JupyterLab; {runs}{load}"),
        ("all answers", f"from the address typed, until the page says that all is saved; {runs}"),
        ("next week", f"its form drawn; median of {rounds} runs"),
        ("kit start to the first page", f"a new workspace; until the page has its answers; {runs}"),
    ):
        yield Measured(name, statistics.median(taken[name]), "s", how, beside=beside.get(name))
    for name, unit in (("next step", "steps"), ("turn of a scene", "turns")):
        how = f"{len(taken[name])} {unit} of {rounds} runs, until the second frame"
        yield Measured(f"{name}, p95", p95(taken[name]), "ms", how)
    for name in ("PSS", "RSS"):
        if taken[name]:
            how = f"kit start and its server, once a week's texts are answered; median of {rounds} runs"
            yield Measured(f"memory, {name}", statistics.median(taken[name]), "MB", how)
    elsewhere, asked = sum(taken["elsewhere"]), sum(taken["requests"])
    yield Measured(
        "requests elsewhere", elsewhere, "", f"of {asked:.0f} that the pages made in {rounds} runs"
    )


def _plain(browser: Browser, folder: Path) -> float:
    page = browser.new_page()
    with bare_lab(folder) as address:
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_function(READY, timeout=_PATIENCE * 1000, polling="raf")
        page.evaluate(RUN)
        page.wait_for_function(_WIDGET, timeout=_PATIENCE * 1000, polling="raf")
        taken = time.perf_counter() - began
    page.close()
    return taken


def _course(browser: Browser, workspace: Path, taken: dict[str, list[float]]) -> None:
    weeks = json.loads((STATIC / "course.json").read_text("utf-8"))["weeks"]
    began = time.perf_counter()
    with started(workspace) as course:
        page = _new_page(browser, course, taken)
        page.goto(course.printed, wait_until="commit")
        until(page, ANSWERED)
        taken["kit start to the first page"].append(time.perf_counter() - began)
        page.context.close()

        page = _new_page(browser, course, taken)
        began = time.perf_counter()
        page.goto(f"{page_address(course, weeks[_WEEK])}#token={course.token}&step={_asking(weeks[_WEEK])}")
        until(page, _FORM)
        taken["form drawn"].append(time.perf_counter() - began)
        until(page, ANSWERED)
        taken["all answers"].append(time.perf_counter() - began)

        began = time.perf_counter()
        page.goto(
            f"{page_address(course, weeks[_NEXT_WEEK])}#{_asking(weeks[_NEXT_WEEK])}", wait_until="commit"
        )
        until(page, _FORM)
        taken["next week"].append(time.perf_counter() - began)
        until(page, ANSWERED)

        page.goto(f"{page_address(course, weeks[_NEXT_WEEK])}#{weeks[_NEXT_WEEK]['steps'][0]['slug']}")
        for _ in weeks[_NEXT_WEEK]["steps"][1:]:
            taken["next step"].append(page.evaluate(_NEXT))
            page.wait_for_timeout(500)
            taken["turn of a scene"] += page.evaluate(_TURNS, _MOST)
        page.context.close()
        _answer(course, Path(weeks[_WEEK]["notebook"]).stem)
        _weigh(course, taken)


@contextmanager
def started(workspace: Path) -> Iterator[_Course]:
    """Run ``kit start`` as a learner types it, but without opening a browser."""
    command = [sys.executable, "-c", KIT, "start", "--no-browser", "--workspace"]
    process = subprocess.Popen(
        [*command, str(workspace)],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = []
        for line in process.stdout or ():
            lines.append(line)
            if address := re.search(r"http://\S+/partnership-kit/course/\S+", line):
                there = urlsplit(address.group())
                token = there.fragment.removeprefix("token=").partition("&")[0]
                base = f"{there.scheme}://{there.netloc}/partnership-kit"
                yield _Course(process, address.group(), base, token)
                return
        raise PlainError(f"kit start did not start, so there is nothing to measure: {''.join(lines)}")
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _new_page(browser: Browser, course: _Course, taken: dict[str, list[float]]) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    taken["requests"].append(0)
    taken["elsewhere"].append(0)

    def count(url: str) -> None:
        taken["requests"][-1] += 1
        taken["elsewhere"][-1] += not url.startswith(f"{course.base}/")

    context.on("request", lambda request: count(request.url))
    return context.new_page()


def page_address(course: _Course, week: dict[str, Any]) -> str:
    """Return the address of a week's page."""
    return f"{course.base}/course/{Path(week['notebook']).stem}.html"


def _asking(week: dict[str, Any]) -> str:
    """Return the first step that asks something."""
    return str(next(step["slug"] for step in week["steps"] if step["asks"]))


def until(page: Page, holds: str) -> None:
    """Wait until an expression holds in the page."""
    page.evaluate(_UNTIL % holds)


def _ask(course: _Course, name: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310  # http, and ours
        f"{course.base}/ask/{name}",
        json.dumps(body).encode(),
        {"Authorization": f"token {course.token}"},
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE) as reply:  # noqa: S310
        answered: dict[str, Any] = json.load(reply)
    return answered


def _answer(course: _Course, page: str) -> None:
    """Open every form of a week, answer its texts, and ask for a second opinion and for what to hand in."""
    for number, form in enumerate(_ask(course, "open", {"page": page})["forms"]):
        messages: list[dict[str, Any]] = [{"type": "open"}]
        for item in form["items"] if form["kind"] == "prose" else ():
            done = {"item": item["id"], "value": _ANSWER, "lane": "shared", "parent": None}
            messages += [{"type": "done", **done}, {"type": "opinion", "text": _ANSWER}]
        if form["kind"] == "hand_in":
            messages = [{"type": "contents"}]
        sent = [[number, {**message, "re": "bench"}] for message in messages]
        _ask(course, "messages", {"page": page, "sent": sent})


def _weigh(course: _Course, taken: dict[str, list[float]]) -> None:
    starter = psutil.Process(course.process.pid)
    infos = [one.memory_full_info() for one in (starter, *starter.children(recursive=True))]
    taken["RSS"].append(sum(one.rss for one in infos) / 1e6)
    if hasattr(infos[0], "pss"):
        taken["PSS"].append(sum(one.pss for one in infos) / 1e6)
