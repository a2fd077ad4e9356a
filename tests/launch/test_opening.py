"""How the page gets to the browser: no token where others can read it, and never to a stranger's program."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import psutil
import pytest
from started import Started, kit_starting
from test_start import BROWSER, family
from test_start import fetch as fetch_with_token

from kit.journal import make_workspace, read_workspace
from kit.launch.runtime import runtime_folder

pytestmark = pytest.mark.attack

FIRST_ANSWER = "consent.use"


@contextmanager
def noting_browser(folder):
    """A browser that only notes how it was called, and stays open."""
    note, program = folder / "called.txt", folder / "browser"
    program.write_text(
        f"#!{sys.executable}\nimport sys, time\n"
        f"open({str(note)!r}, 'a').write(sys.argv[1] + chr(10))\ntime.sleep(60)\n"
    )
    program.chmod(0o700)

    def called(times=1):
        end = time.monotonic() + 60
        while not note.exists() or len(note.read_text().split()) < times:
            assert time.monotonic() < end, "the browser was not called"
            time.sleep(0.05)
        return note.read_text().split()[times - 1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER", f"{program} %s &")
        yield called
    for process in psutil.process_iter(["cmdline"]):
        if str(program) in (process.info["cmdline"] or ()):
            process.kill()


@pytest.fixture
def browser(tmp_path):
    """How the browser was called."""
    with noting_browser(tmp_path) as called:
        yield called


class Open(NamedTuple):
    """A course that runs, its folders, and how its browser was called."""

    started: Started
    home: Path
    workspace: Path
    called: str


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A course whose browser was called and opened nothing; begun while new files were open to everybody."""
    home = tmp_path_factory.mktemp("running")
    before = os.umask(0)
    try:
        with noting_browser(home) as called, kit_starting(home) as start:
            started = start("--lab", "--workspace", str(home / "w"), "--learner", "amy", "--browser")
            os.umask(before)
            yield Open(started, home, home / "w", called())
    finally:
        os.umask(before)


def command_lines():
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(file.read_bytes())
        except OSError:
            continue
    return found


def open_file(address):
    """The redirect file, as a path."""
    parts = urlsplit(address)
    assert parts.scheme == "file", address
    return Path(parts.path)


@pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")
def test_what_a_start_makes_is_for_its_owner_alone_whatever_the_umask(running):
    # First of all: what other tests write there is theirs.
    address = running.started.address
    file = b'{"type": "file", "format": "text", "content": "x"}'
    fetch_with_token(address, "api/contents/notes.txt", "PUT", file)
    made = [running.workspace, *running.workspace.rglob("*"), *(running.home / "data").rglob("*")]
    made = [one for one in made if "labextensions" not in one.parts]  # the program's own files, as installed
    assert running.workspace / "notes.txt" in made
    open_to_others = {
        str(one): oct(stat.S_IMODE(one.stat().st_mode)) for one in made if one.stat().st_mode & 0o077
    }
    assert open_to_others == {}


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no /proc to read argument lists from")
def test_the_token_stands_in_no_argument_list(running):
    token = running.started.address.split("token=")[1]
    fetch_with_token(running.started.address, "api/kernels", "POST", b'{"name": "partnership-kit"}')
    processes = family(running.started)
    assert len(processes) >= 3, "kit start, the server, a kernel"
    lines = command_lines()
    assert any(str(running.home / "browser").encode() in line for line in lines)
    assert any(b"ipykernel_launcher" in line for line in lines)
    assert not [line for line in lines if token.encode() in line]
    assert token not in running.called


def test_the_browser_is_led_in_by_a_file_that_is_gone_afterwards(kit_start, tmp_path, browser):
    workspace = tmp_path / "w"
    kit_start("--lab", "--workspace", str(workspace), "--browser")
    for times in (1, 2):
        file = open_file(browser(times))
        assert file.parent == workspace, "a browser in a sandbox reads neither hidden folders nor /tmp"
        assert not file.name.startswith(".")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        (address,) = set(re.findall(r"http://127\.0\.0\.1:\d+/[^\"<]+", file.read_text("utf-8")))
        answer = BROWSER.open(address.replace("&amp;", "&"), timeout=20)
        assert urlsplit(answer.url).path == "/lab/tree/00_start_here.ipynb"
        assert "token=" not in answer.url, "nor does it stay in the browser's history"
        assert "static/extension.js" in answer.read().decode()
        assert not file.exists()
        if times == 1:
            assert kit_start("--lab", "--workspace", str(workspace), "--browser").process.wait(60) == 0


def test_the_file_leads_to_the_page_and_is_gone_once_the_page_asks(kit_start, tmp_path, browser):
    started = kit_start("--workspace", str(tmp_path / "w"), "--browser")
    file = open_file(browser())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (address,) = set(re.findall(r"http://127\.0\.0\.1:\d+/[^\"<]+", file.read_text("utf-8")))
    assert address.replace("&amp;", "&") == started.address
    token = urlsplit(address).fragment.removeprefix("token=")
    assert not [line for line in command_lines() if token.encode() in line]
    fetch_with_token(started.address, "partnership-kit/ask/progress", "POST", b"{}")
    assert not file.exists()


