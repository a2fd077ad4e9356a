"""A class that waits to be marked, and a desk that is served to a test."""

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

LEARNERS = ("amy", "bo", "cem")
WORDS = "{name} said no. I took it for anger, and I had not asked."


def hand_in(root, learner, text, *, step="submitted", **more):
    folder = root / step / learner / "equity"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "source" / "equity" / "equity.ipynb", folder)
    (folder / "responses.jsonl").write_text(make.line(text, **more), encoding="utf-8")


@contextmanager
def served(desk):
    """A server for a desk, and a way to ask it: ``ask("api/desk")``."""
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
        """What the server answers: its status and the JSON, or the bytes."""
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
