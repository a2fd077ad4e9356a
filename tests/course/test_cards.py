"""Recall as the eight notebooks call it, on files: a term of cards, and the hand-in beside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kit import open_course
from kit.handin.handing import hand_in
from kit.journal import make_workspace, open_journal
from kit.model import NotFound

TEXTS = sorted((Path(__file__).parents[2] / "notebooks" / "text").glob("0*.md"))


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIT_FORMS", "screen")
    make_workspace(tmp_path / "course")
    return open_course("ms_perez", folder=tmp_path / "course")


def ask(form, type, **message):
    sent = []
    form.send = sent.append
    form._receive(form, {"type": type, "re": "1", **message}, [])
    assert sent[0]["ok"], sent
    return sent[0]["answers"]


def judge(form, item, recall):
    ask(form, "done", item=item, lane="shared", parent=None, value={"answer": recall, "recall": recall})


def asked(form):
    return [item["id"] for item in form.spec["items"]]


def test_a_card_that_is_asked_again_is_empty_and_stands_where_it_was_answered(course, tmp_path):
    first = course.recall("01_equity")
    assert len(asked(first)) == 4
    for id in asked(first):
        judge(first, id, "missed")
    second = course.recall("02_respect")
    back = set(asked(second)) & set(asked(first))
    assert len(back) == 2
    assert all(state == {"heads": [], "draft": None} for state in ask(second, "open").values())
    again = course.recall("01_equity")
    assert asked(again) == asked(first)
    assert all(len(state["heads"]) == 1 for state in ask(again, "open").values())
    assert len(open_journal(tmp_path / "course").responses()) == 4


def test_who_comes_late_meets_cards_all_the_same(course, tmp_path):
    later = course.recall("06_iep_meeting")
    judge(later, asked(later)[0], "had")
    (line,) = open_journal(tmp_path / "course").responses()
    assert (line.parent, line.value["asked_in"]) == (None, "06_iep_meeting")


def test_cards_do_not_change_the_hand_in(course, tmp_path):
    workspace = tmp_path / "course"
    journal = open_journal(workspace)
    journal.save("respect.reflection", "In May …", case="ms_perez", item_hash="-")
    for here in ("01_equity", "02_respect"):
        form = course.recall(here)
        judge(form, asked(form)[0], "missed")
        ask_draft(form, asked(form)[1])
    made = hand_in(workspace, "respect", with_drafts=True)
    assert [r.item for r in made.included] == ["respect.reflection"]
    with zipfile.ZipFile(made.zip) as archive:
        assert b"card." not in archive.read("responses.jsonl")


def ask_draft(form, item):
    sent = []
    form.send = sent.append
    message = {"type": "draft", "re": "1", "item": item, "lane": "shared", "value": {"answer": "half"}}
    form._receive(form, message, [])
    assert sent[0]["ok"]


def test_a_notebook_that_is_none_is_named(course):
    with pytest.raises(NotFound, match="did you mean '02_respect'"):
        course.recall("02_respct")
    with pytest.raises(NotFound, match="No card recalls a notebook before"):
        course.recall("00_start_here")


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_every_weekly_notebook_asks_for_cards_once_and_says_where_it_is(text):
    cells = [line for line in text.read_text("utf-8").splitlines() if line.startswith("course.recall")]
    weekly = 0 < [path.stem for path in TEXTS].index(text.stem) < 7
    assert cells == ([f'course.recall(here="{text.stem}")'] if weekly else [])
