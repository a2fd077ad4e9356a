"""What a page asks its server: each answer, and each refusal in a sentence."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import pytest
from started import kit_starting

from kit.content import compiled
from kit.content.her_words import told_to
from kit.journal import open_journal, read_workspace, voice_for
from kit.launch import Running


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One course for all tests here: a function that asks it, and its folder."""
    home = tmp_path_factory.mktemp("home")
    with kit_starting(home) as start:
        address = urlsplit(start("--workspace", str(home / "w")).address)
        headers = {"Authorization": f"token {address.fragment.removeprefix('token=')}"}

        def ask(name, told=None):
            connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=20)
            body = told if isinstance(told, bytes) else json.dumps(told or {}).encode()
            connection.request("POST", f"/partnership-kit/ask/{name}", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer

        ask.workspace = home / "w"
        yield ask


def test_a_place_is_kept_and_told_again(running):
    for step in ("two-goals", "a-ladder"):
        status, said, answer = running("place", {"notebook": "01_equity.ipynb", "step": step})
        assert (status, json.loads(said)) == (200, {})
    status, said, answer = running("progress")
    assert (status, answer.headers["Content-Type"]) == (200, "application/json; charset=UTF-8")
    now = json.loads(said)
    assert now["place"] == {"notebook": "01_equity.ipynb", "step": "a-ladder"}
    assert now["steps"]["01_equity.ipynb"]["two-goals"] == "begun"
    assert read_workspace(running.workspace)["seen"] == {"01_equity.ipynb": ["two-goals"]}


def test_the_page_speaks_the_language_that_was_chosen(running):
    for language, word in (("es", "Atrás"), ("en", "Back")):
        assert running("language", {"language": language})[0] == 200
        assert json.loads(running("words")[1])["bar.back"] == word
        assert read_workspace(running.workspace)["language"] == language


def test_what_she_says_is_of_the_voice_that_was_drawn_and_of_no_other(running):
    voice = read_workspace(running.workspace)["voice"]
    assert voice == voice_for(read_workspace(running.workspace)["id"])
    status, said, _ = running("her_words")
    place = "kit-says-ms_perez--letter--equity"
    assert (status, json.loads(said)) == (200, json.loads(json.dumps(told_to(compiled(), voice))))
    letters = {v.id: v.letters[0].en.split() for v in compiled().cases["ms_perez"].voices}
    shown = " ".join(json.loads(said)[place]["en"]).split()
    assert {id for id, words in letters.items() if words == shown} == {voice}


def test_what_is_said_to_the_reminder_of_a_plan_is_kept(running):
    value = {"if": "it rains", "then": "call", "look_back": "2026-01-02"}
    saved = open_journal(running.workspace).save("equity.plan", value, case="ms_perez", item_hash="-")
    (plan,) = [o for o in json.loads(running("progress")[1])["waiting"] if o["kind"] == "plan"]
    assert (plan["plan"], plan["due"]) == (saved.id, "2026-01-02")
    assert running("reminded", {"plan": saved.id, "looked_back": True})[0] == 200
    assert read_workspace(running.workspace)["plans"] == {saved.id: "looked_back"}
    status, said, _ = running("reminded", {"plan": "another", "looked_back": True})
    assert (status, json.loads(said)["code"]) == (400, "plan.changed_since")


def test_whether_one_is_alone_is_kept(running):
    for alone, was in ((True, None), (False, True)):
        status, said, _ = running("alone", {"alone": alone, "was": was})
        assert (status, json.loads(said)) == (200, {"alone": alone})
        now = json.loads(running("progress")[1])
        assert (now["alone"], now["sent"]) == (alone, False)


def test_a_changed_notebook_is_put_aside_and_laid_anew(running):
    notebook = running.workspace / "02_respect.ipynb"
    shipped = notebook.read_bytes()
    ask = {"notebook": "02_respect.ipynb"}
    assert json.loads(running("restore", ask)[1]) == {"kept": None}
    notebook.write_bytes(shipped.replace(b"# Respect", b"# Mine"))
    assert json.loads(running("restore", ask)[1]) == {"kept": "02_respect (yours).ipynb"}
    assert notebook.read_bytes() == shipped
    assert b"# Mine" in (running.workspace / "02_respect (yours).ipynb").read_bytes()


def test_the_course_goes_on_where_the_learner_was(running):
    running("place", {"notebook": "03_communication.ipynb", "step": "looking-back"})
    page = Running(running.workspace, 8890, "token").address
    there = "http://127.0.0.1:8890/partnership-kit/course/03_communication.html"
    assert page == f"{there}#token=token&step=looking-back"
    notebook = Running(running.workspace, 8890, "token", lab=True).address
    assert notebook == "http://127.0.0.1:8890/lab/tree/03_communication.ipynb?token=token"


def test_an_invitation_is_shown_first_and_kept_once_it_is_confirmed(running):
    text = json.dumps({"learner": "amy", "due": {"equity": "2027-01-15"}, "course": "EDU 210"})
    status, said, _ = running("invitation", {"text": text})
    shown = json.loads(said)
    assert (status, shown["kept"], shown["learner"], shown["course"]) == (200, False, "amy", "EDU 210")
    assert read_workspace(running.workspace)["learner"] is None
    assert json.loads(running("invitation", {"text": text, "confirm": True})[1])["kept"] is True
    assert read_workspace(running.workspace)["learner"] == "amy"
    now = json.loads(running("progress")[1])
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
    status, said, _ = running("feedback", given)
    assert (status, "is feedback for ben" in json.loads(said)["other"]) == (200, True)
    assert not (running.workspace / "feedback").exists()
    status, said, _ = running("feedback", given | {"mine": True})
    assert (status, json.loads(said)) == (200, {
        "said": "This is feedback on Respect. It is kept, and shown in that notebook.",
        "place": {"notebook": "02_respect.ipynb", "step": "what-you-made-this-week"},
    })  # fmt: skip
    assert (running.workspace / "feedback" / "respect.html").is_file()
    waiting = json.loads(running("progress")[1])["waiting"]
    assert ("feedback", "02_respect.ipynb") in [(one["kind"], one["notebook"]) for one in waiting]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("place", b""),
        ("place", b"[" * 10_000),
        ("place", {"notebook": "01_equity.ipynb", "step": "x"}),
        ("place", {"notebook": "01_equity.ipynb", "step": 3}),
        ("place", {"notebook": "01_equity.ipynb", "step": "a-challenge", "id": "mine"}),
        ("reminded", {"plan": "x", "looked_back": "no"}),
        ("place", {"notebook": "x" * 100_000, "step": "a-challenge"}),
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
    status, said, _ = running(path, told)
    assert status == 400
    assert json.loads(said).keys() == {"code", "message"}
    assert (running.workspace / ".partnership" / "workspace.json").read_bytes() == before
