"""What the page asks the server: only for whom Jupyter lets in, and refused in a sentence."""

from __future__ import annotations

import http.client
import json
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from started import kit_starting
from tornado import web

from kit.content import compiled
from kit.content.her_words import told_to
from kit.journal import open_journal, read_workspace, voice_for
from kit.launch import Running
from kit.launch.inside import add_addresses
from kit.launch.runtime import KERNEL


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One course for all tests here: a function that asks it, and its folder."""
    home = tmp_path_factory.mktemp("home")
    with kit_starting(home) as start:
        started = start("--lab", "--workspace", str(home / "w"))
        port, token = urlsplit(started.address).port, started.address.split("token=")[1]

        def ask(path, told=None, headers=None):
            headers = {"Authorization": f"token {token}"} if headers is None else headers
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            body = told if isinstance(told, bytes | None) else json.dumps(told).encode()
            connection.request("GET" if told is None else "POST", f"/{path}", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer

        def cookies():
            page = ask(f"doc/tree/00_start_here.ipynb?token={token}", headers={})[2]
            return [one.split(";")[0] for one in page.headers.get_all("Set-Cookie")]

        ask.workspace, ask.token, ask.port, ask.cookies = home / "w", token, port, cookies
        yield ask


def test_a_place_is_kept_and_told_again(running):
    told = {"notebook": "01_equity.ipynb", "step": "a-challenge", "seen": True}
    status, said, answer = running("partnership-kit/place", told)
    assert (status, json.loads(said)) == (200, {})
    status, said, answer = running("partnership-kit/progress")
    assert (status, answer.headers["Content-Type"]) == (200, "application/json; charset=UTF-8")
    now = json.loads(said)
    assert now["place"] == {"notebook": "01_equity.ipynb", "step": "a-challenge"}
    assert now["steps"]["01_equity.ipynb"]["a-challenge"] == "begun"
    assert read_workspace(running.workspace)["seen"] == {"01_equity.ipynb": ["a-challenge"]}


def test_no_browser_keeps_the_page_with_its_connections_for_back(running):
    assert running("doc/tree/01_equity.ipynb")[2].headers["Cache-Control"] == "no-store"
    assert running("lab/extensions/partnership-kit/static/first.js")[2].headers["Cache-Control"] != "no-store"


def test_a_page_that_goes_while_it_connects_is_not_taken_off_the_count_of_a_kernels_pages(running):
    told = {"path": "01_equity.ipynb", "type": "notebook", "name": "", "kernel": {"name": KERNEL}}
    kernel = json.loads(running("api/sessions", told)[1])["kernel"]["id"]
    headers = {
        "Authorization": f"token {running.token}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }

    def page():
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        connection.request("GET", f"/api/kernels/{kernel}/channels?session_id=a", headers=headers)
        return connection

    page().close()
    time.sleep(1)
    stays = page()
    assert stays.getresponse().status == 101
    for _ in range(100):
        if (count := json.loads(running(f"api/kernels/{kernel}")[1])["connections"]) == 1:
            break
        time.sleep(0.1)
    stays.close()
    assert count == 1


def test_the_page_speaks_the_language_that_was_chosen(running):
    for language, word in (("es", "Atrás"), ("en", "Back")):
        assert running("partnership-kit/language", {"language": language})[0] == 200
        assert json.loads(running("partnership-kit/words")[1])["bar.back"] == word
        assert read_workspace(running.workspace)["language"] == language


def test_what_she_says_is_of_the_voice_that_was_drawn_and_of_no_other(running):
    voice = read_workspace(running.workspace)["voice"]
    assert voice == voice_for(read_workspace(running.workspace)["id"])
    status, said, _ = running("partnership-kit/her_words")
    place = "kit-says-ms_perez--letter--equity"
    assert (status, json.loads(said)) == (200, json.loads(json.dumps(told_to(compiled(), voice))))
    letters = {v.id: v.letters[0].en.split() for v in compiled().cases["ms_perez"].voices}
    shown = " ".join(json.loads(said)[place]["en"]).split()
    assert {id for id, words in letters.items() if words == shown} == {voice}


def test_what_is_said_to_the_reminder_of_a_plan_is_kept(running):
    value = {"if": "it rains", "then": "call", "look_back": "2026-01-02"}
    saved = open_journal(running.workspace).save("equity.plan", value, case="ms_perez", item_hash="-")
    (plan,) = [
        o for o in json.loads(running("partnership-kit/progress")[1])["waiting"] if o["kind"] == "plan"
    ]
    assert (plan["plan"], plan["due"]) == (saved.id, "2026-01-02")
    assert running("partnership-kit/reminded", {"plan": saved.id, "looked_back": True})[0] == 200
    assert read_workspace(running.workspace)["plans"] == {saved.id: "looked_back"}
    status, said, _ = running("partnership-kit/reminded", {"plan": "another", "looked_back": True})
    assert (status, json.loads(said)["code"]) == (400, "plan.changed_since")


def test_whether_one_is_alone_is_kept(running):
    for alone, was in ((True, None), (False, True)):
        status, said, _ = running("partnership-kit/alone", {"alone": alone, "was": was})
        assert (status, json.loads(said)) == (200, {"alone": alone})
        now = json.loads(running("partnership-kit/progress")[1])
        assert (now["alone"], now["handed_in"]) == (alone, False)


def test_a_changed_notebook_is_put_aside_and_laid_anew(running):
    notebook = running.workspace / "02_respect.ipynb"
    shipped = notebook.read_bytes()
    ask = {"notebook": "02_respect.ipynb"}
    assert json.loads(running("partnership-kit/restore", ask)[1]) == {"kept": None}
    notebook.write_bytes(shipped.replace(b"# Respect", b"# Mine"))
    assert json.loads(running("partnership-kit/restore", ask)[1]) == {"kept": "02_respect (yours).ipynb"}
    assert notebook.read_bytes() == shipped
    assert b"# Mine" in (running.workspace / "02_respect (yours).ipynb").read_bytes()


def test_the_course_goes_on_where_the_learner_was(running):
    told = {"notebook": "03_communication.ipynb", "step": "looking-back", "seen": False}
    running("partnership-kit/place", told)
    status, _, answer = running("partnership-kit/open")
    assert (status, answer.headers["Location"]) == (302, "/doc/tree/03_communication.ipynb#looking-back")
    again = Running(running.workspace, 8890, "token", lab=True).address
    assert again == "http://127.0.0.1:8890/doc/tree/03_communication.ipynb?token=token#looking-back"
    page = Running(running.workspace, 8890, "token").address
    there = "http://127.0.0.1:8890/partnership-kit/course/03_communication.html"
    assert page == f"{there}#token=token&step=looking-back"


def test_an_invitation_is_shown_first_and_kept_once_it_is_confirmed(running):
    text = json.dumps({"learner": "amy", "due": {"equity": "2027-01-15"}, "course": "EDU 210"})
    status, said, _ = running("partnership-kit/invitation", {"text": text})
    shown = json.loads(said)
    assert (status, shown["kept"], shown["learner"], shown["course"]) == (200, False, "amy", "EDU 210")
    assert read_workspace(running.workspace)["learner"] is None
    assert (
        json.loads(running("partnership-kit/invitation", {"text": text, "confirm": True})[1])["kept"] is True
    )
    assert read_workspace(running.workspace)["learner"] == "amy"
    now = json.loads(running("partnership-kit/progress")[1])
    assert now["alone"] is False
    assert now["invitation"]["due"][0] == {
        "assignment": "equity",
        "title": "Equity",
        "notebook": "01_equity.ipynb",
        "due": "2027-01-15",
    }


def test_feedback_is_taken_in_and_its_step_is_named_and_anothers_is_left(running):
    told = {"learner": "ben", "workspace": None, "assignment": "respect", "revision": None, "levels": {}}
    given = {"name": "respect.json", "text": json.dumps(told)}
    status, said, _ = running("partnership-kit/feedback", given)
    assert (status, "is feedback for ben" in json.loads(said)["other"]) == (200, True)
    assert not (running.workspace / "feedback").exists()
    status, said, _ = running("partnership-kit/feedback", given | {"mine": True})
    assert (status, json.loads(said)) == (200, {
        "said": "This is feedback on Respect. It is kept, and shown in that notebook.",
        "place": {"notebook": "02_respect.ipynb", "step": "looking-back"},
    })  # fmt: skip
    assert (running.workspace / "feedback" / "respect.html").is_file()
    waiting = json.loads(running("partnership-kit/progress")[1])["waiting"]
    assert ("feedback", "02_respect.ipynb") in [(one["kind"], one["notebook"]) for one in waiting]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("place", b""),
        ("place", b"[" * 10_000),
        ("place", {"notebook": "01_equity.ipynb", "step": "x", "seen": False}),
        ("place", {"notebook": "01_equity.ipynb", "step": "a-challenge", "seen": "yes"}),
        ("place", {"notebook": "01_equity.ipynb", "step": "a-challenge", "seen": True, "id": "mine"}),
        ("reminded", {"plan": "x", "looked_back": "no"}),
        ("place", {"notebook": "x" * 100_000, "step": "a-challenge", "seen": True}),
        ("restore", {"notebook": "../w/00_start_here.ipynb"}),
        ("restore", {"notebook": "responses.jsonl"}),
        ("invitation", {"text": "x" * 30_000}),
        ("invitation", {"text": '{"learner": "../amy"}', "confirm": True}),
        ("invitation", {"text": '{"learner": "amy"}', "confirm": "yes"}),
        ("feedback", {"name": "a.html", "text": "<p>words"}),
        ("feedback", {"name": "a.json", "text": "x" * 1_000_000}),
        ("feedback", {"name": "a.json", "text": "{}"}),
        ("feedback", {"name": "a.json"}),
        ("alone", {"alone": None, "was": None}),
        ("alone", {"alone": True}),
        ("language", {"language": "xx"}),
        ("language", {"language": ["es"]}),
        ("alone", {"alone": True, "was": False, "learner": "amy"}),
    ],
)
def test_anything_else_is_refused_in_a_sentence_and_changes_nothing(running, path, told):
    before = (running.workspace / ".partnership" / "workspace.json").read_bytes()
    status, said, _ = running(f"partnership-kit/{path}", told)
    assert status == 400
    assert json.loads(said).keys() == {"code", "message"}
    assert (running.workspace / ".partnership" / "workspace.json").read_bytes() == before


@pytest.mark.attack
@pytest.mark.parametrize("path", ["workbook", "workbook?private=1&format=html", "my-workbook"])
def test_a_stranger_gets_no_workbook(running, path):
    for headers in ({}, {"Authorization": "token guessed"}, {"Cookie": "username-127-0-0-1-8890=guessed"}):
        status, said, answer = running(f"partnership-kit/{path}", None, headers)
        assert (status, said) == (302, b"")
        assert answer.headers["Location"].startswith("/login")


@pytest.mark.attack
@pytest.mark.parametrize(
    "path",
    ["progress", "words", "her_words", "place", "alone", "restore", "invitation", "feedback", "language"],
)
def test_a_stranger_is_told_nothing_and_another_page_changes_nothing(running, path):
    told = {"notebook": "00_start_here.ipynb", "step": "hand-in"}
    told = {"alone": {"alone": True, "was": None}, "language": {"language": "en"}}.get(path, told)
    asked = None if path in ("progress", "words", "her_words") else told
    for headers in ({}, {"Authorization": "token guessed"}):
        status, said, _ = running(f"partnership-kit/{path}", asked, headers)
        assert status == 403
        assert b"steps" not in said
    if asked:
        cookies = running.cookies()
        sent = {"Cookie": "; ".join(cookies)}
        status, said, _ = running(f"partnership-kit/{path}", asked, sent)
        assert status == 403
        assert b"xsrf" in said
        (proof,) = (one.partition("=")[2] for one in cookies if one.startswith("_xsrf="))
        status, said, _ = running(f"partnership-kit/{path}", asked, {**sent, "X-XSRFToken": proof})
        assert status in (200, 400), "our own page is heard"


def gets(workspace):
    """The path of every address that `kit start` adds to Jupyter's and that answers a GET."""
    added = []
    app = SimpleNamespace(add_transform=lambda _: None, add_handlers=lambda _, found: added.extend(found))
    add_addresses(SimpleNamespace(web_app=app, base_url="", port=1), workspace)
    return [path for path, handler, _ in added if handler.get is not web.RequestHandler.get]


