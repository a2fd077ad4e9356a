"""The pages' server killed at any moment: each draft and each answer that it acknowledged is on disk."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kit.journal import make_workspace, open_journal

TOKEN = "only-for-this-test"
PAGE = "01_equity"
LANES = {"equity.today": "shared", "equity.habit": "private"}
WAIT = 60


class Page:
    """A page that drafts and answers as fast as it gets replies; it knows what was acknowledged."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
        self.acknowledged = []
        self.last = None
        opened = self._ask("open", {"page": PAGE})["forms"]
        self.numbers = {form["items"][0]["id"]: number for number, form in enumerate(opened) if form["items"]}
        self.states = {item: self._say(item, {"type": "open"})["answers"][item] for item in LANES}

    def write(self, word, pid, chance):
        """Draft twice and answer, each item in turn; kill the server a moment after some reply."""
        left = chance.randint(1, 9)
        with suppress(OSError, http.client.HTTPException, ValueError):
            for n, item in zip(itertools.count(), itertools.cycle(LANES), strict=False):
                whole = f"{word} {n} " + "ü…x" * (10_000 if n % 4 == 1 else 50)
                for type, value in (("draft", f"{word} {n}"), ("draft", whole), ("done", whole)):
                    self._save(item, type, value)
                    if len(self.acknowledged) == left:
                        moment = chance.uniform(0, 0.05)
                        threading.Timer(moment, os.kill, (pid, signal.SIGKILL)).start()

    def _save(self, item, type, value):
        state = self.states[item]
        heads, draft = [head["id"] for head in state["heads"]], state["draft"]
        follows = {"heads": heads, "draft": draft and draft["at"], "sent": []}
        about = {"item": item, "value": value, "lane": LANES[item], "parent": heads[-1] if heads else None}
        self.last = (item, type, value)
        reply = self._say(item, {"type": type, **about, "follows": follows})
        assert reply["ok"], reply
        self.acknowledged.append(self.last)
        self.states[item] = reply["answers"][item] if type == "done" else {**state, "draft": reply}

    def _say(self, item, message):
        sent = [[self.numbers[item], {**message, "re": "1"}]]
        return self._ask("messages", {"page": PAGE, "sent": sent})["replies"][0]

    def _ask(self, name, body):
        headers = {"Authorization": f"token {TOKEN}"}
        self.connection.request("POST", f"/partnership-kit/ask/{name}", json.dumps(body), headers)
        reply = self.connection.getresponse()
        assert reply.status == 200
        return json.loads(reply.read())


def opened(port):
    """A page of the server on this port, once it answers."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with suppress(ConnectionError):
            return Page(port)
        time.sleep(0.01)
    raise AssertionError("the server did not start")


def all_there(workspace, page):
    """Check what the page was told is saved; returns whether what it sent last was saved, too."""
    journal = open_journal(workspace)
    answers = {(one.item, one.value) for one in journal.responses()}
    assert not [fault for fault in journal.faults if "but is not used" not in fault]
    done = {(item, value) for item, type, value in page.acknowledged if type == "done"}
    assert done <= answers
    for item in LANES:
        said = [value for one, _, value in page.acknowledged if one == item]
        draft = journal.draft(item, case="ms_perez")
        # The last one may be there although nobody heard that it is.
        there = {value for one, value in answers if one == item} | ({draft.value} if draft else set())
        assert not said or there & {said[-1], *([page.last[2]] if page.last[0] == item else ())}
    return page.last not in page.acknowledged and (page.last[0], page.last[2]) in answers


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("kills", [15, pytest.param(1000, marks=pytest.mark.slow)])
def test_kills_lose_nothing_that_a_page_was_told_is_saved(tmp_path, monkeypatch, kills):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("JUPYTER_TOKEN", TOKEN)
    chance = random.Random(28)  # noqa: S311  # when to kill
    acknowledged = unheard = 0
    command = [sys.executable, Path(__file__).with_name("server_to_kill.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        for number in range(kills):
            if number % 100 == 0:  # a big journal would only make the test slow
                workspace = make_workspace(tmp_path / f"course{number}")
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            print(workspace, port, sep="\t", file=server.stdin, flush=True)
            pid = int(server.stdout.readline())
            page = opened(port)
            page.write(f"kill {number},", pid, chance)
            assert server.stdout.readline() == "gone\n"
            assert page.acknowledged
            unheard += all_there(workspace, page)
            acknowledged += len(page.acknowledged)
        server.stdin.close()
    print(f"{kills} kills, {acknowledged} acknowledged drafts and answers, {unheard} more on disk, 0 lost")
