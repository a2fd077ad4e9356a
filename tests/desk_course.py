"""A class that is ready to be marked, and a desk that is served to a test."""

from __future__ import annotations

import asyncio
import http.client
import json
import shutil
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import make_submissions as make

from kit.desk import serving
from kit.grading.gradebook_opening import open_gradebook

LEARNERS = ("amy", "bo", "cem")
WORDS = "{name} said no. I took it for anger, and I had not asked."


def hand_in(root, learner, text, *, step="submitted", **more):
    folder = root / step / learner / "equity"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "source" / "equity" / "equity.ipynb", folder)
    (folder / "responses.jsonl").write_text(make.line(text, **more), encoding="utf-8")


def autograded(root, texts):
    """Make a class in an empty folder: each learner's equity hand-in, released and autograded by nbgrader."""
    make.make_course(root)
    for learner, text in texts.items():
        hand_in(root, learner, text)
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    assert make.nbgrader_here(root, "autograde", "equity") == 0
    return root


def autograded_again(root, learner):
    """Ask for another look at each of a learner's marks, as autograding a new text does."""
    with open_gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for grade in gradebook.find_submission("equity", learner).notebooks[0].grades:
            grade.needs_manual_grade = True
        gradebook.db.commit()


@contextmanager
def desk_page(chromium, desk):
    """Open the desk in a browser. The page records its errors and the hosts that it contacts."""
    with served(desk) as server:
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.server, page.errors, page.hosts = server, [], set()
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda one: page.errors.append(one.text) if one.type == "error" else None)
        page.on("request", lambda request: page.hosts.add(request.url.split("/")[2]))
        page.goto(server.at.address)
        page.wait_for_selector(".words:not(:empty)")
        yield page
        context.close()


@contextmanager
def served(desk):
    """Serve a desk; the result has a function to send it requests: ``ask("api/desk")``."""
    ready, ending = threading.Event(), []
    found = SimpleNamespace()

    async def serve():
        async with serving(desk) as one:
            found.at = one
            over = asyncio.Event()
            ending.append((asyncio.get_running_loop(), over))
            ready.set()
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(20)

    def ask(path, body=None, *, headers=None, method=None, token=None):
        """Return the server's answer: its status, headers and bytes, and its JSON if it is JSON."""
        sent = {"X-Kit-Token": found.at.token if token is None else token} | (headers or {})
        connection = http.client.HTTPConnection("127.0.0.1", found.at.port, timeout=20)
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body)
        connection.request(method or ("GET" if body is None else "POST"), f"/{path}", data, sent)
        reply = connection.getresponse()
        raw = reply.read()
        connection.close()
        is_json = (reply.getheader("Content-Type") or "").startswith("application/json")
        return SimpleNamespace(
            status=reply.status,
            raw=raw,
            headers=dict(reply.getheaders()),
            json=json.loads(raw) if is_json else None,
        )

    found.ask = ask
    try:
        yield found
    finally:
        loop, over = ending[0]
        loop.call_soon_threadsafe(over.set)
        thread.join(20)
