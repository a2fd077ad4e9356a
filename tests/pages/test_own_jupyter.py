"""Somebody's own Jupyter Server: the course's pages are there in a learner's folder, and nowhere else."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import kit
from kit.journal import make_workspace

REGISTERED = Path(kit.__file__).parent / "pages" / "jupyter_server_config.json"
TOKEN = "my-own-token"


def answering(runtime):
    """The port of the server that has its note in this folder, once it answers."""
    with suppress(OSError, ValueError, StopIteration):
        port = json.loads(next(runtime.glob("jpserver-*.json")).read_text())["port"]
        with socket.create_connection(("127.0.0.1", port), 10):
            return port
    return None


@contextmanager
def jupyter_server(home, root):
    """Run Jupyter Server as somebody starts it; yields a function that asks it with their token."""
    registered = home / "config" / "jupyter_server_config.d"
    registered.mkdir(parents=True)
    shutil.copy(REGISTERED, registered / "partnership_kit.json")
    own = {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_TOKEN": TOKEN, "JUPYTER_DATA_DIR": str(home)}
    own["JUPYTER_RUNTIME_DIR"] = str(home / "runtime")
    words = ["--no-browser", "--allow-root", "--ServerApp.port=0", f"--ServerApp.root_dir={root}"]
    log = home / "log.txt"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *words],
            env={**os.environ, **own},
            stdout=out,
            stderr=out,
        )
    try:
        until = time.monotonic() + 60
        while not (port := answering(home / "runtime")):
            assert time.monotonic() < until, log.read_text()
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)

        def ask(path, body=None, token=TOKEN):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            sent = None if body is None else json.dumps(body)
            headers = {"Authorization": f"token {token}"} if token else {}
            connection.request("GET" if body is None else "POST", f"/{path}", sent, headers)
            reply = connection.getresponse()
            return reply.status, reply.read(), reply.headers.get("Location")

        yield ask
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture
def folder(tmp_path):
    """A course folder, and a folder of somebody's own in it."""
    made = make_workspace(tmp_path / "course")
    (made / "mine").mkdir()
    return made


@pytest.mark.slow
def test_elsewhere_nothing_is_added(tmp_path, folder):
    with jupyter_server(tmp_path / "home", folder / "mine") as ask:
        assert ask("api/status")[0] == 200
        assert {ask(f"partnership-kit/{name}")[0] for name in ("course/index.html", "proof?challenge=a")} == {
            404
        }


def test_in_a_course_folder_the_pages_are_there_and_the_server_stays_its_owners(tmp_path, folder):
    with jupyter_server(tmp_path / "home", folder) as ask:
        assert ask("partnership-kit/course/01_equity.html")[0] == 200
        page = {"page": "01_equity"}
        assert ask("partnership-kit/ask/open", page, token=None)[0] == 403
        status, opened, _ = ask("partnership-kit/ask/open", page)
        assert (status, "notebooks" in json.loads(opened)) == (200, False)
        # Its own addresses still lead to its own pages, and no page of the course stops it.
        assert "partnership-kit" not in (ask("lab/tree/01_equity.ipynb", token=None)[2] or "")
        assert json.loads(ask("partnership-kit/ask/stop", {})[1])["code"] == "request.not_understood"
        assert (
            json.loads(ask("partnership-kit/ask/notebook", {"notebook": "01_equity.ipynb"})[1])["code"]
            == "page.none"
        )
        assert ask("api/status")[0] == 200