@pytest.mark.attack
def test_a_link_on_another_page_gets_nothing_with_the_learners_cookie(running):
    cookie = "; ".join(running.cookies())

    def status(path, site):
        headers = {"Cookie": cookie, **({"Sec-Fetch-Site": site} if site else {})}
        return running(path, None, headers)[0]

    # The redirect file leads there, and it only redirects to the course.
    open_to_all = {"partnership-kit/open"}
    paths = gets(running.workspace)
    assert {"partnership-kit/workbook", "partnership-kit/progress"} | open_to_all <= set(paths)
    held = [
        *(path for path in paths if path not in open_to_all),
        "partnership-kit/workbook?format=docx&private=1",
    ]
    jupyters = ("logout", "files/00_start_here.ipynb", "nbconvert/html/00_start_here.ipynb")
    tried = [(path, site) for path in (*held, *jupyters) for site in ("cross-site", "same-site")]
    assert {one: status(*one) for one in tried} == dict.fromkeys(tried, 403)
    own = [(path, site) for path in held for site in ("same-origin", "none", None)]
    assert {one: status(*one) for one in own} == dict.fromkeys(own, 200)
    print(f"{len(tried)} requests from other pages: all refused")


@pytest.mark.attack
def test_another_page_downloads_no_workbook(running, chromium):
    context = chromium.new_context(accept_downloads=True)
    page, downloads = context.new_page(), []
    page.on("download", lambda download: downloads.append(download))
    page.goto(f"http://127.0.0.1:{running.port}/doc/tree/00_start_here.ipynb?token={running.token}")
    page.route("http://evil.example/", lambda route: route.fulfill(body="<a>", content_type="text/html"))
    page.goto("http://evil.example/")
    address = f"http://127.0.0.1:{running.port}/partnership-kit/workbook?format=docx&private=1"
    with page.expect_response(address) as answer:
        page.evaluate(
            "address => { const a = document.querySelector('a'); a.href = address; a.click(); }", address
        )
    assert "username" in answer.value.request.all_headers().get("cookie", ""), "the browser sent the cookie"
    assert answer.value.status == 403
    page.wait_for_timeout(300)
    assert downloads == []
    context.close()
