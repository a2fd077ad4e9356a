"""The course as pages, asked over HTTP as a browser asks: by who has the token, and by who hasn't."""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.request
from urllib.parse import urlsplit

import psutil
import pytest
from started import kit_starting

from kit.journal import open_journal, read_workspace, update_workspace
from kit.pages.extension import CourseFile
from kit.pages.proof import answer

COURSE = "partnership-kit/course"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The pages of one workspace: a function that asks, with the token unless headers are given."""
    home = tmp_path_factory.mktemp("home")
    with kit_starting(home) as start:
        started = start("--workspace", str(home / "w"))
        port, token = (
            urlsplit(started.address).port,
            urlsplit(started.address).fragment.removeprefix("token="),
        )

        def ask(path, body=None, headers=None):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            headers = {"Authorization": f"token {token}"} if headers is None else headers
            sent = None if body is None else json.dumps(body)
            connection.request("GET" if body is None else "POST", f"/{path}", sent, headers)
            reply = connection.getresponse()
            return reply.status, reply.read(), reply

        ask.started, ask.workspace, ask.port, ask.token = started, home / "w", port, token
        yield ask


def test_a_page_needs_no_token_and_holds_nothing_of_anybody(served):
    before = served(f"{COURSE}/01_equity.html", headers={})
    assert (before[0], served(f"{COURSE}/", headers={})[0]) == (200, 200)
    update_workspace(served.workspace, alone=True, language="es")
    assert served(f"{COURSE}/01_equity.html", headers={})[1] == before[1]
    update_workspace(served.workspace, alone=False, language="en")
    assert read_workspace(served.workspace)["id"].encode() not in before[1]
    assert served.token.encode() not in before[1]
    policy = before[2].headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe-eval" not in policy


def test_what_a_page_uses_is_there_and_nothing_else_is(served):
    there = (
        "static/shell/start.js",
        "static/forms/form.css",
        "static/shell/course.json",
        "pictures/five_dimensions.svg",
    )
    assert {name: served(f"{COURSE}/{name}", headers={})[0] for name in there} == dict.fromkeys(there, 200)
    outside = ("responses.jsonl", "../ask/open", "static/../session.py", "..%2f..%2fresponses.jsonl")
    assert {served(f"{COURSE}/{name}", headers={})[0] for name in outside} <= {403, 404}


@pytest.mark.attack
def test_a_name_that_is_no_file_of_the_course_is_no_path_on_the_disk(tmp_path):
    # Asked of the handler itself: Tornado up to 6.5.8 looked no further.
    course = tmp_path / "course"
    (course / "static").mkdir(parents=True)
    (course / "index.html").write_text("a page")
    (tmp_path / "private.jsonl").write_text("a private answer")
    roots = [f"{course / 'static'}{os.sep}", f"{course}{os.sep}"]
    assert CourseFile.get_absolute_path(roots, "index.html") == str(course / "index.html")
    there = (
        "../private.jsonl",
        "static/../../private.jsonl",
        str(tmp_path / "private.jsonl"),
        "../course/index.html",
    )
    there += ("../../private.jsonl", "", ".", "static", "none.html", "index.html\0", "./index.html")
    assert [CourseFile.get_absolute_path(roots, name) for name in there] == [""] * len(there)
    (course / "later.html").write_text("what was made since the start")
    assert CourseFile.get_absolute_path(roots, "later.html") == ""


@pytest.mark.attack
def test_without_the_token_in_a_header_nothing_is_answered(served):
    names = ("ask/open", "ask/messages", "ask/progress", "ask/stop", "file/workbook")
    forged = (
        {},
        {"Authorization": "token wrong"},
        {"Cookie": f"username-127-0-0-1-{served.port}={served.token}"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"},
    )
    refused = [served(f"partnership-kit/{name}", {}, headers)[0] for name in names for headers in forged]
    assert set(refused) <= {403, 404}  # Jupyter says 404 to another origin
    assert served("partnership-kit/ask/open")[0] in (403, 405)  # a GET
    print(f"{len(refused)} requests without the token: all refused")


def test_the_server_has_no_kernels_no_files_and_no_cookies(served):
    there = ("api/kernels", "api/contents", "api/sessions", "api/terminals", "nbconvert/html/01_equity.ipynb")
    assert {served(name)[0] for name in there} == {404}
    asked = [
        served("partnership-kit/ask/progress", {}),
        served(f"{COURSE}/", headers={}),
        served("", headers={}),
    ]
    assert [reply.headers.get("Set-Cookie") for _, _, reply in asked] == [None] * 3
    assert served("partnership-kit/ask/progress", {}, {"Cookie": "anything"})[0] == 403


@pytest.mark.parametrize("view", ["doc", "lab"])
def test_an_old_address_leads_to_the_page(served, view):
    status, _, reply = served(f"{view}/tree/01_equity.ipynb?token=old", headers={})
    assert (status, reply.headers["Location"]) == (302, f"/{COURSE}/01_equity.html")
    assert served(f"{view}/tree/..%2f01_equity.ipynb", headers={})[0] == 404
    assert urlsplit(served("", headers={})[2].headers["Location"]).path == f"/{COURSE}/"


def test_a_week_opens_as_a_notebook_in_a_jupyterlab_that_ends_with_the_course(tmp_path):
    with kit_starting(tmp_path) as start:
        started = start("--workspace", str(tmp_path / "w"))
        there = urlsplit(started.address)

        def ask(body):
            connection = http.client.HTTPConnection("127.0.0.1", there.port, timeout=20)
            token = there.fragment.removeprefix("token=")
            connection.request(
                "POST", "/partnership-kit/ask/notebook", json.dumps(body), {"Authorization": f"token {token}"}
            )
            return json.loads(connection.getresponse().read())

        assert ask({"notebook": "../mine.ipynb"})["code"] == "page.none"
        until = time.monotonic() + 60
        while not (address := ask({"notebook": "02_respect.ipynb"})["address"]):
            assert time.monotonic() < until
        again = ask({"notebook": "03_communication.ipynb"})["address"]
        assert urlsplit(again).netloc == urlsplit(address).netloc, "one JupyterLab for all notebooks"
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        opened = browser.open(address, timeout=20)
        assert urlsplit(opened.url).path.endswith("/tree/02_respect.ipynb")
        assert "token=" not in opened.url
        family = psutil.Process(started.process.pid).children(recursive=True)
        assert any("kit.launch.server" in one.cmdline() for one in family)
        assert started.interrupt() == 0
        assert psutil.wait_procs(family, timeout=10)[1] == []


def test_the_server_proves_that_it_has_the_token(served):
    status, said, _ = served("partnership-kit/proof?challenge=abc", headers={})
    assert (status, said.decode()) == (200, answer(served.token, served.port, "abc"))


def test_a_draft_and_an_answer_are_on_disk_when_the_reply_says_so(served):
    opened = json.loads(served("partnership-kit/ask/open", {"page": "01_equity"})[1])
    number = next(
        at
        for at, form in enumerate(opened["forms"])
        if [item["id"] for item in form["items"]] == ["equity.first_thought"]
    )
    done = {"type": "done", "item": "equity.first_thought", "value": "Eleven families.", "re": "1"}
    sent = {"page": "01_equity", "sent": [[number, {"type": "open", "re": "0"}], [number, done]]}
    replies = json.loads(served("partnership-kit/ask/messages", sent)[1])["replies"]
    assert [(reply["re"], reply["ok"]) for reply in replies] == [("0", True), ("1", True)]
    values = [one.value for one in open_journal(served.workspace).responses()]
    assert values.count("Eleven families.") == 1


def test_a_page_older_than_the_course_is_told_so_and_saves_nothing(served):
    older = {"page": "01_equity", "edition": "0"}
    assert json.loads(served("partnership-kit/ask/open", older)[1]) == {"older": True}
    before = open_journal(served.workspace).responses()
    done = {"type": "done", "item": "equity.first_thought", "value": "Lost?", "re": "1"}
    reply = json.loads(served("partnership-kit/ask/messages", {**older, "sent": [[0, done]]})[1])["replies"][
        0
    ]
    assert (reply["ok"], reply["code"], reply["re"]) == (False, "form.older", "1")
    assert open_journal(served.workspace).responses() == before


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("ask/nothing", {}, "request.not_understood"),
        ("ask/place", {"notebook": 1}, "request.not_understood"),
        ("ask/place", {"notebook": "x" * 50_000, "step": ""}, "request.too_long"),
        ("ask/messages", {"page": "01_equity", "sent": [[99, {"type": "open"}]]}, "request.not_understood"),
        ("file/nothing", {}, "request.not_understood"),
    ],
)
def test_what_is_not_understood_is_one_sentence(served, path, body, code):
    status, said, _ = served(f"partnership-kit/{path}", body)
    assert (status, json.loads(said)["code"]) == (400, code)


def test_the_workbook_is_a_file(served):
    listed = json.loads(served("partnership-kit/ask/workbook_items", {})[1])
    assert [item["id"] for week in listed["weeks"] for item in week["items"]] == ["equity.first_thought"]
    status, made, reply = served("partnership-kit/file/workbook", {"format": "html"})
    assert (status, b"Eleven families." in made) == (200, True)
    assert "attachment" in reply.headers["Content-Disposition"]
    assert reply.headers["Content-Type"].startswith("text/html")


def test_a_private_answer_goes_into_the_workbook_only_if_it_was_chosen(served, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(served.workspace.parent / "data"))
    journal = open_journal(served.workspace)
    for item, value, lane in (
        ("equity.first_thought", "Eleven families.", "shared"),
        ("equity.habit", "HABITWORDS", "private"),
    ):
        journal.save(item, value, case="ms_perez", item_hash="0" * 16, lane=lane)
    weeks = json.loads(served("partnership-kit/ask/workbook_items", {})[1])["weeks"]
    rows = {item["id"]: item["private"] for week in weeks for item in week["items"]}
    assert rows == {"equity.habit": True, "equity.first_thought": False}
    for items, there in (
        (None, False),
        (["equity.first_thought"], False),
        (["equity.first_thought", "equity.habit"], True),
    ):
        made = served("partnership-kit/file/workbook", {"format": "html", "items": items})[1]
        assert (b"HABITWORDS" in made, b"Eleven families." in made) == (there, True)


def test_the_course_can_be_stopped_from_its_page(served):
    assert served("partnership-kit/ask/stop", {})[0] == 200
    assert served.started.process.wait(30) == 0