@pytest.mark.slow
def test_a_file_that_no_browser_opened_goes_with_the_course(kit_start, tmp_path, browser):
    started = kit_start("--workspace", str(tmp_path / "w"), "--browser")
    file = open_file(browser())
    assert file.exists()
    assert started.interrupt() == 0
    assert not file.exists()


def test_the_file_is_never_handed_in(running, monkeypatch):
    from zipfile import ZipFile

    from kit.content import compiled, item_hash
    from kit.handin.handing import hand_in
    from kit.journal import open_journal

    monkeypatch.setenv("KIT_DATA", str(running.home / "data"))
    file = open_file(running.called)
    assert file.exists()
    token = running.started.address.split("token=")[1]
    asked = compiled().cases["ms_perez"].item(FIRST_ANSWER)
    open_journal(running.workspace).save(
        FIRST_ANSWER, "yes", case="ms_perez", item_hash=item_hash(asked), lane=asked.lane
    )
    made = hand_in(running.workspace, "start")
    with ZipFile(made.zip) as archive:
        assert file.name not in {Path(name).name for name in archive.namelist()}
        assert not [name for name in archive.namelist() if token.encode() in archive.read(name)]


class Impostor(BaseHTTPRequestHandler):
    """A program that answers 200 to everything, and remembers what it was sent."""

    def do_GET(self):
        self.server.heard.append(f"{self.path} {self.headers}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def impostor():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Impostor)
    server.heard = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("process", [pytest.param("gone", marks=pytest.mark.slow), "alive"])
def test_a_program_on_the_old_port_gets_neither_the_token_nor_the_learner(
    kit_start, tmp_path, monkeypatch, impostor, browser, process
):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    workspace = make_workspace(tmp_path / "w")
    note = runtime_folder(str(read_workspace(workspace)["id"])) / "pages" / "running.json"
    note.parent.mkdir(parents=True)
    port, me = impostor.server_address[1], psutil.Process()
    facts = {"port": port, "token": "old-token", "pid": me.pid, "began": me.create_time()}
    if process == "gone":
        done = subprocess.Popen([sys.executable, "-c", ""])
        done.wait()
        facts |= {"pid": done.pid}
    note.write_text(json.dumps(facts))
    started = kit_start("--workspace", str(workspace), "--browser")
    assert urlsplit(started.address).port != port
    assert str(port) not in open_file(browser()).read_text("utf-8")
    assert not [one for one in impostor.heard if "old-token" in one]
    assert bool(impostor.heard) == (process == "alive"), "a dead process's port is not even asked"
    assert kit_start("--workspace", str(workspace)).address == started.address


def test_a_program_that_takes_the_port_while_the_server_starts_gets_nothing(tmp_path, monkeypatch, impostor):
    from kit.launch import running

    workspace = make_workspace(tmp_path / "w")
    real, asked = running._choose_port, []

    def choose(port, usual):
        asked.append(port)
        return impostor.server_address[1] if len(asked) == 1 else real(port, usual)

    monkeypatch.setattr(running, "_choose_port", choose)
    started = running.start_server(workspace)
    try:
        assert started.port != impostor.server_address[1]
        assert not [one for one in impostor.heard if "oken" in one]
    finally:
        started.stop()


@pytest.mark.slow
def test_nothing_says_that_the_course_runs_after_it_ended(kit_start, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    workspace = tmp_path / "w"
    for end in ("Ctrl-C", "kill"):
        started = kit_start("--workspace", str(workspace))
        note = runtime_folder(str(read_workspace(workspace)["id"])) / "pages" / "running.json"
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        if end == "Ctrl-C":
            assert started.interrupt() == 0
        else:
            rest = family(started)[1:]
            started.process.kill()
            psutil.wait_procs(rest, timeout=60)
        assert not note.exists(), end


def test_a_course_begun_without_encryption_is_refused_in_words(kit_start, tmp_path, monkeypatch):
    # A pyzmq that was built without it, as far as anybody who asks can tell.
    (tmp_path / "patch").mkdir()
    (tmp_path / "patch" / "sitecustomize.py").write_text("import zmq\nzmq.has = lambda what: False\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "patch"))
    with pytest.raises(AssertionError) as fault:
        kit_start("--lab", "--workspace", str(tmp_path / "w"))
    assert re.match(r"kit: .*encrypt.*pyzmq", str(fault.value))
    assert str(fault.value).count("\n") == 1


def test_only_the_courses_own_kernel_can_be_started(running):
    from urllib.error import HTTPError

    address = running.started.address
    before = len(json.loads(fetch_with_token(address, "api/kernels")))
    specs = json.loads(fetch_with_token(address, "api/kernelspecs"))
    assert (specs["default"], list(specs["kernelspecs"])) == ("partnership-kit", ["partnership-kit"])
    with pytest.raises(HTTPError):
        fetch_with_token(address, "api/kernels", "POST", b'{"name": "python3"}')
    assert len(json.loads(fetch_with_token(address, "api/kernels"))) == before
    # The kernel that waited for a notebook may be the one that is given out.
    given = json.loads(fetch_with_token(address, "api/kernels", "POST", b"{}"))
    assert given["name"] == "partnership-kit"
    assert given["id"] in {one["id"] for one in json.loads(fetch_with_token(address, "api/kernels"))}
