"""A week that opens empty: told in the learner's own voice, not in its spec, and never half of one Done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seeing_page import ask

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.paper import Paper
from kit.forms.schedule import schedule
from kit.handin.what_goes import opening
from kit.journal import make_workspace, open_journal, update_workspace

CASE, ITEM = "ms_perez", "advocacy.scheduler"
OFFERS = [
    {"day": "tue", "from": "16:00", "how": "At the library."},
    {"day": "thu", "from": "16:00", "how": "Same."},
]
WEEK = {"asked": ["shift", "way"], "options": OFFERS}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))
    folder = make_workspace(tmp_path / "course")
    update_workspace(folder, voice="c")
    return folder


@pytest.fixture
def form(workspace):
    content = compiled()
    return schedule(
        FormContext(workspace, CASE, content.words), content.cases[CASE], content.cases[CASE].item(ITEM)
    )


def send(form, type, **message):
    return ask(form.handlers, form.context.words, type, item=ITEM, lane="shared", **message)


def test_only_the_learners_own_voice_tells(form):
    (item,) = form.spec["items"]
    lines = {line.id: line for line in compiled().cases[CASE].voice("c").lines}
    told = {layer["id"]: layer for layer in item["layers"]}
    assert told["way"]["line"]["es"] == lines["advocacy.way"].es
    assert told["shift"]["hours"] == [
        {"days": ["mon", "wed", "fri"], "from": "17:00", "to": "04:00"},
        {"days": ["tue", "thu"], "from": "18:30", "to": "04:00"},
    ]
    assert told["shift"]["inWords"][1] == "Tuesday, Thursday, 6:30 p.m. to 4:00 a.m."
    assert told["school"]["line"] is None
    assert "Mr. Ibarra" in told["school"]["told"]
    said = json.dumps(form.spec, ensure_ascii=False)
    others = [
        line.en for voice in "ab" for line in compiled().cases[CASE].voice(voice).lines if line.id in lines
    ]
    assert not any(line in said for line in others)
    assert json.loads(json.dumps(form.spec)) == form.spec


def test_without_a_voice_the_first_one_tells(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))
    case = compiled().cases[CASE]
    shown = schedule(FormContext(tmp_path, CASE, compiled().words), case, case.item(ITEM)).spec["items"][0]
    line = next(one for one in case.voice("a").lines if one.id == "advocacy.shift")
    assert shown["layers"][0]["line"]["en"] == line.en
    assert list(tmp_path.iterdir()) == []


def test_a_week_is_saved_reopened_and_in_no_trait(form, workspace):
    assert send(form, "draft", value={"asked": ["shift"], "options": []})["ok"]
    assert send(form, "open")["answers"][ITEM]["draft"]["value"] == {"asked": ["shift"], "options": []}
    reply = send(form, "done", value=WEEK)
    assert reply["ok"], reply
    (head,) = open_journal(workspace).heads(ITEM, case=CASE)
    assert head.value == WEEK
    assert send(form, "open")["answers"][ITEM]["heads"][0]["value"] == WEEK
    assert "At the library." not in json.dumps(form.spec)
    said = opening(head, compiled().cases[CASE], compiled().words)
    assert said == "Tuesday, 4:00 p.m. · At the library. Th…", "where two computers differ"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Tuesday at four", "schedule.too_few"),
        ({"asked": ["shift"], "options": OFFERS[:1]}, "schedule.too_few"),
        ({"asked": ["shift"], "options": [{"day": "someday", "from": "16:00"}] * 2}, "schedule.too_few"),
        ({"asked": [], "options": [OFFERS[0], {**OFFERS[1], "how": "  "}]}, "schedule.no_how"),
    ],
)
def test_half_a_week_is_not_done(form, workspace, value, code):
    reply = send(form, "done", value=value)
    assert not reply["ok"]
    assert reply["code"] == code
    assert not open_journal(workspace).heads(ITEM, case=CASE)


def test_on_paper_the_week_is_empty_and_has_a_line_for_each_question(form):
    said = repr(Paper(form.paper))
    for words in (
        "Which times do you offer her?",
        "When do you work?",
        "Monday",
        "Friday",
        "Times that you offer",
    ):
        assert words in said
    for told in ("17:00", "5:00 p.m.", "library"):
        assert told not in said, "nobody has told it yet"
