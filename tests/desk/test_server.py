"""The desk's server: who is answered, what the page may do, and words that mean harm."""

from __future__ import annotations

import re

import make_submissions as make
import pytest
from desk_course import hand_in, served
from tornado import web
from typed import kit_process

from kit.desk import Desk, Sitting
from kit.desk.server import PARTS
from kit.ratings import open_ratings

HOSTILE = [
    make.HOSTILE,
    "</p></main><script src=https://evil.example/x.js></script>",
    "\u202etxet\u202c \x1b[2J\x00 \ud83d",
    "=cmd|' /C calc'!A0",
    "x" * 300_000,
    "{{ constructor.constructor('return 1')() }} ${7*7}",
    ["not", "a", "text"],
    {"if": "<b>", "then": 1},
]


def test_the_page_may_run_and_ask_its_own_alone(server):
    page = server.ask("", token="")
    assert page.status == 200
    rules = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in page.headers
    text = page.raw.decode()
    assert re.findall(r"<script[^>]*>", text) == ['<script type="module" src="/static/desk/main.js">']
    assert not re.search(r"style=|<style|\son\w+=", text)
    for part in re.findall(r'(?:src|href)="/([^"]+)"', text):
        assert server.ask(part, token="").status == 200, part


def test_every_address_asks_for_the_token(server):
    for pattern, _ in (route for part in PARTS for route in part):
        path = re.sub(r"\([^)]*\)", "1", pattern).lstrip("/")
        for token in ("", "wrong", server.at.token[:-1], server.at.token + "é"):
            for method in ("GET", "POST"):
                assert server.ask(path, b"{}", method=method, token=token.encode()).status == 403


def test_a_port_that_is_taken_is_one_sentence(server, course):
    # A process of its own: a browser test may have left a running loop in this one.
    said = kit_process("mark", course, "equity", "--no-browser", "--port", server.at.port)
    assert said.returncode == 2
    (line,) = said.stderr.strip().splitlines()
    assert line.startswith(f"kit: port {server.at.port} is taken by another program")
    assert "leave out --port" in line


def test_another_name_another_page_and_a_cookie_are_refused(server):
    port = server.at.port
    refused = [
        {"Host": "evil.example"},
        {"Host": f"evil.example:{port}"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{port + 1}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ]
    for headers in refused:
        assert server.ask("api/desk", headers=headers).status == 403, headers
    own = {"Origin": f"http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"}
    assert server.ask("api/desk", headers=own).status == 200
    cookie = {"Cookie": f"token={server.at.token}; X-Kit-Token={server.at.token}"}
    assert server.ask("api/desk", headers=cookie, token="").status == 403
    assert server.ask(f"api/desk?token={server.at.token}", token="").status == 403


@pytest.mark.attack
def test_another_page_gets_nothing_even_with_the_token(server):
    for pattern, handler in (route for part in PARTS for route in part):
        path = re.sub(r"\([^)]*\)", "1", pattern).lstrip("/")
        for site in ("cross-site", "same-site"):
            if handler.get is not web.RequestHandler.get:
                assert server.ask(path, headers={"Sec-Fetch-Site": site}).status == 403, path


def test_nothing_else_of_the_disk_is_given_out(server):
    for path in (
        "static/desk/../../desk/server.py", "static/desk/%2e%2e/dom.js", "static/desk/..%2fserver.py",
        "desk/server.py",
        "static/shell/words.json", "gradebook.db", "ratings.db", "static/forms/form.js", "etc/passwd",
        "static/desk/none.js", "//evil.example/",
    ):  # fmt: skip
        assert server.ask(path).status in (400, 403, 404), path


def test_what_is_not_a_level_is_refused_and_changes_nothing(server, desk):
    text = server.ask(f"api/text/{desk.code_of['amy']}").json
    good = {
        "code": text["code"],
        "criterion": "event",
        "level": 2,
        "revision": text["revision"],
    }
    bad = [
        {"level": 4}, {"level": -1}, {"level": 2.5}, {"level": "2"}, {"level": True}, {"level": None},
        {"code": "NONE"}, {"criterion": "nothing"}, {"more": 1}, {"code": 1}, {"revision": "01JD"},
    ]  # fmt: skip
    for one in bad:
        assert server.ask("api/level", good | one).status in (400, 404, 409), one
    for raw in (b"", b"[]", b"{", b"\xff\xfe", b"x" * 200_000, b"[" * 50_000):
        # Too much is cut off while it is sent.
        try:
            assert server.ask("api/level", raw).status == 400
        except OSError:
            assert len(raw) > 100_000
    assert desk.marks.ratings.ratings() == []
    assert server.ask("api/level", good).json["criteria"]["event"]["own"] == 2


def test_no_name_and_no_id_of_a_learner_is_told(server):
    opened = server.ask("api/desk")
    told = opened.raw + b"".join(server.ask(f"api/text/{one['code']}").raw for one in opened.json["texts"])
    assert len(opened.json["texts"]) == 3
    for name in (b'"amy"', b'"bo"', b'"cem"'):
        assert name not in told


@pytest.mark.attack
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_told_as_text(course, words):
    hand_in(course, "amy", words, step="autograded")
    (course / "autograded" / "amy" / "equity" / "equity.ipynb").write_text("{ not json", "utf-8")
    with open_ratings(course) as store:
        desk = Desk(Sitting(course, "equity"), store)
        with served(desk) as server:
            assert server.ask("api/desk").status == 200
            told = server.ask(f"api/text/{desk.code_of['amy']}")
            assert told.status == 200
            assert told.headers["Content-Type"].startswith("application/json")
            assert len(told.json["text"]) <= 100_000
            assert not set(told.json["text"]) & set("\x00\x1b\u202e\ud83d")
            if isinstance(words, str) and len(words) < 1000:
                assert told.json["text"].replace("\u200b", "").split()[0] in words
